#include "samples_blob.hpp"

#include "baselines/error.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace pawl::baselines {
namespace {

// VERSION ENCODING SESSIONS {LAUNCHES {VALUES}…}… values
// ENCODING: d = 0 … 18, values are differences of whole multiples of 10^-d; 255, IEEE doubles.
// All counts and differences are varints (seven bits a byte, the lowest first; differences zigzag).
constexpr unsigned char version = 1;
constexpr unsigned char raw = 255;
constexpr unsigned most_decimals = 18;

constexpr std::array<double, most_decimals + 1> powers_of_ten = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

void append_varint(std::string& out, std::uint64_t number) {
  for (; number >= 128; number >>= 7) out += static_cast<char>(number | 128);
  out += static_cast<char>(number);
}

std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1) ^ (number < 0 ? ~std::uint64_t{0} : 0);
}

std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number >> 1) ^ ((number & 1) != 0 ? ~std::uint64_t{0} : 0));
}

bool is_same_double(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// The values as multiples of 10^-decimals; nullopt unless each is read back to the last bit.
std::optional<std::vector<std::int64_t>> multiples(const std::vector<double>& values,
                                                   unsigned decimals) {
  constexpr double largest_exact = 9007199254740992.0;  // 2^53
  std::vector<std::int64_t> wholes;
  wholes.reserve(values.size());
  for (const double value : values) {
    const double whole = std::nearbyint(value * powers_of_ten[decimals]);
    if (!(std::fabs(whole) <= largest_exact)) return std::nullopt;
    const auto number = static_cast<std::int64_t>(whole);
    if (!is_same_double(static_cast<double>(number) / powers_of_ten[decimals], value))
      return std::nullopt;
    wholes.push_back(number);
  }
  return wholes;
}

void append_shape(std::string& out, const Sessions& sessions) {
  append_varint(out, sessions.size());
  for (const auto& session : sessions) {
    append_varint(out, session.size());
    for (const auto& launch : session) append_varint(out, launch.size());
  }
}

std::vector<double> flat(const Sessions& sessions) {
  std::vector<double> values;
  for (const auto& session : sessions)
    for (const auto& launch : session) values.insert(values.end(), launch.begin(), launch.end());
  return values;
}

/// Reads a blob from its beginning to its end.
class Reader {
 public:
  explicit Reader(std::string_view blob) : rest_(blob) {}

  std::uint8_t byte() {
    if (rest_.empty()) fail("it ends too soon");
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return static_cast<std::uint8_t>(first);
  }
  std::uint64_t varint() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint64_t part = byte();
      number |= (part & 127) << shift;
      if (part < 128) return number;
    }
    fail("a number in it has no end");
  }
  /// How many of something follow. Each takes a byte at least, beside those of earlier counts.
  std::size_t count() {
    const std::uint64_t number = varint();
    --owed_;
    if (owed_ > rest_.size() || number > rest_.size() - owed_)
      fail("its counts tell of more than follows");
    owed_ += static_cast<std::size_t>(number);
    return static_cast<std::size_t>(number);
  }
  double number() {
    std::uint64_t bits = 0;
    for (unsigned shift = 0; shift < 64; shift += 8) bits |= std::uint64_t{byte()} << shift;
    return std::bit_cast<double>(bits);
  }
  void expect_end() const {
    if (!rest_.empty()) fail("more follows than its counts tell");
  }
  [[noreturn]] static void fail(const std::string& reason) {
    throw Error(Fault::input, "stored samples: expected version 1, found other bytes: " + reason);
  }

 private:
  std::string_view rest_;
  std::size_t owed_ = 1;  ///< bytes that must follow by the counts so far; the first count's own
};

Sessions read_shape(Reader& reader) {
  Sessions sessions(reader.count());
  for (auto& session : sessions) {
    session.resize(reader.count());
    for (auto& launch : session) launch.resize(reader.count());
  }
  return sessions;
}

}  // namespace

void append_double(std::string& out, double value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i, bits >>= 8) out += static_cast<char>(bits & 255);
}

std::string pack_samples(const Sessions& sessions) {
  const std::vector<double> values = flat(sessions);
  std::string blob = {static_cast<char>(version), static_cast<char>(raw)};
  append_shape(blob, sessions);
  for (unsigned decimals = 0; decimals <= most_decimals; ++decimals) {
    const auto wholes = multiples(values, decimals);
    if (!wholes) continue;
    blob[1] = static_cast<char>(decimals);
    std::int64_t last = 0;
    for (const std::int64_t whole : *wholes)
      append_varint(blob, zigzag(whole - std::exchange(last, whole)));
    return blob;
  }
  for (const double value : values) append_double(blob, value);
  return blob;
}

Sessions unpack_samples(std::string_view blob) {
  Reader reader(blob);
  if (const unsigned found = reader.byte(); found != version)
    throw Error(Fault::input, "stored samples: expected version 1, found " + std::to_string(found) +
                                  "; a newer pawl wrote them: update this one");
  const unsigned encoding = reader.byte();
  if (encoding > most_decimals && encoding != raw) Reader::fail("their encoding is not known");
  Sessions sessions = read_shape(reader);
  std::uint64_t whole = 0;
  for (auto& session : sessions)
    for (auto& launch : session)
      for (double& value : launch) {
        if (encoding == raw) {
          value = reader.number();
        } else {
          whole += static_cast<std::uint64_t>(unzigzag(reader.varint()));
          value = static_cast<double>(static_cast<std::int64_t>(whole)) / powers_of_ten[encoding];
        }
        if (!std::isfinite(value)) Reader::fail("a value in it is not finite");
      }
  reader.expect_end();
  return sessions;
}

}  // namespace pawl::baselines
