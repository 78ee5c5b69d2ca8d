#include "sources.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/run/run_json.hpp"
#include "ci/report_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pawl::tools::dashboard {

namespace {

namespace fs = std::filesystem;

/// How far into a file its format is looked for, in bytes.
constexpr std::size_t beginning = 256;

constexpr std::string_view live_mark = "\"pawl-live\"";

struct Format {
  std::string_view mark;
  void (*add)(ModelBuilder& builder, std::string_view text, const std::string& name);
};

constexpr std::array<Format, 4> formats = {{
    {"\"pawl-run\"",
     [](ModelBuilder& builder, std::string_view text, const std::string& name) {
       builder.add(baselines::parse_run(text, name));
     }},
    {"\"pawl-report\"", [](ModelBuilder& builder, std::string_view text,
                           const std::string& name) { builder.add(ci::parse_report(text, name)); }},
    {"\"pawl-baseline\"",
     [](ModelBuilder& builder, std::string_view text, const std::string& name) {
       builder.add(baselines::parse_baseline(text, name));
     }},
    {live_mark, [](ModelBuilder& builder, std::string_view text,
                   const std::string& name) { builder.add(parse_live(text, name)); }},
}};

bool is_shown(const fs::directory_entry& entry) {
  std::error_code failure;
  return entry.path().extension() == ".json" && !entry.is_symlink(failure) &&
         entry.is_regular_file(failure);
}

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

void add_file(Listing& listing, const fs::path& path, bool is_named) {
  std::error_code failure;
  SourceFile file = {.path = path, .size = fs::file_size(path, failure), .is_named = is_named};
  if (!failure) file.changed = fs::last_write_time(path, failure);
  if (!failure)
    listing.files.push_back(std::move(file));
  else if (is_named)
    listing.warnings.push_back(path.string() + ": " + failure.message());
}

void add_directory(Listing& listing, const fs::path& directory) {
  std::error_code failure;
  if (fs::directory_iterator(directory, failure); failure) {
    listing.warnings.push_back(directory.string() + ": " + failure.message());
    return;
  }
  fs::recursive_directory_iterator entry(directory, fs::directory_options::skip_permission_denied,
                                         failure);
  const fs::recursive_directory_iterator end;
  for (; !failure && entry != end; entry.increment(failure)) {
    if (is_hidden(entry->path()) || entry.depth() >= deepest) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!is_shown(*entry)) continue;
    if (listing.files.size() == most_files) {
      listing.warnings.push_back(directory.string() + ": expected at most " +
                                 std::to_string(most_files) +
                                 " files, found more; the rest is not shown");
      return;
    }
    add_file(listing, entry->path(), false);
  }
  if (failure) listing.warnings.push_back(directory.string() + ": " + failure.message());
}

/// Whether it is of a measurement in progress.
bool add(ModelBuilder& builder, const SourceFile& file) {
  const std::string name = file.path.string();
  const std::string text = baselines::read_file(file.path, largest_source);
  const std::string_view head = std::string_view(text).substr(0, beginning);
  for (const Format& format : formats)
    if (head.find(format.mark) != std::string_view::npos) {
      format.add(builder, text, name);
      return format.mark == live_mark;
    }
  if (file.is_named)
    throw Error(Fault::input, name + ": expected a run, a report or a baseline of Pawl's");
  return false;
}

}  // namespace

Listing listed(const std::vector<fs::path>& paths) {
  Listing listing;
  for (const fs::path& path : paths) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
      add_directory(listing, path);
    else if (path.has_filename())
      add_file(listing, path, true);
  }
  std::ranges::sort(listing.files, {}, &SourceFile::path);
  return listing;
}

std::set<fs::path> add_files(ModelBuilder& builder, const Listing& listing) {
  std::set<fs::path> live;
  for (const std::string& warning : listing.warnings) builder.warn(warning);
  for (const SourceFile& file : listing.files) try {
      if (add(builder, file)) live.insert(file.path);
    } catch (const Error& error) {
      builder.warn(error.what());
    } catch (const std::exception& error) {  // too large for the memory there is, say
      builder.warn(file.path.string() + ": cannot be read: " + error.what());
    }
  return live;
}

bool differ_only_in(const std::set<fs::path>& some, const Listing& before, const Listing& now) {
  return before.warnings == now.warnings &&
         std::ranges::equal(before.files, now.files, [&](const SourceFile& a, const SourceFile& b) {
           return a == b || (a.path == b.path && some.contains(a.path));
         });
}

}  // namespace pawl::tools::dashboard
