#pragma once
/// A Descriptor owns an open file: closed when it goes, never passed on to children by accident.

#include <utility>

namespace pawl::tools {

class Descriptor {
 public:
  Descriptor() = default;
  /// Takes over `number`, moved out of the way of 0 to 9 (where children want theirs) and closed on
  /// exec. Throws Error (Fault::io) for `what` when `number` is negative, with errno's reason.
  Descriptor(int number, const char* what);
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return number_; }
  void close();

 private:
  int number_ = -1;
};

}  // namespace pawl::tools
