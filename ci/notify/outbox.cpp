#include "outbox.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/keys/sha256.hpp"
#include "ci/inert.hpp"
#include "ci/json_path.hpp"
#include "ci/report_json.hpp"
#include "notify.hpp"

#include <algorithm>
#include <array>
#include <system_error>

namespace pawl::ci {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::array<const char*, 5> address_variables = {
    "GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_HEAD_REF", "GITHUB_SHA", "GITHUB_RUN_ID"};

/// A report is a string in it, whose quotes and backslashes are two characters each.
constexpr std::size_t largest_letter = 2 * largest_report + (std::size_t{1} << 16);

constexpr std::size_t digits_of_name = 16;
constexpr std::string_view extension = ".json";

bool is_name_of_letter(std::string_view name) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::size_t behind = 1 + digits_of_name + extension.size();
  if (name.size() <= behind || !name.ends_with(extension)) return false;
  const std::string_view destination = name.substr(0, name.size() - behind);
  const std::string_view hash = name.substr(destination.size() + 1, digits_of_name);
  return find_destination(destination) != nullptr && name[destination.size()] == '-' &&
         hash.find_first_not_of(digits) == std::string_view::npos;
}

/// What a killed process left of a letter that it was writing, as baselines::write_file names it:
/// safe to drop under the lock. A directory may hold other files than an outbox's.
bool is_unfinished_letter(const fs::directory_entry& entry) {
  std::error_code ignored;
  const std::string name = entry.path().filename().string();
  const std::size_t end = name.rfind('.');
  return name.starts_with('.') && end > 1 && end + 1 < name.size() &&
         is_name_of_letter(std::string_view(name).substr(1, end - 1)) &&
         entry.symlink_status(ignored).type() == fs::file_type::regular;
}

/// Error (Fault::io) when it cannot be read.
std::vector<fs::directory_entry> entries_of(const fs::path& directory) {
  std::error_code failure;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator entry(directory, failure), end; !failure && entry != end;
       entry.increment(failure))
    entries.push_back(*entry);
  if (failure)
    throw Error(Fault::io, directory.string() + ": cannot be read: " + failure.message());
  return entries;
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
  if (is_elsewhere(event, environment))
    address["GITHUB_HEAD_REF"] = event.head_repository + ":" + event.head_branch;
  return address;
}

Environment readdressed(Environment environment, const Letter& letter) {
  const std::string here = variable(environment, "GITHUB_REPOSITORY");
  const std::string there = variable(letter.address, "GITHUB_REPOSITORY");
  if (!here.empty() && !there.empty() && here != there)
    throw Error(Fault::input, "expected a letter of " + plain(here) + ", found one of " +
                                  plain(there) + "; remove it, or flush it there");
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
  for (const fs::directory_entry& entry : entries_of(directory_))
    if (is_unfinished_letter(entry)) fs::remove(entry.path(), ignored);
}

std::string Outbox::name(std::string_view destination, std::string_view identity) {
  return std::string(destination) + "-" +
         baselines::sha256_hex(identity).substr(0, digits_of_name) + std::string(extension);
}

std::string Outbox::put(const Letter& letter, std::string_view identity) {
  const std::string name = Outbox::name(letter.destination, identity);
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
  std::error_code ignored;
  for (const fs::directory_entry& entry : entries_of(directory_))
    if (const std::string name = entry.path().filename().string(); is_name_of_letter(name))
      found.emplace_back(entry.last_write_time(ignored), name);
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& [time, name] : found) names.push_back(std::move(name));
  return names;
}

Letter Outbox::letter(const std::string& name) const {
  const fs::path path = directory_ / name;
  return parse_letter(baselines::read_file(path, largest_letter), path.string());
}

}  // namespace pawl::ci
