#include "descriptor.hpp"

#include "baselines/error.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace pawl::tools {

Descriptor::Descriptor(int number, const char* what) {
  if (number < 0) throw io_error(what, "cannot be opened");
  number_ = ::fcntl(number, F_DUPFD_CLOEXEC, 10);
  ::close(number);
  if (number_ < 0) throw io_error(what, "too many open files");
}

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

}  // namespace pawl::tools
