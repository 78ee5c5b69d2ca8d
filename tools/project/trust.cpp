#include "trust.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/keys/ed25519.hpp"
#include "ci/inert.hpp"

namespace pawl::tools {

namespace {

void tell(const std::string& problem, const std::string& place, const Trust& trust,
          std::vector<std::string>& warnings) {
  if (problem.empty()) return;
  if (trust.is_required) throw Error(Fault::input, place + ": " + problem);
  warnings.push_back(place + ": " + problem);
}

}  // namespace

Option key_option() {
  return {"key", "PUBLIC", "demand this key's signature, not one of pawl.toml's; may be repeated"};
}

Trust trust_of(const Arguments& arguments, const Project& project) {
  std::vector<std::string> keys = arguments.values("key");
  for (const std::string& key : keys)
    if (!baselines::is_public_key(key))
      throw Error(Fault::usage, "--key: expected an Ed25519 public key, 60 characters of base64");
  if (!keys.empty()) return {keys, true};
  for (const auto& [name, key] : project.config.signers) keys.push_back(key);
  if (keys.empty()) return {};
  return {keys, project.config.requires_signatures};
}

void vet(const baselines::Baseline& baseline, const baselines::BaselineName& name,
         const std::string& place, const Trust& trust, std::vector<std::string>& warnings) {
  for (const std::string& id : baselines::edited_sessions(baseline))
    warnings.push_back(place + ": session " + ci::plain(id) +
                       " does not match its checksum, as if edited by hand; `pawl baseline "
                       "verify` tells more");
  if (!trust.signers) return;
  std::string problem = signature_problem(baseline, *trust.signers);
  if (problem.empty() && (baseline.suite != name.suite || baseline.testbed != name.testbed))
    problem = "expected a baseline signed for suite " + name.suite + " on " + name.testbed +
              ", found that of " + ci::plain(baseline.suite) + " on " + ci::plain(baseline.testbed);
  tell(problem, place, trust, warnings);
}

void vet(const baselines::Suppressions& suppressions, const std::string& place, const Trust& trust,
         std::vector<std::string>& warnings) {
  if (!trust.signers) return;
  tell(signature_problem(suppressions, *trust.signers), place, trust, warnings);
}

}  // namespace pawl::tools
