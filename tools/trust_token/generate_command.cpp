#include "baselines/error.hpp"
#include "commands.hpp"
#include "token_json.hpp"

#include <optional>

namespace pawl::tools::trust_token {

namespace {

struct GenerateOptions {
  std::string content;
  std::optional<std::string> original;
  std::vector<std::string> rules;
  std::chrono::seconds lifetime{};
};

std::chrono::seconds lifetime_from(const Arguments& arguments) {
  const auto text = arguments.value("ttl");
  if (!text) return default_lifetime;
  if (const auto seconds = lifetime(*text)) return *seconds;
  throw Error(Fault::usage, "--ttl: expected a time from 1s to 3660d, found \"" + *text + "\"");
}

GenerateOptions parse_generate(const Arguments& arguments) {
  GenerateOptions options{.content = arguments.value_or("content", "-"),
                          .original = arguments.value("original"),
                          .rules = arguments.values("rule"),
                          .lifetime = lifetime_from(arguments)};
  if (options.content == "-" && options.original == "-")
    throw Error(Fault::usage, "--content and --original: standard input cannot be both");
  if (const auto fault = fault_in_rules(options.rules))
    throw Error(Fault::usage, "--rule: " + *fault);
  return options;
}

Status generate(const Arguments& arguments, Console& console) {
  const GenerateOptions options = parse_generate(arguments);
  const Signer signer(secret_from(console.environment));
  const std::string sanitized = read_input(options.content);
  std::optional<std::string> original;
  if (options.original) original = read_input(*options.original);
  const Token token = signer.sign(
      claims_about({sanitized, original}, options.rules, now(console), options.lifetime));
  write_output(arguments, console, token_json(token) + "\n");
  return Status::pass;
}

}  // namespace

Command generate_command() {
  return {.name = "generate",
          .arguments = "[--content FILE] [--original FILE] [--rule RULE…] [--ttl 1h] [-o FILE]",
          .summary = "issue a token for sanitised content",
          .details =
              "The secret that signs, 32 bytes or more, comes from TRUST_TOKEN_SECRET or from "
              "the file that\nTRUST_TOKEN_SECRET_FILE names.",
          .options = {{"content", "FILE", "the content as sanitised (default: -, standard input)"},
                      {"original", "FILE", "the content before (default: it was the same)"},
                      {"rule", "RULE", "a rule that was applied; may be repeated, in order"},
                      {"ttl", "TIME", "how long the token counts (default: 1h)"},
                      output_option("the token")},
          .example =
              "  export TRUST_TOKEN_SECRET=$(openssl rand -hex 32)\n"
              "  echo 'hello' | pawl-token generate --rule remove-script --ttl 15min -o token.json",
          .action = generate};
}

}  // namespace pawl::tools::trust_token
