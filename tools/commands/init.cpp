#include "baselines/file.hpp"
#include "commands.hpp"

#include <array>
#include <filesystem>
#include <string_view>

namespace pawl::tools {

namespace {

struct Template {
  std::string_view path, contents;
};

constexpr std::array<Template, 2> templates = {{
    {"pawl.toml",
     R"(# What Pawl measures and what it lets pass. Every key: `pawl run --help`, `pawl check --help`.

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
)"},
    {".github/workflows/pawl.yml", R"(name: pawl
on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  benchmark:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      # Build what pawl.toml measures here, and put `pawl` on the PATH.
      - name: Measure
        run: pawl run -o run.json
      - name: Judge
        if: ${{ !cancelled() }}
        run: |
          status=0
          pawl check run.json --format markdown -o report.json >> "$GITHUB_STEP_SUMMARY" || status=$?
          exit "$status"
      - uses: actions/upload-artifact@v4
        if: ${{ !cancelled() }}
        with:
          name: pawl
          path: |
            run.json
            report.json
)"},
}};

Status init(const Arguments& /*arguments*/, Console& console) {
  for (const Template& file : templates) {
    const bool is_there = std::filesystem::exists(file.path);
    if (!is_there) baselines::write_file(file.path, file.contents);
    console.out << file.path << (is_there ? ": is there already, left as it is" : ": written")
                << "\n";
  }
  console.out << "next: name your benchmarks in pawl.toml, then\n"
                 "  pawl run -o run.json && pawl baseline update run.json\n";
  return Status::pass;
}

}  // namespace

Command init_command() {
  return {.name = "init",
          .arguments = "",
          .summary = "write pawl.toml and .github/workflows/pawl.yml; overwrites nothing",
          .details = "",
          .options = {},
          .example = "  pawl init",
          .action = init};
}

}  // namespace pawl::tools
