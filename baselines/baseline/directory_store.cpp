#include "directory_store.hpp"

#include "baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/text/json_text.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace pawl::baselines {
namespace {

void expect_safe_part(const std::string& what, std::string_view name) {
  if (!is_safe_name(name))
    throw Error(Fault::input,
                what + ": expected " + std::string(safe_name) + ", found " + quoted(name));
}

std::vector<std::filesystem::directory_entry> entries(const std::filesystem::path& directory) {
  std::error_code failure;
  std::vector<std::filesystem::directory_entry> all;
  for (auto it = std::filesystem::directory_iterator(directory, failure);
       !failure && it != std::filesystem::directory_iterator(); it.increment(failure))
    all.push_back(*it);
  if (failure && failure != std::errc::no_such_file_or_directory)
    throw Error(Fault::io, directory.string() + ": cannot be listed: " + failure.message());
  return all;
}

/// A symbolic link must not lead what is written out of the store.
void expect_within(const std::filesystem::path& root, const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code no_folder, no_root;
  const fs::path target = followed(fs::absolute(file));
  const fs::path folder = fs::weakly_canonical(target.parent_path(), no_folder);
  const fs::path store = fs::weakly_canonical(fs::absolute(root), no_root);
  if (no_folder || no_root) return;  // what cannot be looked at cannot be written, which says why
  const fs::path way = folder.lexically_relative(store);
  if (!way.empty() && *way.begin() != "..") return;
  throw Error(Fault::input, file.string() + ": expected a file within " + root.string() +
                                ", found a symbolic link that leads to " +
                                (folder / target.filename()).string() + "; remove the link");
}

}  // namespace

bool is_safe_name(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+";
  return !name.empty() && name.size() <= longest_safe_name && name.front() != '.' &&
         name.find_first_not_of(allowed) == std::string_view::npos;
}

void expect_safe(const BaselineName& name, const std::string& place) {
  const std::string prefix = place.empty() ? "" : place + ": ";
  expect_safe_part(prefix + "testbed", name.testbed);
  expect_safe_part(prefix + "suite", name.suite);
}

DirectoryStore::DirectoryStore(std::filesystem::path root) : root_(std::move(root)) {}

std::filesystem::path DirectoryStore::path(const BaselineName& name) const {
  expect_safe(name, "");
  return root_ / name.testbed / (name.suite + ".json");
}

std::optional<Baseline> DirectoryStore::read(const BaselineName& name) const {
  const std::filesystem::path file = path(name);
  const auto text = read_file_if_present(file);
  if (!text) return std::nullopt;
  return parse_baseline(*text, file.string());
}

Suppressions DirectoryStore::suppressions() const {
  const std::filesystem::path file = suppressions_path();
  constexpr std::size_t largest = 16 << 20;
  const auto text = read_file_if_present(file, largest);
  return text ? parse_suppressions(*text, file.string()) : Suppressions();
}

void DirectoryStore::write(const Baseline& baseline) const {
  write(path({baseline.testbed, baseline.suite}), baseline_json(baseline));
}

void DirectoryStore::write(const Suppressions& suppressions) const {
  write(suppressions_path(), suppressions_json(suppressions));
}

void DirectoryStore::write(const std::filesystem::path& file, std::string_view text) const {
  expect_within(root_, file);
  write_file(file, text);
}

std::vector<BaselineName> DirectoryStore::list() const {
  std::vector<BaselineName> names;
  for (const auto& testbed : entries(root_)) {
    std::error_code ignored;
    if (!testbed.is_directory(ignored)) continue;
    for (const auto& file : entries(testbed.path())) {
      BaselineName name{testbed.path().filename().string(), file.path().stem().string()};
      if (file.path().extension() == ".json" && is_safe_name(name.testbed) &&
          is_safe_name(name.suite))
        names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace pawl::baselines
