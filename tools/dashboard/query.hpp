#pragma once
/// A Query is what follows the question mark of a request's target, read strictly.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::tools::dashboard {

class Query {
 public:
  /// nullopt for a bad %-escape, a key twice or more than 16 of them.
  static std::optional<Query> parse(std::string_view text);

  std::optional<std::string> find(const std::string& key) const;
  /// A whole number within [low, high]; `otherwise` where there is none; nullopt for anything else.
  std::optional<std::size_t> count(const std::string& key, std::size_t low, std::size_t high,
                                   std::size_t otherwise) const;

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace pawl::tools::dashboard
