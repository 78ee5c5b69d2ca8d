#pragma once
/// An HTTP/2 connection (RFC 9113, by nghttp2): several requests under way at a time, each a
/// stream. Over http it begins with HTTP/2 at once ("prior knowledge"), over https by ALPN.

#include "connection.hpp"
#include "transport.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct nghttp2_session;

namespace pawl::tools::load {

class Http2Connection final : public Connection {
 public:
  Http2Connection(const Plan& plan, int epoll, std::uint64_t number);
  ~Http2Connection() override;

  /// While the server takes no more requests on this connection but still answers earlier ones, the
  /// request waits, and then goes on a new one.
  void start(std::size_t stream, Ends& ends) override;
  void flush(Ends& ends) override;
  void proceed(std::span<char> buffer, Ends& ends) override;
  void abandon(std::size_t stream) override;

 private:
  struct Callbacks;
  struct Stream {
    enum class State { idle, held, begun };
    State state = State::idle;
    std::int32_t id = -1;        ///< of HTTP/2
    int status = 0;              ///< 0: none yet
    bool has_end = false;        ///< the server has said all of its answer
    std::uint64_t begun_at = 0;  ///< by heard_
    std::size_t sent = 0;        ///< bytes of the body
    std::string body;            ///< its beginning
  };
  struct Free {
    void operator()(nghttp2_session* session) const;
  };

  bool open();
  void close();
  void begin(Stream& stream);
  void begin_held(Ends& ends);
  void hold(Stream& stream);
  void send(Ends& ends);
  void receive(std::span<char> buffer, Ends& ends);
  void expect_http2(std::string_view heard);
  void settle(Ends& ends);
  void lose_all(Ended::How how, Ends& ends);
  void end(Stream& stream, Ended::How how, Ends& ends);
  void stream_closed(Stream& stream, std::uint32_t error);
  bool is_refused_for_now(const Stream& stream) const;
  bool has_under_way() const;
  bool has_held() const;
  Ended::How when_lost() const;

  const Plan& plan_;
  Transport transport_;
  std::unique_ptr<nghttp2_session, Free> session_;
  std::vector<Stream> streams_;
  std::string unsent_;              ///< bytes that the session wants sent
  bool has_sent_ = false;           ///< anything on this connection
  std::size_t served_ = 0;          ///< requests answered on this connection
  std::uint64_t heard_ = 0;         ///< bytes, on all connections
  std::uint64_t heard_before_ = 0;  ///< of these, before this connection
  std::string greeting_;  ///< what the server says first, until it is known to speak HTTP/2
  Ends* ends_ = nullptr;  ///< where callbacks put them
};

}  // namespace pawl::tools::load
