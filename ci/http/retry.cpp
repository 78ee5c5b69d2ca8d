#include "retry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>

namespace pawl::ci {

namespace {

using std::chrono::seconds;

std::optional<long long> whole_number(const std::string& text) {
  long long number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < 0) return std::nullopt;
  return number;
}

/// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<Clock::Time> http_date(const std::string& text) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  std::tm parts{};
  in >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT");
  if (in.fail()) return std::nullopt;
  return Clock::Time(seconds(::timegm(&parts)));
}

seconds until(Clock::Time then, Clock::Time now) {
  return std::max(then - now, seconds(0));
}

/// GitHub's secondary limits answer 403 and say so only in the text.
bool speaks_of_a_limit(const std::string& body) {
  return body.find("rate limit") != std::string::npos ||
         body.find("abuse detection") != std::string::npos;
}

bool is_failure_of_the_server(int status) {
  constexpr std::array<int, 5> failures = {408, 500, 502, 503, 504};
  return std::find(failures.begin(), failures.end(), status) != failures.end();
}

const Response* response_of(const Answer& answer) {
  return std::get_if<Response>(&answer);
}

Clock::Pause doubled(Clock::Pause first, int tries, Clock::Pause most) {
  return std::min<Clock::Pause>(first * (1LL << std::clamp(tries - 1, 0, 20)), most);
}

}  // namespace

bool is_rate_limit(const Response& response) {
  if (response.status == 429) return true;
  if (response.status != 403) return false;
  return !header(response.headers, "retry-after").empty() ||
         header(response.headers, "x-ratelimit-remaining") == "0" ||
         speaks_of_a_limit(response.body);
}

bool is_worth_a_retry(const Answer& answer) {
  const Response* response = response_of(answer);
  if (response == nullptr) return std::get<NoResponse>(answer).worth_a_retry;
  return is_rate_limit(*response) || is_failure_of_the_server(response->status);
}

bool may_be_done(const Answer& answer) {
  const Response* response = response_of(answer);
  if (response == nullptr) return std::get<NoResponse>(answer).may_be_done;
  return is_failure_of_the_server(response->status);
}

std::optional<seconds> requested_pause(const Response& response, Clock::Time now) {
  const std::string after = header(response.headers, "retry-after");
  if (const auto number = whole_number(after)) return seconds(std::min(*number, 1'000'000LL));
  if (const auto date = http_date(after)) return until(*date, now);
  if (header(response.headers, "x-ratelimit-remaining") != "0") return std::nullopt;
  const auto reset = whole_number(header(response.headers, "x-ratelimit-reset"));
  if (!reset || *reset > 100'000'000'000LL) return std::nullopt;
  return until(Clock::Time(seconds(*reset)), now) + seconds(1);  // its second must be over
}

Clock::Pause pause_after(const Answer& answer, int tries, Clock::Time now, double chance) {
  using namespace std::chrono_literals;
  const Response* response = response_of(answer);
  if (response != nullptr) {
    if (const auto asked = requested_pause(*response, now)) return *asked;
    if (is_rate_limit(*response)) return doubled(60s, tries, 1h);
  }
  const Clock::Pause pause = doubled(1s, tries, 30s);
  return std::chrono::round<Clock::Pause>(pause * (0.5 + chance));
}

bool Patience::wait_after(const Answer& answer) {
  ++tries_;
  if (!is_worth_a_retry(answer) || tries_ >= policy_.most_tries) return false;
  const Clock::Pause pause = pause_after(answer, tries_, clock_.now(), clock_.chance());
  if (waited_ + pause > policy_.budget) return false;
  waited_ += pause;
  clock_.sleep(pause);
  return true;
}

Answer send_patiently(const Connection& connection, const Request& request) {
  Patience patience(connection.clock, connection.policy);
  for (;;) {
    Answer answer = connection.http.send(request);
    if (!patience.wait_after(answer)) return answer;
  }
}

}  // namespace pawl::ci
