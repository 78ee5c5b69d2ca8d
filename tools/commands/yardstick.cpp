#include "tools/runner/yardstick.hpp"

#include "baselines/text/json_text.hpp"
#include "commands.hpp"
#include "tools/launch/yardstick_workload.hpp"
#include "tools/runner/collector.hpp"

namespace pawl::tools {

namespace {

Status measure(const Arguments& arguments, Console& console) {
  const Surroundings surroundings{".", console.environment};
  const std::size_t launches = arguments.count("launches", 1, 1'000'000).value_or(5);
  Collector collector(yardstick(launches), surroundings);
  for (std::size_t i = 0; i < launches; ++i) collector.take_turn(false);
  baselines::Run run;
  collector.contribute(run);
  console.out << "benchmark,metric,unit,launch,value\n";
  for (const baselines::Series& series : run.series)
    for (std::size_t i = 0; i < series.sessions.front().size(); ++i) {
      std::string value;
      baselines::append_json(value, series.sessions.front()[i].front());
      console.out << series.benchmark << "," << series.metric << "," << series.unit << "," << i
                  << "," << value << "\n";
    }
  note(console, "yardstick version " + std::to_string(yardstick_version));
  return Status::pass;
}

}  // namespace

Command yardstick_command() {
  return {.name = "yardstick",
          .arguments = "[--launches N]",
          .summary = "measure the reference program that `pawl run` puts between the benchmarks",
          .details = "",
          .options = {{"launches,n", "N", "how often (default 5)"}},
          .example = "  pawl yardstick --launches 20",
          .action = measure,
          .hidden = true};
}

}  // namespace pawl::tools
