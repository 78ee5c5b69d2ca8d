#pragma once
/// What importers of JSON share. For .cpp files only.

#include "baselines/error.hpp"
#include "baselines/run/run_builder.hpp"
#include "baselines/text/json_document.hpp"
#include "import_text.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pawl::baselines {

/// The text with a bare NaN or Infinity, which some harnesses print though JSON has neither, put in
/// quotes in the same number of bytes ("~" and "~     "), so that places stay true and a number is
/// missed where it matters.
std::string with_quoted_nan(std::string_view text);

/// What `read(fields, builder)` gathers of the object that the text is.
template <typename Read>
Run run_of_object(std::string_view text, std::string_view name, Read read) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  RunBuilder builder;
  read(fields, builder);
  return std::move(builder).finished();
}

/// Calls `read` for each of the entries; what it throws becomes a note, and the rest goes on
/// (RunBuilder::leave_out).
template <typename Entries, typename Read>
void for_each_of(const Entries& entries, RunBuilder& builder, Read read) {
  for (const auto& entry : entries) try {
      read(entry);
    } catch (const Error& error) {
      builder.leave_out(error.what(), "entry");
    }
}

/// Likewise for each element of the list.
template <typename Read>
void for_each_entry(const JsonNode& list, RunBuilder& builder, Read read) {
  for_each_of(list.elements(), builder, read);
}

/// What an entry is called, and what tells it from others of that name: " [.NET 8.0]".
struct EntryName {
  std::string name, variant;
};

/// Calls `read` for each element of the list and its name, which `name_of` tells: where entries of
/// one name have several variants, with the variant behind it. What either throws becomes a note.
template <typename NameOf, typename Read>
void for_each_named_entry(const JsonNode& list, RunBuilder& builder, NameOf name_of, Read read) {
  std::vector<std::pair<JsonNode, EntryName>> entries;
  std::map<std::string, std::set<std::string>> variants;
  for_each_entry(list, builder, [&](const JsonNode& entry) {
    EntryName its = name_of(entry);
    variants[its.name].insert(its.variant);
    entries.emplace_back(entry, std::move(its));
  });
  for_each_of(entries, builder, [&](const auto& named) {
    const auto& [entry, its] = named;
    read(entry, variants[its.name].size() > 1 ? its.name + its.variant : its.name);
  });
}

/// Calls `read` for each line that is a JSON object; what it throws becomes a note, and the rest
/// goes on. Other lines are skipped.
template <typename Read>
void for_each_json_line(std::string_view text, std::string_view name, RunBuilder& builder,
                        Read read) {
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (!line.starts_with('{')) return;
    try {
      const JsonDocument document(std::string(name) + " line " + std::to_string(number), line);
      const JsonNode root = document.root();
      JsonFields fields(root);
      read(fields);
    } catch (const Error& error) {
      builder.leave_out(error.what(), "line");
    }
  });
}

/// The time that JavaScript counts as so many milliseconds since 1970; empty for what is none.
std::string time_of_date(double milliseconds);

/// Takes the version that the field tells into the run's toolchain; a field that is absent or no
/// text tells none.
void add_version(Run& run, std::string_view name, JsonFields& fields, std::string_view key);

/// The runs with what `notes` noted of all of them before the first one's own notes.
std::vector<Run> with_first_notes(std::vector<Run> runs, RunBuilder& notes);

/// Adds the field's number, if it is there; whether it is.
bool add_field(RunBuilder& builder, JsonFields& fields, std::string_view key,
               Observation observation);
/// Adds each number of the field's list, if it is there; whether there was one.
bool add_list(RunBuilder& builder, JsonFields& fields, std::string_view key,
              Observation observation);
/// As add_list(); where the harness sorted the list, in a random order, which claims nothing. In a
/// sorted one values of two runs rise and fall together, as if measured in turns, and neighbours
/// resemble each other.
bool add_sorted_list(RunBuilder& builder, JsonFields& fields, std::string_view key,
                     Observation observation);
/// Adds each number of the list.
void add_numbers(RunBuilder& builder, const JsonNode& list, Observation observation);

}  // namespace pawl::baselines
