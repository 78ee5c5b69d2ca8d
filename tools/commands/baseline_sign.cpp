#include "baseline.hpp"
#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/keys/ed25519.hpp"
#include "ci/format.hpp"
#include "tools/system/private_memory.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace pawl::tools {

namespace {

using baselines::Baseline;
using baselines::BaselineName;

constexpr auto key_variable = "PAWL_SIGNING_KEY";
constexpr std::string_view suppressions_name = "suppressions";

/// In PEM, of --key-file or the variable: never of the command line, where others can read it.
std::string private_key(const Arguments& arguments, const Console& console) {
  constexpr std::size_t largest_key = 1 << 16;
  if (const auto file = arguments.value("key-file"))
    return baselines::read_file(*file, largest_key);
  const std::string key = variable(console, key_variable);
  if (key.empty())
    throw Error(Fault::usage, "baseline sign: which key? --key-file FILE, or " +
                                  std::string(key_variable) +
                                  "; openssl genpkey -algorithm ed25519 -out key.pem makes one");
  return key;
}

void expect_listed(const std::string& pem, const std::string& place, const Project& project) {
  const std::string key = during(place, [&] { return baselines::public_key_of(pem); });
  const auto& signers = project.config.signers;
  const bool is_listed = std::any_of(signers.begin(), signers.end(),
                                     [&](const auto& signer) { return signer.second == key; });
  if (!is_listed)
    throw Error(Fault::input,
                "baseline sign: pawl.toml does not list this key, so nobody would believe it; add "
                "[signing] keys = { NAME = \"" +
                    key + "\" }");
}

/// What is to be signed.
struct Chosen {
  std::vector<BaselineName> names;
  bool with_suppressions;
};

/// Those named as TESTBED/SUITE, and `suppressions`; everything when none is.
Chosen chosen(const Arguments& arguments, const baselines::DirectoryStore& store) {
  Chosen all{store.list(), !store.suppressions().all.empty()};
  const auto& wanted = arguments.positional();
  if (wanted.empty() && !all.names.empty()) return all;
  std::set<std::string_view> left(wanted.begin(), wanted.end());
  all.with_suppressions = all.with_suppressions && left.erase(suppressions_name) > 0;
  std::erase_if(all.names, [&](const BaselineName& name) {
    return left.erase(name.testbed + "/" + name.suite) == 0;
  });
  if (wanted.empty() || !left.empty())
    throw Error(Fault::usage,
                "baseline sign: expected TESTBED/SUITE of baselines or `suppressions`, found " +
                    (left.empty() ? "no baseline" : std::string(*left.begin())) +
                    "; `pawl baseline list` shows them");
  return all;
}

void sign_baseline(const BaselineName& name, const std::string& pem, const Project& project) {
  const baselines::DirectoryStore store = project.store();
  Baseline baseline = store.read(name).value_or(Baseline{});
  refuse_edited(project, baseline);
  baseline.signature = baselines::signature_by(pem, baselines::signed_text(baseline));
  store.write(baseline);
}

void sign_suppressions(const std::string& pem, const Project& project) {
  const baselines::DirectoryStore store = project.store();
  baselines::Suppressions suppressions = store.suppressions();
  suppressions.signature = baselines::signature_by(pem, baselines::signed_text(suppressions));
  store.write(suppressions);
}

Status sign(const Arguments& arguments, Console& console) {
  keep_memory_private();
  const Project project = find_project(arguments, console);
  const std::string pem = private_key(arguments, console);
  expect_listed(pem, arguments.value_or("key-file", key_variable), project);
  const Chosen files = chosen(arguments, project.store());
  for (const BaselineName& name : files.names) sign_baseline(name, pem, project);
  if (files.with_suppressions) sign_suppressions(pem, project);
  note(console, ci::count(files.names.size(), "baseline") +
                    (files.with_suppressions ? " and suppressions" : "") + " signed; commit them");
  return Status::pass;
}

}  // namespace

Command baseline_sign() {
  return {.name = "baseline sign",
          .arguments = "[TESTBED/SUITE…] [suppressions] [--key-file FILE]",
          .most_words = any_number,
          .summary = "vouch for baselines and suppressions: `verify` fails on any change (Ed25519)",
          .details =
              "Whose signatures count is told by pawl.toml's [signing] keys = { NAME = "
              "\"PUBLIC\" }; with required =\ntrue there, `pawl check` refuses what they did not "
              "sign, else it warns. The private key is in PEM;\nwhere no file is named, the "
              "variable PAWL_SIGNING_KEY holds it.",
          .options = {{"key-file", "FILE", "the private key"}, config_option()},
          .example =
              "  openssl genpkey -algorithm ed25519 -out key.pem\n"
              "  openssl pkey -in key.pem -pubout      # its middle line is the public key, for "
              "pawl.toml\n"
              "  pawl baseline sign --key-file key.pem",
          .action = sign};
}

}  // namespace pawl::tools
