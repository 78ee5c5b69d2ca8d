#pragma once
/// Remarks are what is to be said of rows beside their table: sentences, each with the rows that it
/// is about. Sentences that are alike but for their numbers are one, "launches vary by 3.1 – 45 %".

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace pawl::ci {

class Remarks {
 public:
  /// Joined with those before that say the same but for numbers.
  void add(const std::string& sentence, const std::string& about);
  /// As add, but the numbers are part of what it says: somebody's words.
  void add_verbatim(const std::string& sentence, const std::string& about);
  /// A line each, indented, in the order of their first rows: at most 20, and how many more.
  std::string str() const;

 private:
  struct Number {
    std::string low, high;  ///< as written
  };
  struct Remark {
    std::vector<std::string> words;  ///< one more than numbers
    std::vector<Number> numbers;
    std::string about;  ///< the first row
    std::size_t others = 0;
  };
  void add(Remark remark, const std::string& key);
  static std::string sentence(const Remark& remark);

  std::vector<Remark> remarks_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace pawl::ci
