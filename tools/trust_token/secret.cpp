#include "secret.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "tools/system/private_memory.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace pawl::tools::trust_token {

namespace {

constexpr auto variable_name = "TRUST_TOKEN_SECRET";
constexpr auto file_variable_name = "TRUST_TOKEN_SECRET_FILE";

void wipe(std::string& bytes) {
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
}

std::optional<std::string> set_value(const Environment& environment, const std::string& name) {
  const auto found = environment.find(name);
  if (found == environment.end()) return std::nullopt;
  return found->second;
}

std::string without_line_break(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

Secret long_enough(const std::string& place, std::string&& bytes) {
  const std::size_t found = bytes.size();
  if (auto secret = Secret::from(std::move(bytes))) return *std::move(secret);
  throw Error(Fault::input, place + ": expected at least " + std::to_string(Secret::shortest) +
                                " bytes, found " + std::to_string(found) +
                                "; `openssl rand -hex 32` makes a good one");
}

}  // namespace

std::optional<Secret> Secret::from(std::string&& bytes) {
  std::optional<Secret> secret;
  if (bytes.size() >= shortest) secret = Secret(std::string_view(bytes));
  wipe(bytes);
  return secret;
}

Secret Secret::random() {
  std::array<unsigned char, shortest> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the operating system has no random numbers to give");
  std::string text(bytes.begin(), bytes.end());
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return *from(std::move(text));
}

Secret::Secret(std::string_view bytes) : bytes_(bytes) {}

Secret::Secret(Secret&& other) noexcept {
  *this = std::move(other);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  bytes_.swap(other.bytes_);
  if (this != &other) wipe(other.bytes_);
  return *this;
}

Secret::~Secret() {
  wipe(bytes_);
}

std::optional<Secret> secret_if_set(const Environment& environment) {
  auto value = set_value(environment, variable_name);
  const auto file = set_value(environment, file_variable_name);
  if (value && file)
    throw Error(Fault::input, std::string(variable_name) + " and " + file_variable_name +
                                  " are both set: which one is meant? Unset the other");
  if (value || file) keep_memory_private();
  if (value) return long_enough(variable_name, *std::move(value));
  if (!file) return std::nullopt;
  const std::string place = std::string(file_variable_name) + " (" + *file + ")";
  return long_enough(place, during(file_variable_name, [&] {
                       return without_line_break(baselines::read_file(*file, 1 << 16));
                     }));
}

Secret secret_from(const Environment& environment) {
  if (auto secret = secret_if_set(environment)) return *std::move(secret);
  throw Error(Fault::input, std::string(variable_name) +
                                " is not set: expected the signing secret there, or in "
                                "the file that " +
                                file_variable_name + " names; `openssl rand -hex 32` makes one");
}

}  // namespace pawl::tools::trust_token
