#include "workplace.hpp"

#include "baselines/error.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace pawl::tools {

Workplace::Workplace() {
  std::error_code failure;
  std::string name = (std::filesystem::temp_directory_path(failure) / "pawl.XXXXXX").string();
  if (failure)
    throw Error(Fault::io, "TMPDIR: expected a directory, found none: " + failure.message());
  if (::mkdtemp(name.data()) == nullptr) throw io_error(name, "cannot be made");
  path_ = name;
}

Workplace::~Workplace() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pawl::tools
