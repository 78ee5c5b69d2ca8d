#include "connections.hpp"

namespace pawl::tools::http_server {

Connections::Membership::Membership(Connections& all, Connection& connection)
    : all_(all), connection_(connection) {
  all_.all_.insert(&connection_);
}

Connections::Membership::~Membership() {
  all_.all_.erase(&connection_);
  if (all_.empty()) all_.none_is_left_();
}

Connections::IdleTime::IdleTime(Connections& all, Connection& connection)
    : all_(all), number_(all.idle_times_++) {
  if (connection.is_let_in) all_.idle_.emplace(number_, &connection);
}

Connections::IdleTime::~IdleTime() {
  all_.idle_.erase(number_);
}

void Connections::let_in(Connection& latest) {
  latest.is_let_in = has_room();
}

bool Connections::has_room() {
  if (all_.size() <= most_) return true;
  if (idle_.empty()) return false;
  const auto longest = idle_.begin();
  longest->second->stream.close();
  idle_.erase(longest);
  return true;
}

void Connections::cancel_waiting() {
  for (Connection* connection : all_)
    if (connection->between_requests) connection->stream.cancel();
}

}  // namespace pawl::tools::http_server
