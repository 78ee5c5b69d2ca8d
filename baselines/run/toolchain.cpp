#include "toolchain.hpp"

#include <utility>

namespace pawl::baselines {

namespace {

std::string listed(const std::set<std::string>& versions) {
  std::string list;
  for (const std::string& version : versions) list += (list.empty() ? "" : " and ") + version;
  return list;
}

}  // namespace

void add_version(Toolchain& toolchain, std::string_view name, std::string version) {
  if (!version.empty()) toolchain[std::string(name)].insert(std::move(version));
}

void join(Toolchain& all, const Toolchain& more) {
  for (const auto& [name, versions] : more) all[name].insert(versions.begin(), versions.end());
}

std::vector<std::string> differences(const Toolchain& before, const Toolchain& now) {
  std::vector<std::string> all;
  for (const auto& [name, versions] : before)
    if (const auto its = now.find(name); its != now.end() && its->second != versions)
      all.push_back(name + ": " + listed(versions) + " before, " + listed(its->second) + " now");
  return all;
}

}  // namespace pawl::baselines
