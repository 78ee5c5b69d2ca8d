#pragma once
/// A Transport moves bytes over a socket that never blocks, through TLS where the plan has it.

#include "plan.hpp"
#include "tls.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pawl::tools::load {

class Transport {
 public:
  /// Events of its socket go to `epoll` under `number`.
  Transport(const Plan& plan, int epoll, std::uint64_t number)
      : plan_(plan), epoll_(epoll), number_(number) {}
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport() { close(); }

  bool is_open() const { return socket_ >= 0; }
  /// Begins to connect; bytes may be written at once, and go when that is done. False when it
  /// cannot even begin. Error (Fault::io) when that is this machine's doing: no more open files,
  /// ports or memory.
  bool open();
  void close();

  /// What came of moving bytes.
  enum class State {
    open,    ///< more may come, or may be taken, after the next event
    closed,  ///< the server has said all it will
    broken
  };
  struct Moved {
    std::size_t bytes = 0;
    State state = State::open;
  };
  /// Error (Fault::remote) when the server's certificate or protocol is not what the plan wants.
  Moved write(std::string_view bytes);
  Moved read(std::span<char> buffer);
  /// Bytes that are here already, of which the socket will tell no more.
  bool has_more() const;

 private:
  bool begin();
  Moved write_plain(std::string_view bytes);
  Moved write_tls(std::string_view bytes);
  Moved read_tls(std::span<char> buffer);
  State state_after(int result, bool& waits_to_write);
  void watch();

  const Plan& plan_;
  int epoll_;
  std::uint64_t number_;
  int socket_ = -1;
  bool write_waits_ = false, read_waits_ = false;  ///< until the socket takes more
  bool watches_writing_ = false;
  bool has_shaken_hands_ = false;
  Tls::Session session_;
};

}  // namespace pawl::tools::load
