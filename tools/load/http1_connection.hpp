#pragma once
/// An HTTP/1.1 connection: one request after another, the next once the last is answered.

#include "connection.hpp"
#include "response_parser.hpp"
#include "transport.hpp"

namespace pawl::tools::load {

class Http1Connection final : public Connection {
 public:
  Http1Connection(const Plan& plan, int epoll, std::uint64_t number)
      : plan_(plan),
        transport_(plan, epoll, number),
        parser_(plan.is_head, plan.expected_body.empty() ? 0 : most_checked) {}

  void start(std::size_t stream, Ends& ends) override;
  void proceed(std::span<char> buffer, Ends& ends) override;
  void abandon(std::size_t stream) override;

 private:
  void send(Ends& ends);
  bool send_rest();
  void take(std::string_view bytes, Ends& ends);
  void take_end(Transport::State state, Ends& ends);
  void lose(Ends& ends);
  void end(Ended::How how, Ends& ends);

  const Plan& plan_;
  Transport transport_;
  ResponseParser parser_;
  bool is_busy_ = false;
  std::size_t sent_ = 0;    ///< bytes of the request
  std::size_t served_ = 0;  ///< requests answered on this socket
};

}  // namespace pawl::tools::load
