#include "trust.hpp"

#include "baselines/baseline_json.hpp"
#include "baselines/ed25519.hpp"
#include "baselines/error.hpp"

namespace pawl::tools {

namespace {

template <typename File>
void look_at(const File& file, const std::string& place, const Trust& trust,
             std::vector<std::string>& warnings) {
  if (!trust.signers) return;
  const std::string problem = signature_problem(file, *trust.signers);
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

void look_at_signature(const baselines::Baseline& baseline, const std::string& place,
                       const Trust& trust, std::vector<std::string>& warnings) {
  look_at(baseline, place, trust, warnings);
}

void look_at_signature(const baselines::Suppressions& suppressions, const std::string& place,
                       const Trust& trust, std::vector<std::string>& warnings) {
  look_at(suppressions, place, trust, warnings);
}

}  // namespace pawl::tools
