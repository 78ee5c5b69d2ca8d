#include "open_store.hpp"

#include "baselines/error.hpp"
#include "postgres_store.hpp"
#include "read_only_store.hpp"
#include "sqlite_store.hpp"
#include "sqlite_tables.hpp"

#include <algorithm>

namespace pawl::baselines {

void expect_store(std::string_view place) {
  if (place.empty())
    throw Error(
        Fault::usage,
        "history: expected a file or postgresql://…, found nothing; is the variable set that "
        "names it?");
  const std::size_t end = place.find("://");
  if (end == std::string_view::npos || end == 0 || is_postgres(place)) return;
  const std::string_view scheme = place.substr(0, end);
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
  // What follows may hold a password, so it is not shown.
  if (is_scheme)
    throw Error(Fault::usage, "history: expected a file or postgresql://…, found " +
                                  std::string(scheme.substr(0, 30)) +
                                  "://…; write ./ before the name of a file");
}

std::unique_ptr<Store> open_store(const std::string& place) {
  expect_store(place);
  if (is_postgres(place)) return open_postgres_store(place);
  if (is_in_unwritable_directory(place)) return read_only_store(place);
  return sqlite_store(open_tables(place));
}

}  // namespace pawl::baselines
