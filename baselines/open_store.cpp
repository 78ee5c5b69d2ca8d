#include "open_store.hpp"

#include "postgres_store.hpp"
#include "sqlite_store.hpp"

namespace pawl::baselines {

std::unique_ptr<Store> open_store(const std::string& place) {
  if (is_postgres(place)) return open_postgres_store(place);
  return open_sqlite_store(place);
}

}  // namespace pawl::baselines
