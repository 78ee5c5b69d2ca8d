#include "baselines/machine.hpp"
#include "ci/text_table.hpp"
#include "commands.hpp"
#include "tools/runner/observation.hpp"

namespace pawl::tools {

namespace {

using ci::Align;
using ci::Colour;

Status examine(const Arguments& /*arguments*/, Console& console) {
  const std::vector<Observation> observations = observe(baselines::this_machine());
  ci::TextTable table({{"", Align::left},
                       {"what", Align::left},
                       {"found", Align::left},
                       {"what helps", Align::left}});
  std::size_t harmful = 0;
  for (const Observation& one : observations) {
    harmful += one.is_harmful;
    const Colour colour = one.is_harmful ? Colour::yellow : Colour::green;
    table.add({{one.is_harmful ? "!" : "ok", colour}, {one.subject}, {one.found}, {one.remedy}});
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
          .details = "",
          .options = {},
          .example = "  pawl doctor",
          .action = examine};
}

}  // namespace pawl::tools
