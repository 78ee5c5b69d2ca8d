#pragma once
/// Connections are all that a server has, and which of them goes where there is no room for
/// another.

#include "connection.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <set>

namespace pawl::tools::http_server {

class Connections {
 public:
  /// `none_is_left` is called whenever the last one has gone.
  Connections(std::size_t most, std::function<void()> none_is_left)
      : most_(most), none_is_left_(std::move(none_is_left)) {}
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  /// While it exists, the connection is one of them.
  class Membership {
   public:
    Membership(Connections& all, Connection& connection);
    ~Membership();
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;

   private:
    Connections& all_;
    Connection& connection_;
  };

  /// While it exists, the connection has not sent a whole request yet, and may be closed to make
  /// room.
  class IdleTime {
   public:
    IdleTime(Connections& all, Connection& connection);
    ~IdleTime();
    IdleTime(const IdleTime&) = delete;
    IdleTime& operator=(const IdleTime&) = delete;

   private:
    Connections& all_;
    std::size_t number_;
  };

  bool empty() const { return all_.empty(); }
  /// Lets the latest in where there is room, which is made by closing the one that has been idle
  /// longest: sockets that are merely held open, which takes no token, lock nobody out.
  void let_in(Connection& latest);
  /// Whether there are so many that the latest is not even told of it.
  bool are_far_too_many() const { return all_.size() > 2 * most_; }
  /// Ends the waiting of all that are between requests.
  void cancel_waiting();

 private:
  bool has_room();

  std::size_t most_;
  std::function<void()> none_is_left_;
  std::set<Connection*> all_;
  std::map<std::size_t, Connection*> idle_;  ///< in the order in which that began
  std::size_t idle_times_ = 0;               ///< so far
};

}  // namespace pawl::tools::http_server
