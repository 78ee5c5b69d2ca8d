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

std::string secret(const Environment& environment, const std::string& name, std::string file) {
  if (file.empty()) file = variable(environment, name + "_FILE");
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

std::string optional_secret(const Environment& environment, const std::string& name) {
  const bool is_set =
      !variable(environment, name).empty() || !variable(environment, name + "_FILE").empty();
  return is_set ? secret(environment, name) : "";
}

std::string printable(std::string_view text, std::size_t most) {
  std::string line;
  for (const char c : text.substr(0, most)) line += c == ' ' || is_visible(c) ? c : '?';
  return text.size() > most ? line + "..." : line;
}

std::string redacted(std::string text, std::string_view secret) {
  if (secret.empty()) return text;
  for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += 3)
    text.replace(at, secret.size(), "***");
  return text;
}

std::string without_url(std::string text, std::string_view url) {
  constexpr std::size_t shortest = 8;
  const std::size_t host = url.find("://");
  if (host == std::string_view::npos) return text;
  url.remove_prefix(std::min(url.size(), url.find_first_of("/?#", host + 3)));
  while (!url.empty()) {
    const std::string_view word = url.substr(0, url.find_first_of("/?&=#"));
    if (word.size() >= shortest) text = redacted(std::move(text), word);
    url.remove_prefix(std::min(url.size(), word.size() + 1));
  }
  return text;
}

}  // namespace pawl::ci
