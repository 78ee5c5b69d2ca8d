#include "payload.hpp"

#include "baselines/unit.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>

namespace pawl::tools::trust_token {

namespace {

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t largest = 256 * kibibyte * kibibyte;

struct NamedSize {
  std::string_view name;
  std::size_t size;
};

constexpr std::array named_sizes = {NamedSize{"empty", 0}, NamedSize{"small", 100},
                                    NamedSize{"medium", 10 * kibibyte},
                                    NamedSize{"large", kibibyte* kibibyte}};

/// Repeats words drawn from `words`, by a generator that the standard fixes bit by bit, up to
/// `size` bytes; what does not fit any more is filled with full stops.
template <std::size_t count>
std::string text_of(const std::array<std::string_view, count>& words, std::size_t size) {
  std::minstd_rand draw(1);
  std::string text;
  text.reserve(size);
  for (;;) {
    const std::string_view word = words[draw() % count];
    if (text.size() + word.size() > size) break;
    text += word;
  }
  return text.append(size - text.size(), '.');
}

std::string plain_text(std::size_t size) {
  constexpr std::array<std::string_view, 8> words = {"the ",  "content ", "is ",     "clean ",
                                                     "now, ", "and ",     "signed ", "as such. "};
  return text_of(words, size);
}

/// Two to four bytes a character, a combining accent, right-to-left text, a joined emoji.
std::string unicode_text(std::size_t size) {
  constexpr std::array<std::string_view, 8> words = {
      "Größe ", "чисто ", "καθαρό ",          "清潔な",
      "نظيف ",  "स्वच्छ ",  "e\u0301te\u0301 ", "👩‍🔬🧪 "};
  return text_of(words, size);
}

std::optional<std::size_t> size_from(std::string_view text) {
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error == std::errc() && end == text.data() + text.size() && size <= largest) return size;
  const auto bytes = baselines::quantity(text, "B");
  if (!bytes || *bytes < 0 || *bytes > static_cast<double>(largest) || *bytes != std::floor(*bytes))
    return std::nullopt;
  return static_cast<std::size_t>(*bytes);
}

Payload payload_of(std::string name, std::string text) {
  const std::string script = "<script>steal(document.cookie)</script>";
  return {std::move(name), text, script + text, {"remove-script", "normalize-unicode"}};
}

}  // namespace

const std::vector<std::string>& payload_names() {
  static const std::vector<std::string> names = {"empty", "small", "medium", "large", "unicode"};
  return names;
}

std::optional<Payload> payload(std::string_view name_or_size) {
  if (name_or_size == "unicode") return payload_of("unicode", unicode_text(10 * kibibyte));
  for (const auto& [name, size] : named_sizes)
    if (name == name_or_size) return payload_of(std::string(name), plain_text(size));
  const auto size = size_from(name_or_size);
  if (!size) return std::nullopt;
  const auto* const named = std::find_if(named_sizes.begin(), named_sizes.end(),
                                         [&](const NamedSize& n) { return n.size == *size; });
  return payload_of(named != named_sizes.end() ? std::string(named->name) : std::to_string(*size),
                    plain_text(*size));
}

std::size_t iterations_for(const Payload& payload) {
  constexpr double budget = 30e-3, each = 2.5e-6, each_byte = 0.7e-9;  // seconds
  const auto bytes = static_cast<double>(payload.sanitized.size() + payload.original.size());
  return std::max(std::size_t{10}, static_cast<std::size_t>(budget / (each + each_byte * bytes)));
}

}  // namespace pawl::tools::trust_token
