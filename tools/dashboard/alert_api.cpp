#include "alert_api.hpp"

#include "api.hpp"
#include "baselines/error.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"
#include "ci/alerts/book_json.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace pawl::tools::dashboard {

namespace {

using ci::AlertState;
using http_server::Request;
using http_server::Response;

constexpr std::size_t longest_name = 100;    // bytes
constexpr std::size_t longest_words = 1000;  // bytes
constexpr double longest_silence = 366 * 86400.0;

/// Where a state stands in the list.
std::size_t rank_of(AlertState state) {
  constexpr std::array order = {AlertState::open, AlertState::acknowledged, AlertState::pending,
                                AlertState::resolved};
  return static_cast<std::size_t>(std::ranges::find(order, state) - order.begin());
}

std::int64_t newest_time(const ci::BookedAlert& alert) {
  return std::max({alert.since, alert.opened, alert.acknowledged, alert.resolved});
}

std::vector<const ci::BookedAlert*> in_order(const ci::AlertBook& book) {
  std::vector<const ci::BookedAlert*> all;
  for (const ci::BookedAlert& alert : book.alerts) all.push_back(&alert);
  std::ranges::stable_sort(all, {}, [](const ci::BookedAlert* alert) {
    return std::pair(rank_of(alert->state), -newest_time(*alert));
  });
  return all;
}

std::string text(baselines::JsonFields& fields, std::string_view key, std::size_t longest) {
  const auto node = fields.find(key);
  if (!node) return {};
  std::string words = node->string();
  if (words.size() > longest) node->fail("at most " + std::to_string(longest) + " bytes");
  return words;
}

std::int64_t seconds_of(baselines::JsonFields& fields) {
  const auto node = fields.require("seconds");
  const double seconds = node.number();
  if (!(seconds >= 1 && seconds <= longest_silence)) node.fail("1 to 31622400 seconds");
  return static_cast<std::int64_t>(seconds);
}

/// Reads the body, does `write` with its fields, and answers with the book; what makes no sense is
/// the client's fault, with the sentence that says why.
Response written(const Request& request, AlertDesk& desk,
                 const std::function<void(baselines::JsonFields&)>& write) {
  try {
    const baselines::JsonDocument document("the request", request.body);
    const baselines::JsonNode root = document.root();
    baselines::JsonFields fields(root);
    write(fields);
  } catch (const Error& error) {
    const bool is_theirs = error.fault == Fault::usage || error.fault == Fault::input;
    return refusal(is_theirs ? 400 : 500, error.what());
  }
  return alerts(*Query::parse(""), desk);
}

}  // namespace

Response alerts(const Query& query, const AlertDesk& desk) {
  const auto offset = query.count("offset", 0, 1'000'000, 0);
  const auto limit = query.count("limit", 1, largest_page, largest_page);
  if (!offset || !limit) return bad_page();
  const ci::AlertBook book = desk.book();
  std::vector<const ci::BookedAlert*> all = in_order(book);
  const std::size_t total = all.size(), begin = std::min(*offset, total);
  const std::size_t end = std::min(total, begin + *limit);
  const std::vector<const ci::BookedAlert*> shown(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                                  all.begin() + static_cast<std::ptrdiff_t>(end));
  Response response;
  baselines::JsonObject object(response.body);
  object.count("version", 1).flag("may_write", desk.may_write()).text("trouble", desk.trouble());
  object.count("total", total).count("offset", begin);
  object.count("next", end < total ? std::optional(end) : std::nullopt);
  object.field("alerts", [&] {
    baselines::append_list(response.body, shown, "\n", [&](const ci::BookedAlert* alert) {
      ci::append_alert(response.body, book, *alert, desk.now());
    });
  });
  object.field("silences", [&] {
    baselines::append_list(response.body, book.silences, "\n",
                           [&](const ci::Silence& one) { ci::append_silence(response.body, one); });
  });
  object.end();
  response.body += '\n';
  return response;
}

Response acknowledge_alert(const Request& request, AlertDesk& desk) {
  return written(request, desk, [&](baselines::JsonFields& fields) {
    desk.acknowledge(text(fields, "id", longest_name), text(fields, "by", longest_name),
                     text(fields, "note", longest_words));
  });
}

Response silence_alerts(const Request& request, AlertDesk& desk) {
  return written(request, desk, [&](baselines::JsonFields& fields) {
    desk.silence({.id = {},
                  .benchmark = text(fields, "benchmark", longest_words),
                  .rule = text(fields, "rule", longest_name),
                  .owner = text(fields, "owner", longest_name),
                  .reason = text(fields, "reason", longest_words),
                  .until = desk.now() + seconds_of(fields)});
  });
}

Response unsilence_alerts(const Request& request, AlertDesk& desk) {
  return written(request, desk, [&](baselines::JsonFields& fields) {
    desk.unsilence(text(fields, "id", longest_name));
  });
}

}  // namespace pawl::tools::dashboard
