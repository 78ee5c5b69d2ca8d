#include "commands.hpp"

int main(int argc, char** argv) {
  pawl::tools::Console console = pawl::tools::process_console();
  return pawl::tools::run(pawl::tools::trust_token::pawl_token(), {argv + 1, argv + argc}, console);
}
