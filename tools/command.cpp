#include "command.hpp"

#include "baselines/file.hpp"

namespace pawl::tools {

void write_output(const Arguments& arguments, Console& console, std::string_view text) {
  const std::string path = arguments.value_or("output", "-");
  if (path == "-") {
    console.out << text;
  } else {
    baselines::write_file(path, text);
  }
}

}  // namespace pawl::tools
