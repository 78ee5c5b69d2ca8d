#include "baseline.hpp"
#include "baselines/baseline_json.hpp"
#include "baselines/ed25519.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/format.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

using baselines::Baseline;
using baselines::BaselineName;

constexpr auto key_variable = "PAWL_SIGNING_KEY";

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

std::string public_key(const std::string& pem, const Project& project) {
  const std::string key =
      during("baseline sign: the key", [&] { return baselines::public_key_of(pem); });
  const auto& signers = project.config.signers;
  const bool is_listed = std::any_of(signers.begin(), signers.end(),
                                     [&](const auto& signer) { return signer.second == key; });
  if (!is_listed)
    throw Error(Fault::input,
                "baseline sign: pawl.toml does not list this key, so nobody would believe it; add "
                "[signing] keys = { NAME = \"" +
                    key + "\" }");
  return key;
}

/// Those named as TESTBED/SUITE; all of them when none is.
std::vector<BaselineName> chosen(const Arguments& arguments,
                                 const baselines::DirectoryStore& store) {
  std::vector<BaselineName> names = store.list();
  const auto& wanted = arguments.positional();
  if (!wanted.empty())
    std::erase_if(names, [&](const BaselineName& name) {
      return std::find(wanted.begin(), wanted.end(), name.testbed + "/" + name.suite) ==
             wanted.end();
    });
  if (names.empty() || (!wanted.empty() && names.size() != wanted.size()))
    throw Error(Fault::usage,
                "baseline sign: expected TESTBED/SUITE of baselines, each once; "
                "`pawl baseline list` shows them");
  return names;
}

Status sign(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments);
  const std::string pem = private_key(arguments, console);
  const std::string key = public_key(pem, project);
  const baselines::DirectoryStore store = project.store();
  std::size_t count = 0;
  for (const BaselineName& name : chosen(arguments, store)) {
    Baseline baseline = store.read(name).value_or(Baseline{});
    refuse_edited(project, baseline);
    baseline.signature = {key, baselines::ed25519_signature(pem, baselines::signed_text(baseline))};
    store.write(baseline);
    ++count;
  }
  note(console, ci::count(count, "baseline") + " signed; commit them");
  return Status::pass;
}

}  // namespace

Command baseline_sign() {
  return {.name = "baseline sign",
          .arguments = "[TESTBED/SUITE…] [--key-file FILE]",
          .summary = "vouch for baselines: `verify` then fails on any change (Ed25519)",
          .details =
              "Whose signatures count is told by pawl.toml's [signing] keys = { NAME = "
              "\"PUBLIC\" }. The private key is in PEM;\nwhere no file is named, the "
              "variable PAWL_SIGNING_KEY holds it.",
          .options = {{"key-file", "FILE", "the private key"}, config_option()},
          .example =
              "  openssl genpkey -algorithm ed25519 -out key.pem\n"
              "  openssl pkey -in key.pem -pubout      # its middle line is the public key\n"
              "  pawl baseline sign --key-file key.pem",
          .action = sign};
}

}  // namespace pawl::tools
