#pragma once
/// A Connection brings one request at a time over a socket that never blocks, and recognises its
/// response.

#include "plan.hpp"
#include "response_parser.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace pawl::tools::load {

class Connection {
 public:
  /// How far the request in hand has come.
  enum class Progress { waiting, responded, malformed, lost, never_connected };

  /// Events of its socket go to `epoll` under `number`.
  Connection(const Plan& plan, int epoll, std::uint64_t number);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection() { close(); }

  bool is_open() const { return socket_ >= 0; }
  void close();

  /// Sends the request, on a new connection where there is none. What the server may have said
  /// already is read with the next event.
  Progress start();
  /// After an event of its socket: sends and reads what is possible. `buffer` is scratch.
  Progress proceed(std::span<char> buffer);
  /// After an event between two requests: whatever it is, the connection is no longer of use.
  void end_idle() { close(); }

  /// The server closed a connection that had served before, without a byte of this response: no
  /// failure of the request, which can be sent again.
  bool was_closed_between() const { return served_ > 0 && !parser_.has_begun(); }
  const ResponseParser& response() const { return parser_; }

 private:
  bool open();
  bool send_rest();
  void watch(bool for_writing);
  Progress when_lost() const;

  const Plan& plan_;
  int epoll_;
  std::uint64_t number_;
  int socket_ = -1;
  bool watches_writing_ = false;
  std::size_t sent_ = 0;    ///< bytes of the request
  std::size_t served_ = 0;  ///< requests answered on this socket
  ResponseParser parser_;
};

}  // namespace pawl::tools::load
