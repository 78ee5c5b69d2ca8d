#include "baselines/error.hpp"
#include "ci/inert.hpp"
#include "commands.hpp"
#include "token_json.hpp"

#include <optional>

namespace pawl::tools::trust_token {

namespace {

constexpr Status not_valid{1};

Status validate(const Arguments& arguments, Console& console) {
  const std::string path = arguments.value_or("token", "-");
  const auto content_path = arguments.value("content");
  if (path == "-" && content_path == "-")
    throw Error(Fault::usage, "--token and --content: standard input cannot be both");
  const Signer signer(secret_from(console.environment));
  const std::string text = read_input(path);
  std::optional<std::string> content;
  if (content_path) content = read_input(*content_path);
  const auto token = parse_token(path == "-" ? "standard input" : path, text);
  const Validation validation = validate(signer, token, now(console), content);
  console.out << name_of(validation.validity) << ": "
              << ci::plain(validation.reason, ci::longest_sentence) << "\n";
  return validation.validity == Validity::valid ? Status::pass : not_valid;
}

}  // namespace

Command validate_command() {
  return {.name = "validate",
          .arguments = "[--token FILE] [--content FILE]",
          .summary = "tell whether a token holds: status 0 when valid, 1 when not",
          .details = "Prints valid, tampered, expired, not-yet-valid or malformed, and why.",
          .options = {{"token", "FILE", "the token (default: -, standard input)"},
                      {"content", "FILE", "content to hold against the token's hash"}},
          .example = "  pawl-token validate --token token.json --content clean.html",
          .action = validate};
}

}  // namespace pawl::tools::trust_token
