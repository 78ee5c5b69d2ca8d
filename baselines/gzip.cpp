#include "gzip.hpp"

#include "error.hpp"

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/crc.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace pawl::baselines {
namespace {

namespace zlib = boost::beast::zlib;

constexpr std::string_view beginning = "\x1F\x8B";
constexpr std::uint32_t deflated = 8;  // there is no other way

std::uint32_t checksum(std::string_view bytes) {
  boost::crc_32_type checksum;
  checksum.process_bytes(bytes.data(), bytes.size());
  return checksum.checksum();
}

/// Reads member after member.
class GzipReader {
 public:
  GzipReader(std::string_view bytes, std::string_view name, std::size_t largest)
      : rest_(bytes), name_(name), largest_(largest) {}

  std::string contents() {
    while (!rest_.empty()) {
      skip_header();
      const std::size_t begin = contents_.size();
      inflate();
      check(std::string_view(contents_).substr(begin));
    }
    return std::move(contents_);
  }

 private:
  [[noreturn]] void fail(std::string_view found) const {
    throw Error(Fault::input, std::string(name_) + ": expected gzip, found " + std::string(found) +
                                  "; was all of it copied? `gunzip -t` checks it");
  }

  std::string_view take(std::size_t size) {
    if (rest_.size() < size) fail("its end missing");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  /// The lowest byte first.
  std::uint32_t number(std::size_t size) {
    std::uint32_t whole = 0, factor = 1;
    for (const char byte : take(size)) {
      whole += factor * static_cast<unsigned char>(byte);
      factor *= 256;
    }
    return whole;
  }

  void skip_text() { take(std::min(rest_.find('\0'), rest_.size()) + 1); }

  /// RFC 1952, 2.3.
  void skip_header() {
    if (!is_gzip(rest_)) fail("something else behind it");
    const std::string_view header = rest_;
    take(beginning.size());
    const std::uint32_t method = number(1), flags = number(1);
    if (method != deflated || (flags & 0xE0) != 0) fail("it damaged");
    take(6);  // time, kind of compression, system
    if ((flags & 4) != 0) take(number(2));
    if ((flags & 8) != 0) skip_text();
    if ((flags & 16) != 0) skip_text();
    const std::uint32_t its_checksum = checksum(header.substr(0, header.size() - rest_.size()));
    if ((flags & 2) != 0 && number(2) != its_checksum % 0x10000) fail("it damaged");
  }

  void inflate() {
    zlib::z_params state;
    state.next_in = rest_.data();
    state.avail_in = rest_.size();
    boost::system::error_code ended;
    stream_.reset();
    while (!ended) {
      state.next_out = room_.data();
      state.avail_out = room_.size();
      stream_.write(state, zlib::Flush::none, ended);
      contents_.append(room_.data(), room_.size() - state.avail_out);
      if (contents_.size() > largest_) throw too_large(name_, largest_);
    }
    if (ended == zlib::error::need_buffers) fail("its end missing");
    if (ended != zlib::error::end_of_stream) fail("it damaged");
    rest_.remove_prefix(rest_.size() - state.avail_in);
  }

  void check(std::string_view member) {
    const bool is_whole = number(4) == checksum(member);
    if (number(4) != static_cast<std::uint32_t>(member.size()) || !is_whole) fail("it damaged");
  }

  std::string_view rest_, name_;
  std::size_t largest_;
  zlib::inflate_stream stream_;
  std::array<char, 1 << 14> room_{};
  std::string contents_;
};

}  // namespace

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with(beginning);
}

std::string gunzipped(std::string_view bytes, std::string_view name, std::size_t largest) {
  return GzipReader(bytes, name, largest).contents();
}

}  // namespace pawl::baselines
