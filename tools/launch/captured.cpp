#include "captured.hpp"

#include "baselines/text/utf8.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

/// Whether the line says what went wrong, as Node, Java, Go, Python and others do before a stack.
bool says_what_went_wrong(std::string_view line) {
  for (const std::string_view word : {"Error: ", "Exception: ", "panic: ", "fatal: ", "error: ",
                                      "Error [", "Exception in thread "})
    if (line.find(word) != std::string_view::npos) return true;
  return false;
}

/// The last such line of the text; empty: none.
std::string_view what_went_wrong(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.rfind('\n') + 1;  // npos + 1 is 0
    if (says_what_went_wrong(text.substr(begin))) return text.substr(begin);
    text = text.substr(0, begin == 0 ? 0 : begin - 1);
  }
  return text;
}

/// UTF-8 without control characters; a space for a line break.
std::string printable(std::string text) {
  for (std::size_t bad = 0; (bad = baselines::first_invalid_utf8(text)) < text.size();)
    text[bad] = '?';
  std::replace(text.begin(), text.end(), '\n', ' ');
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  std::replace_if(text.begin(), text.end(), is_control, '?');
  return text;
}

}  // namespace

void Captured::append(std::string_view text) {
  size_ += text.size();
  const std::size_t to_head = std::min(text.size(), limit_ - head_.size());
  head_.append(text.substr(0, to_head));
  tail_.append(text.substr(to_head));
  if (tail_.size() > 2 * limit_) tail_.erase(0, tail_.size() - limit_);
}

std::string Captured::text() const {
  if (is_whole()) return head_ + tail_;
  return head_ + "\n[" + std::to_string(size_ - 2 * limit_) + " bytes left out]\n" +
         tail_.substr(tail_.size() - limit_);
}

std::string Captured::first_line(std::size_t bytes) const {
  const std::size_t begin = std::min(head_.find_first_not_of("\r\n"), head_.size());
  const std::size_t end = std::min(head_.find_first_of("\r\n", begin), head_.size());
  return printable(head_.substr(begin, std::min(end - begin, bytes)));
}

std::string Captured::last_lines(std::size_t lines, std::size_t bytes) const {
  std::string text = head_ + tail_;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  std::size_t begin = text.size();
  for (std::size_t line = 0; line < lines && begin != std::string::npos && begin > 0; ++line)
    begin = text.rfind('\n', begin - 1);
  std::string reason;
  if (begin != std::string::npos && begin < text.size()) {
    if (what_went_wrong(std::string_view(text).substr(begin + 1)).empty())
      reason = what_went_wrong(std::string_view(text).substr(0, begin)).substr(0, bytes / 2);
    text.erase(0, begin + 1);
  }
  if (!reason.empty()) reason += " … ";
  const std::size_t left = bytes - std::min(bytes, reason.size());
  if (text.size() > left) text.erase(0, text.size() - left);
  return printable(reason + text);
}

}  // namespace pawl::tools
