#pragma once
/// TOML fields are the keys of one table read strictly: each accessor says what it expects, where,
/// and a key nobody asked for is an error. Costly to include: for .cpp files only.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace pawl::baselines {

inline constexpr std::size_t most_count = 1'000'000'000;

class TomlFields {
 public:
  /// `file` stands for the file in errors, `title` for the table: "[policy]". Both, and the table,
  /// must outlive it.
  TomlFields(std::string_view file, std::string_view title, const toml::table& table);

  // Each of these is nullopt (or empty) when the key is absent and fails when it is of another
  // kind.
  const toml::node* find(std::string_view key);
  std::optional<std::string> string(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<int> integer(std::string_view key, int least, int most);
  std::optional<std::size_t> count(std::string_view key, std::size_t least = 1,
                                   std::size_t most = most_count);
  /// Seconds ≥ 0: "10s", "500 ms" or 10.
  std::optional<double> seconds(std::string_view key);
  /// A part of one: "2%" or 0.02 (part() in unit.hpp).
  std::optional<double> fraction(std::string_view key);
  std::vector<std::string> strings(std::string_view key);
  std::vector<std::size_t> counts(std::string_view key);
  /// Strings and whole numbers, as text.
  std::vector<std::string> words_or_counts(std::string_view key);
  std::map<std::string, std::string> dictionary(std::string_view key);
  /// The one of `words` that the string is.
  std::optional<std::string> word(std::string_view key, const std::vector<std::string_view>& words);
  const toml::table* table(std::string_view key);
  /// [[key]]: its tables.
  std::vector<const toml::table*> tables(std::string_view key);

  /// Fails at the first key that was not asked for.
  void refuse_unknown() const;

  /// Fails unless the text, which is the key's or was made of it, is a regular expression.
  void expect_regex(std::string_view key, const std::string& text) const;

  /// Throws Error (Fault::input): "pawl.toml:3:5: [policy] KEY: expected EXPECTED, found …;
  /// ADVICE".
  [[noreturn]] void fail(std::string_view key, std::string_view expected,
                         std::string_view advice = {}) const;
  /// Throws Error (Fault::input): "pawl.toml:3:1: [[benchmark]]: SENTENCE".
  [[noreturn]] void fail_table(std::string_view sentence) const;
  /// "pawl.toml:3:5"
  std::string place(const toml::node& node) const;
  std::string place() const { return place(*table_); }

 private:
  /// The list at the key; one without elements when the key is absent.
  const toml::array& list(std::string_view key, std::string_view expected,
                          std::string_view advice = {});
  /// The text; fails where it holds a NUL, at which whoever reads it from C would stop.
  const std::string& without_nul(std::string_view key, const std::string& text,
                                 std::string_view expected) const;
  std::optional<double> quantity_of(std::string_view key, std::string_view base,
                                    std::string_view expected);

  std::string_view file_;
  std::string_view title_;
  const toml::table* table_;
  std::vector<std::string_view> known_;
};

/// What a key says in place of what holds without it.
template <typename Target, typename Value>
void set(Target& target, const std::optional<Value>& value) {
  if (value) target = *value;
}

/// "pawl.toml:3:5"
std::string toml_place(std::string_view file, const toml::source_position& position);

}  // namespace pawl::baselines
