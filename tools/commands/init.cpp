#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/workflows.hpp"
#include "commands.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace pawl::tools {

namespace {

constexpr std::string_view configuration =
    R"(# What Pawl measures and what it lets pass. Every key: baselines/FORMAT.md of Pawl.

[[benchmark]]
name = "example"
command = ["sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"]  # yours here
launches = 20

# Any harness can be measured by what it prints:
# [[benchmark]]
# name = "core"
# command = ["./build/bench", "--benchmark_format=json"]
# import = "google-benchmark"

[policy]
alpha = 0.01        # false alarms, over the whole report
threshold = "2%"    # smaller changes are not worth a word

# [[budget]]
# benchmark = "example"
# metric = "wall_time"
# mean = "100ms"
# p95 = "200ms"
)";

void write_unless_there(std::string_view path, std::string_view contents, Console& console) {
  std::error_code failure;
  const bool is_there = std::filesystem::exists(path, failure);
  if (failure)
    throw Error(Fault::io, std::string(path) + ": cannot be looked at: " + failure.message());
  if (!is_there) baselines::write_file(path, contents);
  console.out << path << (is_there ? ": is there already, left as it is" : ": written") << "\n";
}

Status init(const Arguments& /*arguments*/, Console& console) {
  write_unless_there("pawl.toml", configuration, console);
  for (const ci::Workflow& workflow : ci::workflows())
    write_unless_there(workflow.path, workflow.contents, console);
  console.out
      << "next: name your benchmarks in pawl.toml and Pawl's source in the workflows, then\n"
         "  pawl run -o run.json && pawl baseline update run.json\n";
  return Status::pass;
}

}  // namespace

Command init_command() {
  return {.name = "init",
          .arguments = "",
          .summary = "write pawl.toml and workflows for GitHub; overwrites nothing",
          .details = "",
          .options = {},
          .example = "  pawl init",
          .action = init};
}

}  // namespace pawl::tools
