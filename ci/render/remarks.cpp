#include "remarks.hpp"

#include "baselines/text/ascii_case.hpp"
#include "ci/format.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace pawl::ci {
namespace {

using baselines::is_digit;

/// How long the number at the beginning of the text is, with its thousands and decimals: "1,234.5".
std::size_t number_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() &&
         (is_digit(text[length]) ||
          (length > 0 && length + 1 < text.size() && (text[length] == ',' || text[length] == '.') &&
           is_digit(text[length + 1]))))
    ++length;
  return length;
}

double value_of(std::string number) {
  std::erase(number, ',');
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  return value;
}

}  // namespace

void Remarks::add(const std::string& sentence, const std::string& about) {
  Remark remark{{""}, {}, about};
  std::string key;
  for (std::size_t i = 0; i < sentence.size();) {
    const std::size_t length = number_length(std::string_view(sentence).substr(i));
    if (length > 0) {
      const std::string number = sentence.substr(i, length);
      remark.numbers.push_back({number, number});
      remark.words.emplace_back();
      key += '\0';
    } else {
      remark.words.back() += sentence[i];
      key += sentence[i];
    }
    i += std::max<std::size_t>(length, 1);
  }
  add(std::move(remark), key);
}

void Remarks::add_verbatim(const std::string& sentence, const std::string& about) {
  add({{sentence}, {}, about}, sentence);
}

void Remarks::add(Remark remark, const std::string& key) {
  const auto [place, is_new] = places_.try_emplace(key, remarks_.size());
  if (is_new) {
    remarks_.push_back(std::move(remark));
    return;
  }
  Remark& known = remarks_[place->second];
  ++known.others;
  for (std::size_t i = 0; i < std::min(known.numbers.size(), remark.numbers.size()); ++i) {
    Number& number = known.numbers[i];
    const std::string& more = remark.numbers[i].low;
    if (value_of(more) < value_of(number.low)) number.low = more;
    if (value_of(more) > value_of(number.high)) number.high = more;
  }
}

std::string Remarks::sentence(const Remark& remark) {
  std::string out = remark.words.front();
  for (std::size_t i = 0; i < remark.numbers.size(); ++i) {
    const Number& number = remark.numbers[i];
    out += number.low + (number.low == number.high ? "" : " – " + number.high);
    out += remark.words[i + 1];
  }
  return out;
}

std::string Remarks::str() const {
  constexpr std::size_t most = 20;
  std::string out;
  const std::size_t shown = std::min(remarks_.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    const Remark& remark = remarks_[i];
    const std::string others = remark.others > 0 ? " and " + count(remark.others, "other row") : "";
    out += "  " + remark.about + others + ": " + sentence(remark) + "\n";
  }
  if (shown < remarks_.size())
    out += "  … and " + count(remarks_.size() - shown, "more remark") + "; --format json has all\n";
  return out;
}

}  // namespace pawl::ci
