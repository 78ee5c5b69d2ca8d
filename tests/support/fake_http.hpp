#pragma once
/// An Http that answers from a script, and a Clock that never waits. A request that is not the
/// script's next fails the test.

#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace pawl::tests {

struct Exchange {
  std::string method, url;
  ci::Answer answer;
};

class FakeHttp : public ci::Http {
 public:
  explicit FakeHttp(std::vector<Exchange> script) : script_(std::move(script)) {}
  ~FakeHttp() override { BOOST_CHECK_EQUAL(sent.size(), script_.size()); }

  ci::Answer send(const ci::Request& request) override {
    sent.push_back(request);
    if (sent.size() > script_.size()) {
      BOOST_ERROR("unexpected: " << request.method << " " << request.url);
      return ci::NoResponse{.reason = "the script is over", .worth_a_retry = false};
    }
    const Exchange& expected = script_[sent.size() - 1];
    BOOST_CHECK_EQUAL(request.method, expected.method);
    BOOST_CHECK_EQUAL(request.url, expected.url);
    return expected.answer;
  }

  std::vector<ci::Request> sent;

 private:
  std::vector<Exchange> script_;
};

/// Begins at 2026-11-23T22:13:20Z (1,795,472,000 s) and moves only by sleeping.
struct FakeClock {
  std::chrono::milliseconds passed{0};
  std::vector<std::chrono::milliseconds> pauses;
  ci::Clock clock{
      .now = [this] { return start + std::chrono::floor<std::chrono::seconds>(passed); },
      .sleep =
          [this](ci::Clock::Pause pause) {
            pauses.push_back(pause);
            passed += pause;
          },
      .chance = [] { return 0.5; }};

  FakeClock() = default;
  FakeClock(const FakeClock&) = delete;
  FakeClock& operator=(const FakeClock&) = delete;

  static constexpr ci::Clock::Time start{std::chrono::seconds(1'795'472'000)};
};

inline ci::Answer answer(int status, std::string body = "", ci::Headers headers = {}) {
  return ci::Response{.status = status, .headers = std::move(headers), .body = std::move(body)};
}

/// The connection broke after the request was sent.
inline ci::Answer lost() {
  return ci::NoResponse{.reason = "api.example: empty reply"};
}
/// The request was never sent.
inline ci::Answer unreachable() {
  return ci::NoResponse{.reason = "api.example: could not connect", .may_be_done = false};
}

}  // namespace pawl::tests
