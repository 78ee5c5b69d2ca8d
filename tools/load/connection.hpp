#pragma once
/// A Connection brings requests to the server and recognises their responses: one at a time over
/// HTTP/1.1, several streams at a time over HTTP/2. It is made anew whenever that takes it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pawl::tools::load {

/// The end of one request.
struct Ended {
  enum class How { responded, malformed, lost, never_connected };

  std::size_t stream = 0;  ///< the one that it was started on
  How how = How::responded;
  int status = 0;         ///< where responded
  std::string_view body;  ///< its beginning, where the plan looks at it; until the next start
};

class Connection {
 public:
  using Ends = std::vector<Ended>;

  virtual ~Connection() = default;

  /// Sends the plan's request on a stream (from 0 to plan.streams - 1) that is free. What ends by
  /// it is appended to `ends`. Error as of Transport::write.
  virtual void start(std::size_t stream, Ends& ends) = 0;
  /// After one start or several: what they left to be sent together goes out.
  virtual void flush(Ends&) {}
  /// After an event of its socket: sends and reads what is possible. `buffer` is scratch.
  virtual void proceed(std::span<char> buffer, Ends& ends) = 0;
  /// The stream's response is no longer waited for.
  virtual void abandon(std::size_t stream) = 0;

  /// How many requests were sent again on a new connection, the old one having ended with nothing
  /// said of them. Whether the server had begun with them cannot be known.
  std::uint64_t sent_again() const { return sent_again_; }

 protected:
  std::uint64_t sent_again_ = 0;
};

}  // namespace pawl::tools::load
