#include "open_store.hpp"

#include "baselines/error.hpp"
#include "baselines/text/ascii_case.hpp"
#include "postgres_store.hpp"
#include "read_only_store.hpp"
#include "sqlite_store.hpp"
#include "sqlite_tables.hpp"

#include <algorithm>
#include <array>

namespace pawl::baselines {
namespace {

/// "postgresql:…" without its slashes, or libpq's keywords.
bool is_mistyped_postgres(std::string_view place) {
  constexpr std::array<std::string_view, 2> schemes = {"postgresql", "postgres"};
  constexpr std::array<std::string_view, 7> keywords = {"host", "hostaddr", "port",   "dbname",
                                                        "user", "password", "service"};
  const std::size_t end = place.find_first_of(":=");
  if (end == std::string_view::npos || place.substr(end).starts_with("://")) return false;
  const std::string word = in_lower_case(place.substr(0, end));
  return place[end] == ':' ? std::ranges::count(schemes, word) > 0
                           : std::ranges::count(keywords, word) > 0;
}

}  // namespace

void expect_store(std::string_view place) {
  if (place.empty())
    throw Error(
        Fault::usage,
        "history: expected a file or postgresql://…, found nothing; is the variable set that "
        "names it?");
  // What a wrong form holds may be a password, so it is not shown.
  if (is_mistyped_postgres(place))
    throw Error(Fault::usage,
                "history: expected a file or postgresql://USER@HOST/DATABASE, found a server's "
                "place in another form; write ./ before the name of a file");
  const std::size_t end = place.find("://");
  if (end == std::string_view::npos || end == 0 || is_postgres(place)) return;
  const std::string_view scheme = place.substr(0, end);
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
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
