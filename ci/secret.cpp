#include "secret.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

constexpr std::size_t largest_secret = 16384;  // bytes

bool is_visible(char c) {
  return c > ' ' && c <= '~';
}

}  // namespace

std::string secret(const Environment& environment, const std::string& name,
                   const std::string& file) {
  std::string text =
      file.empty() ? variable(environment, name) : baselines::read_file(file, largest_secret);
  const std::string& place = file.empty() ? name : file;
  text.erase(0, text.find_first_not_of(" \t\r\n"));
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  if (text.empty())
    throw Error(Fault::input, place + ": " +
                                  (file.empty() ? "not set, and it must hold" : "expected") +
                                  " the secret to deliver with");
  if (!std::all_of(text.begin(), text.end(), is_visible))
    throw Error(Fault::input, place + ": expected one line of visible ASCII characters");
  return text;
}

std::string printable(std::string_view text, std::size_t most) {
  std::string line;
  for (const char c : text.substr(0, most)) line += c == ' ' || is_visible(c) ? c : '?';
  return text.size() > most ? line + "..." : line;
}

}  // namespace pawl::ci
