#pragma once
/// A directory store keeps baselines as files that are committed: ROOT/TESTBED/SUITE.json,
/// and beside them what regressions are accepted.

#include "baseline.hpp"
#include "suppression.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// Where `pawl` looks when it is told nothing else, relative to the project.
inline constexpr std::string_view committed_baselines = "baselines/committed";

/// What a baseline is found by.
struct BaselineName {
  std::string testbed, suite;
  auto operator<=>(const BaselineName&) const = default;
};

inline constexpr std::size_t longest_safe_name = 100;  ///< bytes

/// Whether `name` may be a part of a path: letters, digits, ".", "-", "_", "+", not beginning with
/// a dot, at most longest_safe_name.
bool is_safe_name(std::string_view name);

/// What is_safe_name() takes, for "expected …".
inline constexpr std::string_view safe_name =
    "a name of at most 100 letters, digits, and . - _ + that does not begin with a dot";

/// Throws Error (Fault::input) when a part of the name is not safe; `place` is the file that says
/// it, or empty.
void expect_safe(const BaselineName& name, const std::string& place);

class DirectoryStore {
 public:
  explicit DirectoryStore(std::filesystem::path root = committed_baselines);

  /// Throws Error (Fault::input) when a part of the name is not safe.
  std::filesystem::path path(const BaselineName& name) const;
  /// ROOT/.gitattributes: how git merges and shows what is kept here.
  std::filesystem::path attributes_path() const { return root_ / ".gitattributes"; }
  /// ROOT/suppressions.json
  std::filesystem::path suppressions_path() const { return root_ / "suppressions.json"; }
  /// None when there is no such file. Throws Error (Fault::input, Fault::io).
  Suppressions suppressions() const;
  /// nullopt when there is none. Throws Error (Fault::input, Fault::io).
  std::optional<Baseline> read(const BaselineName& name) const;
  /// Replaces the file whole. Throws Error (Fault::io), and (Fault::input) where a symbolic link
  /// leads out of ROOT: a branch may have brought it. ROOT itself may be one.
  void write(const Baseline& baseline) const;
  void write(const Suppressions& suppressions) const;
  /// The same for any file of the store.
  void write(const std::filesystem::path& file, std::string_view text) const;
  /// All there are, by testbed, then suite; none when there is no such directory. Files of unsafe
  /// names are passed over. Throws Error (Fault::io).
  std::vector<BaselineName> list() const;

 private:
  std::filesystem::path root_;
};

}  // namespace pawl::baselines
