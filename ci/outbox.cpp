#include "outbox.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "json_path.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <system_error>

namespace pawl::ci {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::array<const char*, 4> address_variables = {"GITHUB_REPOSITORY", "GITHUB_REF",
                                                          "GITHUB_SHA", "GITHUB_RUN_ID"};

/// FNV-1a, 64 bits, as hexadecimal digits. A collision replaces one letter by another.
std::string hash(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t value = 14695981039346656037u;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211u;
  std::string word;
  for (int shift = 60; shift >= 0; shift -= 4) word += digits[value >> shift & 15];
  return word;
}

/// What a killed process left of a file that it was writing: safe to drop under the lock.
bool is_unfinished(const fs::path& file) {
  return file.filename().string().starts_with('.');
}

Error not_a_letter(std::string_view name) {
  return {Fault::input, std::string(name) +
                            ": expected a letter of Pawl's, version 1; remove it, "
                            "or deliver its report again"};
}

}  // namespace

Environment address_of(const Environment& environment, const Event& event) {
  Environment address;
  for (const char* name : address_variables) address[name] = variable(environment, name);
  if (!event.pull_request.empty())
    address["GITHUB_REF"] = "refs/pull/" + event.pull_request + "/head";
  if (!event.head_sha.empty()) address["GITHUB_SHA"] = event.head_sha;
  return address;
}

Environment readdressed(Environment environment, const Letter& letter) {
  environment.erase("GITHUB_EVENT_PATH");
  for (const char* name : address_variables) environment[name] = variable(letter.address, name);
  return environment;
}

std::string letter_json(const Letter& letter) {
  json::object address;
  for (const auto& [name, value] : letter.address) address[name] = value;
  return json::serialize(json::object{{"format", "pawl-letter"},
                                      {"version", 1},
                                      {"destination", letter.destination},
                                      {"address", address},
                                      {"report", letter.report}}) +
         "\n";
}

Letter parse_letter(std::string_view text, std::string_view name) {
  boost::system::error_code failure;
  const json::value root = json::parse(text, failure);
  if (failure || text_at(root, {"format"}) != "pawl-letter" || number_at(root, {"version"}) != "1")
    throw not_a_letter(name);
  Letter letter{.destination = text_at(root, {"destination"}),
                .report = text_at(root, {"report"}),
                .address = {}};
  for (const char* variable : address_variables)
    letter.address[variable] = text_at(root, {"address", variable});
  return letter;
}

Outbox::Outbox(fs::path directory) : directory_(std::move(directory)), lock_(directory_) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_, ignored))
    if (is_unfinished(entry.path())) fs::remove(entry.path(), ignored);
}

std::string Outbox::put(const Letter& letter, std::string_view identity) {
  const std::string name = letter.destination + "-" + hash(identity) + ".json";
  const std::vector<std::string> there = names();
  const bool replaces = std::find(there.begin(), there.end(), name) != there.end();
  if (!replaces && there.size() >= most_letters)
    throw Error(Fault::io, directory_.string() + ": the outbox is full (" +
                               std::to_string(most_letters) +
                               " letters); deliver them by `pawl notify --flush --outbox " +
                               directory_.string() + "`, or remove them");
  baselines::write_file(directory_ / name, letter_json(letter));
  return name;
}

void Outbox::remove(const std::string& name) {
  std::error_code failure;
  fs::remove(directory_ / name, failure);
  if (failure)
    throw Error(Fault::io, (directory_ / name).string() +
                               ": delivered, but cannot be removed: " + failure.message());
}

std::vector<std::string> Outbox::names() const {
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code failure;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_, failure))
    if (!is_unfinished(entry.path()) && entry.path().extension() == ".json")
      found.emplace_back(entry.last_write_time(failure), entry.path().filename().string());
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& [time, name] : found) names.push_back(std::move(name));
  return names;
}

Letter Outbox::letter(const std::string& name) const {
  const fs::path path = directory_ / name;
  return parse_letter(baselines::read_file(path), path.string());
}

}  // namespace pawl::ci
