#include "baselines/run/machine.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"
#include "commands.hpp"
#include "tools/launch/conditions.hpp"
#include "tools/runner/disturbance.hpp"
#include "tools/runner/observation.hpp"

#include <chrono>
#include <thread>

namespace pawl::tools {

namespace {

using ci::Align;
using ci::Colour;

/// What a second of watching shows.
std::vector<Observation> watched() {
  const KernelCounts before = kernel_counts();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const KernelCounts after = kernel_counts();
  std::vector<Observation> seen = disturbances(before, after);
  seen.push_back(busy_processes(before, after));
  return seen;
}

/// No harm where they are absent: time needs none.
Observation counters() {
  const std::string absent = absent_counters();
  return {"hardware counters",
          absent.empty() ? "all (pawl run --counters)"
                         : "some or all absent " + absent.substr(absent.find('(')),
          false, ""};
}

std::vector<Observation> all_observations() {
  std::vector<Observation> all = observe(baselines::this_machine());
  for (Observation& one : watched()) {
    one.subject += ", just now";
    all.push_back(std::move(one));
  }
  all.push_back(counters());
  return all;
}

Status examine(const Arguments& /*arguments*/, Console& console) {
  const std::vector<Observation> observations = all_observations();
  ci::TextTable table({{"", Align::left},
                       {"what", Align::left},
                       {"found", Align::left},
                       {"what helps", Align::left}});
  std::size_t harmful = 0;
  for (const Observation& one : observations) {
    harmful += one.is_harmful;
    const Colour colour = one.is_harmful ? Colour::yellow : Colour::green;
    table.add({{one.is_harmful ? "!" : "ok", colour},
               {ci::plain(one.subject)},
               {ci::plain(one.found, ci::longest_sentence)},
               {one.remedy}});
  }
  console.out << table.str(wants_colour(console), 0);
  console.out << (harmful == 0
                      ? "This machine is fit to measure.\n"
                      : "What is marked ! makes figures vary; the verdicts allow for it.\n");
  return Status::pass;
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .arguments = "",
          .summary = "is this machine fit to measure? what is noisy, and how to mend it",
          .details = "Looks at the settings of the kernel, and for a second at what else runs.",
          .options = {},
          .example = "  pawl doctor",
          .action = examine};
}

}  // namespace pawl::tools
