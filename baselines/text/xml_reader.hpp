#pragma once
/// An XML reader yields a document's tags one after the other: as much of XML 1.0 as test reports
/// use (no DTD; entities other than the five predefined and characters by number stay as they are).

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

struct XmlTag {
  std::string name;
  bool opens = false;   ///< <a> and <a/>
  bool closes = false;  ///< </a> and <a/>
  std::map<std::string, std::string, std::less<>> attributes;
  std::size_t offset = 0;  ///< of its "<"
  /// The attribute's value, empty when there is none.
  std::string attribute(std::string_view key) const;
};

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_(text) {}
  /// The next tag; nullopt at the end, or where the text ends within a tag.
  std::optional<XmlTag> next();

 private:
  bool skip_to_tag();
  void read_attributes(XmlTag& tag, std::size_t end);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace pawl::baselines
