#include "command.hpp"

#include "baselines/file.hpp"

namespace pawl::tools {

std::string shown(const ci::TextTable& table, const Console& console) {
  return table.str(wants_colour(console), console.out_is_terminal ? console.width : 0);
}

void write_output(const Arguments& arguments, Console& console, std::string_view text) {
  const std::string path = arguments.value_or("output", "-");
  if (path == "-") {
    console.out << text;
  } else {
    baselines::write_file(path, text);
  }
}

}  // namespace pawl::tools
