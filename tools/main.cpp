#include "cli.hpp"

int main(int argc, char** argv) {
  pawl::tools::Console console = pawl::tools::process_console();
  return pawl::tools::cli({argv + 1, argv + argc}, console);
}
