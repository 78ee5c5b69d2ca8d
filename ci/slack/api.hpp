#pragma once
/// SlackApi is a workspace as a bot's token sees it. Its errors come as HTTP 200 with "ok":false:
/// here they are sentences with the way out. Heavy (Boost.JSON): for .cpp files only.

#include "ci/http/service.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pawl::ci {

/// Where a bot writes, and who it is.
struct SlackAccount {
  std::string token{};                            ///< "xoxb-…", a secret
  std::string channel{};                          ///< its ID: "C0123456789"
  std::string api_url = "https://slack.com/api";  ///< SLACK_API_URL; another for GovSlack
};

class SlackApi {
 public:
  using Parameters = std::vector<std::pair<std::string, std::string>>;

  /// Error (Fault::input) when the URL would carry the token in the clear, or the channel is no ID.
  SlackApi(const Connection& connection, SlackAccount account);

  /// Asks until answered: {"ok":true,…}. Error (Fault::remote).
  boost::json::value ask(const std::string& method, const Parameters& parameters) const;

  /// Writes `message`, with the channel, a second after the write before it, as Slack asks of a
  /// channel. Before each retry `is_done` tells whether an earlier try arrived after all.
  void write(const std::string& method, boost::json::object message,
             const std::function<bool()>& is_done);

  const std::string& channel() const { return account_.channel; }

 private:
  Request request(const std::string& method) const;
  Error failure(const Answer& answer) const;

  Connection connection_;
  SlackAccount account_;
  Clock::Time last_write_{};
};

}  // namespace pawl::ci
