#include "error.hpp"

#include <cerrno>
#include <system_error>

namespace pawl {

Error io_error(std::string_view place, std::string_view what) {
  const std::string reason = std::generic_category().message(errno);
  return {Fault::io, std::string(place) + ": " + std::string(what) + ": " + reason};
}

}  // namespace pawl
