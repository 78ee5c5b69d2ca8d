#include "workers.hpp"

#include "tools/system/refused_threads.hpp"

#include <system_error>

namespace pawl::tools::http_server {

Workers::Workers(std::size_t count) : Workers() {
  try {
    while (threads_.size() < count) threads_.emplace_back([this] { context_.run(); });
  } catch (const std::system_error& error) {
    throw refused_threads("server", count, threads_.size(), error, "run fewer threads");
  }
}

void Workers::join() {
  work_.reset();
  threads_.clear();
}

}  // namespace pawl::tools::http_server
