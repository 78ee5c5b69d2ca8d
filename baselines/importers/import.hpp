#pragma once
/// An importer reads what another harness printed as a Run. Its format is recognised by its
/// contents, never by the file's name.
///
/// Repeated names are samples, but where a harness measures each benchmark once: there the second
/// is another, "NAME (2)" (OwnNames). Which way is better follows from unit and metric; an entry
/// that cannot be read becomes a Failure or a note with its place, and the rest goes on. Each value
/// is a launch of its own unless the format tells processes apart. What has no raw samples gives
/// one value and a note that says so.

#include "baselines/run/run.hpp"
#include "specimen.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

struct Importer {
  std::string_view format;  ///< as `--format` and `import = …` name it
  bool (*recognises)(const Specimen& specimen);
  /// `name` stands for the file in errors and notes. Throws Error (Fault::input) when nothing at
  /// all can be read.
  Run (*parse)(std::string_view text, std::string_view name);
  /// What the harness itself, and so its filter, may call a benchmark; absent: as Pawl does.
  std::vector<std::string> (*own_names)(std::string_view benchmark) = nullptr;
};

/// All formats, Pawl's own and CSV first; the first that recognises a text has it.
std::span<const Importer> importers();

/// Whether the harness of that format starts processes itself: what one launch of it prints has a
/// launch for each.
bool launches_by_itself(std::string_view format);

/// What the harness of that format calls the benchmark of that name, as its filter takes it; of
/// parts of one that cannot be run alone, the whole. Of "join (2)" both that and "join", where it
/// may be the number of a name that came twice. A format unknown, or that is empty, has no other
/// names.
std::vector<std::string> own_names(std::string_view format, std::string_view benchmark);

/// What a benchmark is called where the harness of that format has no name for it: "h2load"; empty
/// of one that always has.
std::string_view name_of_unnamed(std::string_view format);

/// Reads a text in the format named, or in the one recognised when `format` is empty. Throws Error
/// (Fault::input; Fault::usage for a format unknown).
Run parse_any_run(std::string_view text, std::string_view name, std::string_view format = {});

/// As parse_any_run with a file's contents, unpacked where they are gzip; of a directory, what
/// Criterion left in it.
Run read_run(const std::filesystem::path& path, std::string_view format = {});

/// As read_run, but each entry of another tool's history is a run of its own, with its commit and
/// time. Anything else is one run.
std::vector<Run> read_runs(const std::filesystem::path& path, std::string_view format = {});

}  // namespace pawl::baselines
