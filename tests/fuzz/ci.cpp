#include "baselines/importers/import.hpp"
#include "baselines/run/csv.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/text/xml_reader.hpp"
#include "bytes.hpp"
#include "ci/alerts/book_json.hpp"
#include "ci/alerts/evidence.hpp"
#include "ci/changes.hpp"
#include "ci/confirmation.hpp"
#include "ci/findings.hpp"
#include "ci/format.hpp"
#include "ci/github/actions.hpp"
#include "ci/github/alert_issue.hpp"
#include "ci/github/answer_command.hpp"
#include "ci/github/slash_command.hpp"
#include "ci/http/dry_run.hpp"
#include "ci/http/url.hpp"
#include "ci/inert.hpp"
#include "ci/make_report.hpp"
#include "ci/notify/email.hpp"
#include "ci/notify/notify.hpp"
#include "ci/notify/outbox.hpp"
#include "ci/render/changes_json.hpp"
#include "ci/render/changes_markdown.hpp"
#include "ci/render/changes_text.hpp"
#include "ci/render/html.hpp"
#include "ci/render/junit.hpp"
#include "ci/render/markdown.hpp"
#include "ci/render/text.hpp"
#include "ci/report_json.hpp"
#include "ci/sequential_report.hpp"
#include "ci/slack/blocks.hpp"
#include "ci/unicode.hpp"
#include "fuzz.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <sstream>

namespace pawl::fuzz {

namespace {

using namespace ci;

constexpr std::string_view file = "the file";

/// Whatever a number of a report may be: all but NaN.
double number_of(FuzzedDataProvider& bytes) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr std::array usual = {0.0, 1.0, 1.05, 0.5, 3.0, -1.0, 5e-324, 1e300, infinity, -infinity};
  const auto choice = bytes.ConsumeIntegralInRange<std::size_t>(0, usual.size());
  if (choice < usual.size()) return usual[choice];
  const double number = any_double(bytes);
  return std::isnan(number) ? 1 : number;
}

std::string text_of(FuzzedDataProvider& bytes) {
  return bytes.ConsumeRandomLengthString(2000);
}

stats::Better better_of(FuzzedDataProvider& bytes) {
  return bytes.ConsumeBool() ? stats::Better::lower : stats::Better::higher;
}

std::optional<Side> side_of(FuzzedDataProvider& bytes) {
  if (bytes.ConsumeBool()) return std::nullopt;
  const auto n = bytes.ConsumeIntegral<std::size_t>();
  return Side{n, n % 1000, n % 7, number_of(bytes), number_of(bytes), number_of(bytes)};
}

std::optional<double> number_or_none(FuzzedDataProvider& bytes) {
  return bytes.ConsumeBool() ? std::optional(number_of(bytes)) : std::nullopt;
}

Row row_of(FuzzedDataProvider& bytes) {
  Row row;
  row.benchmark = text_of(bytes);
  row.metric = text_of(bytes);
  row.unit = text_of(bytes);
  row.better = better_of(bytes);
  row.verdict = static_cast<RowVerdict>(bytes.ConsumeIntegralInRange(0, 5));
  row.before = side_of(bytes);
  row.now = side_of(bytes);
  if (bytes.ConsumeBool()) row.ratio = Ratio{number_of(bytes), number_of(bytes), number_of(bytes)};
  row.p = row.p_adjusted = number_or_none(bytes);
  row.a12 = number_or_none(bytes);
  row.minimum_detectable = number_or_none(bytes);
  if (bytes.ConsumeBool()) row.launches_needed = bytes.ConsumeIntegral<std::size_t>();
  row.evidence = text_of(bytes);
  row.accepted = text_of(bytes);
  row.reason = text_of(bytes);
  row.warnings = {text_of(bytes)};
  return row;
}

BudgetRow budget_of(FuzzedDataProvider& bytes) {
  BudgetRow row;
  row.benchmark = text_of(bytes);
  row.metric = text_of(bytes);
  row.unit = text_of(bytes);
  row.better = better_of(bytes);
  row.statistic = text_of(bytes);
  row.limit = number_of(bytes);
  row.estimate = number_or_none(bytes);
  row.low = number_of(bytes);
  row.high = number_of(bytes);
  row.verdict = static_cast<BudgetVerdict>(bytes.ConsumeIntegralInRange(0, 2));
  return row;
}

Report report_of(FuzzedDataProvider& bytes) {
  Report report;
  report.suite = text_of(bytes);
  report.testbed = text_of(bytes);
  report.commit = text_of(bytes);
  report.base_commit = text_of(bytes);
  report.time = text_of(bytes);
  report.verdict = static_cast<ReportVerdict>(bytes.ConsumeIntegralInRange(0, 2));
  report.policy = {number_of(bytes), number_of(bytes), number_of(bytes),
                   text_of(bytes),   text_of(bytes),   bytes.ConsumeBool()};
  report.warnings = {text_of(bytes)};
  while (bytes.remaining_bytes() > 0 && report.rows.size() < 50)
    if (bytes.ConsumeBool())
      report.rows.push_back(row_of(bytes));
    else
      report.budgets.push_back(budget_of(bytes));
  return report;
}

bool is_alnum(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

void demand_plain(std::string_view text, std::string_view shown) {
  demand_text(text);
  for (const char c : text)
    demand(static_cast<unsigned char>(c) >= 0x20 || c == '\n', "no control characters", shown);
}

/// A line of markdown without its code spans.
std::string without_code(std::string_view line) {
  std::string live;
  for (bool is_code = false; const char c : line) {
    if (c == '`') is_code = !is_code;
    if (!is_code && c != '`') live += c;
  }
  return live;
}

/// A line of GitHub's markdown: no tags but Pawl's own, no mention, no reference, no address.
void demand_inert_line(const std::string& live, std::string_view shown) {
  constexpr std::array<std::string_view, 9> own = {"<details>",  "</details>", "<summary>",
                                                   "</summary>", "<br>",       "<sub>",
                                                   "</sub>",     "< 0.001",    "<!-- pawl"};
  for (std::size_t i = 0; i < live.size(); ++i) {
    const std::string_view rest = std::string_view(live).substr(i);
    const char next = rest.size() > 1 ? rest[1] : ' ';
    if (rest[0] == '<')
      demand(std::ranges::any_of(own, [&](auto tag) { return rest.starts_with(tag); }),
             "no tag is a stranger's", shown);
    if (rest[0] == '@') demand(!is_alnum(next), "nobody is mentioned", shown);
    if (rest[0] == '#')
      demand(!std::isdigit(static_cast<unsigned char>(next)), "no reference", shown);
    demand(!rest.starts_with("://"), "no address", shown);
  }
}

void demand_inert_markdown(const std::string& shown, std::size_t limit) {
  demand(utf16_length(shown) <= limit, "a comment is within its limit");
  demand_plain(shown, shown);
  std::istringstream lines(shown);
  std::size_t bars = 0;  // of the table
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("<!-- ") || line.starts_with("```")) continue;
    demand(std::ranges::count(line, '`') % 2 == 0, "code spans are closed", line);
    demand_inert_line(without_code(line), line);
    const auto here =
        line.starts_with('|') ? static_cast<std::size_t>(std::ranges::count(line, '|')) : 0;
    demand(here == 0 || bars == 0 || here == bars, "a row has as many cells as its table", line);
    bars = here;
  }
}

/// Tags are of these alone, no attribute is code, and no reference is left open.
void demand_inert_markup(const std::string& shown, const std::vector<std::string_view>& own) {
  demand_plain(shown, shown);
  baselines::XmlReader reader(shown);
  while (const auto tag = reader.next()) {
    demand(std::ranges::find(own, tag->name) != own.end(), "no tag is a stranger's", tag->name);
    for (const auto& [key, value] : tag->attributes)
      demand(!key.starts_with("on") && key != "href" && key != "src", "no attribute acts", key);
  }
}

void demand_inert_texts(const boost::json::value& value) {
  if (const auto* const object = value.if_object())
    for (const auto& [key, each] : *object) demand_inert_texts(each);
  if (const auto* const list = value.if_array())
    for (const auto& each : *list) demand_inert_texts(each);
  if (const auto* const text = value.if_string()) {
    demand_plain(*text, *text);
    demand(utf16_length(*text) <= 12'000, "Slack takes no more");
    for (const std::string_view call : {"<!", "<@", "<#", "<http"})
      demand(text->find(call) == std::string_view::npos, "nobody is called", *text);
  }
}

void demand_inert_mail(const Report& report) {
  const Mail envelope{
      .server = "smtp://x", .user = {}, .password = {}, .from = "a@b", .to = {"c@d"}, .text = {}};
  const std::string mail = mail_text(report, envelope, "https://ci.example/1", Clock::Time{});
  std::istringstream lines(mail.substr(0, mail.find("\r\n\r\n") + 2));
  constexpr std::array<std::string_view, 11> own = {" ",
                                                    "Date: ",
                                                    "From: ",
                                                    "To: ",
                                                    "Subject: ",
                                                    "Message-ID: ",
                                                    "References: ",
                                                    "Auto-Submitted: ",
                                                    "MIME-Version: ",
                                                    "Content-Type: ",
                                                    "Content-Transfer-Encoding: "};
  for (std::string line; std::getline(lines, line);)
    demand(line.ends_with('\r') && line.size() < 1000 &&
               std::ranges::any_of(own, [&](auto head) { return line.starts_with(head); }),
           "no header is a stranger's", line);
}

std::string rewritten_report(std::string_view text) {
  return report_json(parse_report(text, file));
}

void show(const Report& report) {
  demand_inert_markdown(markdown(report), longest_comment);
  demand_inert_markdown(markdown(report, {.limit = 4096, .whole_report = {}}), 4096);
  demand_inert_markup(
      html(report),
      {"!doctype", "html",       "head",  "meta",   "title",  "style",    "body",    "h1",
       "h2",       "p",          "ul",    "li",     "div",    "table",    "caption", "tr",
       "th",       "td",         "thead", "tbody",  "span",   "small",    "br",      "svg",
       "g",        "line",       "rect",  "circle", "path",   "polyline", "polygon", "text",
       "figure",   "figcaption", "main",  "desc",   "strong", "code"});
  demand_inert_markup(junit(report), {"testsuites", "testsuite", "testcase", "failure", "error",
                                      "skipped", "system-out", "properties", "property"});
  demand_inert_texts(boost::json::parse(slack_blocks(report)));
  demand_plain(text(report), "");
  demand_plain(text(report, {.colour = false, .width = 80}), "");
  for (const Annotation& annotation : annotations(report)) {
    const std::string command = workflow_command(annotation);
    demand(command.find_first_of("\r\n") == command.size() - 1, "a command is one line", command);
  }
  demand_inert_mail(report);
  is_read([&] { demand_kept(rewritten_report(report_json(report)), rewritten_report); });
}

/// A report of whatever words and numbers, shown in every way there is.
void report(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  show(report_of(bytes));
}

std::string rewritten_book(std::string_view text) {
  return alert_book_json(parse_alert_book(text, file));
}

std::string rewritten_letter(std::string_view text) {
  return letter_json(parse_letter(text, file));
}

/// What evidence makes of a book, and is told of it.
void book(const AlertEvidence& evidence) {
  constexpr std::int64_t now = 1'795'472'000;
  const AlertBook book = updated({}, evidence, now);
  demand(updated(book, evidence, now + 1) == book, "the same evidence again changes nothing");
  demand_kept(alert_book_json(book), rewritten_book);
  if (!book.alerts.empty()) demand_inert_markdown(alert_issue_body(book.alerts), longest_comment);
  const std::vector<AlertNews> news = news_for(book, "slack", now);
  demand(news_for(told(book, "slack", news), "slack", now).empty(), "nothing is told twice");
}

/// A report that Pawl made says the same when it is read again.
void show_made(const Report& report) {
  demand(report.verdict == verdict_of(report), "a verdict is what its rows amount to");
  show(report);
  book(evidence_of(report, baselines::default_alert_rules()));
  const std::string written = report_json(report);
  const bool is_well = is_read([&] {
    const Report read = parse_report(written, file);
    demand(text(read) == text(report) && markdown(read) == markdown(report) &&
               junit(read) == junit(report),
           "what is read is shown as it was", written);
  });
  demand(is_well, "what Pawl writes it reads", written);
}

/// Pawl's own files of this layer.
void document(std::string_view text) {
  is_read([&] { demand_kept(rewritten_report(text), rewritten_report); });
  is_read([&] { demand_kept(rewritten_book(text), rewritten_book); });
  is_read([&] { demand_kept(rewritten_letter(text), rewritten_letter); });
  is_read([&] {
    const Report report = parse_report(text, file);
    show(report);
    book(evidence_of(report, baselines::default_alert_rules()));
  });
}

Gate quiet_gate() {
  Gate gate;
  gate.threads = 1;
  return gate;
}

/// Two runs, parted by a line "====", judged by each other.
void verdict(std::string_view text) {
  const std::string_view first = next_part(text);
  is_read([&] {
    const baselines::Run now = baselines::parse_any_run(first, file);
    const baselines::Run before = text.empty() ? now : baselines::parse_any_run(text, file);
    show_made(make_report(&before, now, quiet_gate()));
  });
}

struct NamedMetric {
  const char *metric, *unit;
};

/// Sessions of launches of one value each.
std::vector<stats::Sample::Session> sessions_of(FuzzedDataProvider& bytes) {
  std::vector<stats::Sample::Session> sessions(bytes.ConsumeIntegralInRange<std::size_t>(1, 5));
  for (stats::Sample::Session& session : sessions)
    for (const double value : values_of(bytes, 20)) session.push_back({value});
  return sessions;
}

/// A run of a few series that others have, too.
baselines::Run run_of(FuzzedDataProvider& bytes) {
  baselines::Run run;
  run.suite = bytes.PickValueInArray({"s", ""});
  run.testbed = bytes.PickValueInArray({"t", "t", "u", ""});
  run.commit = bytes.PickValueInArray({"c1", "c2", ""});
  run.time = "2026-11-29T00:00:00Z";
  for (const std::string_view benchmark : {"a", "b", "c", "pawl/yardstick"})
    for (const NamedMetric& its :
         {NamedMetric{"wall_time", "s"}, {"cpu_time", "s"}, {"throughput", "1/s"}}) {
      if (bytes.ConsumeBool()) continue;
      baselines::Series& series = run.series.emplace_back();
      series.benchmark = benchmark;
      series.metric = its.metric;
      series.unit = its.unit;
      if (series.unit == "1/s") series.better = stats::Better::higher;
      series.sessions = sessions_of(bytes);
      for (const std::string_view mark :
           {baselines::exact_mark, baselines::secondary_mark, baselines::thinned_mark})
        if (bytes.ConsumeIntegralInRange(0, 7) == 1) set_mark(series, mark);
    }
  if (bytes.ConsumeIntegralInRange(0, 3) == 1) run.failures = {{"a", text_of(bytes)}};
  return run;
}

Gate gate_of(FuzzedDataProvider& bytes) {
  Gate gate = quiet_gate();
  gate.policy.statistic = static_cast<stats::Statistic>(bytes.ConsumeIntegralInRange(0, 5));
  gate.situation = static_cast<stats::Situation>(bytes.ConsumeIntegralInRange(0, 2));
  if (bytes.ConsumeBool()) gate.metrics = {"wall_time", "throughput"};
  gate.has_secondary = bytes.ConsumeBool();
  gate.inconclusive_is_a_warning = bytes.ConsumeBool();
  gate.today = "2026-11-29";
  if (bytes.ConsumeBool())
    gate.suppressions.push_back({.benchmark = "a",
                                 .owner = "o",
                                 .reason = "r",
                                 .expires = bytes.PickValueInArray({"2026-11-28", "2026-12-01"}),
                                 .at_most = number_or_none(bytes)});
  while (gate.budgets.size() < 3 && bytes.ConsumeBool())
    gate.budgets.push_back({.benchmark = bytes.PickValueInArray({"a|b", ".*", "z"}),
                            .metric = "wall_time",
                            .limits = {{bytes.PickValueInArray({"mean", "median", "p95", "max"}),
                                        value_of(bytes), "s"}},
                            .place = {}});
  return gate;
}

/// Runs of numbers, judged by each other, or by nothing, and by themselves.
void gate(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const bool has_before = bytes.ConsumeIntegralInRange(0, 3) != 1;
  const Gate gate = gate_of(bytes);
  const baselines::Run now = run_of(bytes), before = run_of(bytes);
  is_read([&] {
    show_made(make_report(has_before ? &before : nullptr, now, gate));
    for (const Row& row : make_report(&now, now, gate).rows)
      demand(row.verdict != RowVerdict::regression && row.verdict != RowVerdict::improvement,
             "what did not change has not moved", row.benchmark + " " + row.metric);
  });
}

/// What one metric of benchmark "a" came to, by the plan, in as many pairs as both sides have.
SequentialOutcome outcome_of(FuzzedDataProvider& bytes, const char* metric) {
  static const stats::SequentialPlan plan = stats::SequentialPlan::up_to(40, 0.01);
  SequentialOutcome outcome{.benchmark = "a", .metric = metric, .unit = "s"};
  outcome.better = better_of(bytes);
  const auto looks = plan.looks();
  outcome.looks = bytes.ConsumeIntegralInRange<std::size_t>(1, looks.size());
  const stats::SequentialPlan::Look& look = looks[outcome.looks - 1];
  outcome.level = look.alpha;
  for (std::vector<double>* side : {&outcome.before, &outcome.now}) {
    *side = values_of(bytes, look.pairs);
    side->resize(look.pairs, 1.0);
  }
  outcome.decision = plan.decide(outcome.before, outcome.now, outcome.better, 0.02);
  return outcome;
}

/// Versions measured in pairs: a report of them alone, or of what they make of another report.
void duel(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const bool is_alone = bytes.ConsumeBool();
  const std::vector<SequentialOutcome> outcomes = {outcome_of(bytes, "wall_time"),
                                                   outcome_of(bytes, "cpu_time")};
  std::vector<baselines::Failure> failures;
  if (bytes.ConsumeIntegralInRange(0, 3) == 1) failures = {{"a", text_of(bytes)}};
  const Report report = sequential_report(outcomes, failures, {}, {}, {.alpha = 0.01});
  demand(report.rows.size() == outcomes.size(), "each outcome has its row");
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const bool is_shown = *report.rows[i].p <= outcomes[i].level;
    demand((*report.rows[i].p_adjusted <= 0.01 * (1 + 1e-12)) == is_shown, "p is that of a look");
    demand(is_shown || (report.rows[i].verdict != RowVerdict::regression &&
                        report.rows[i].verdict != RowVerdict::improvement),
           "what moved is significant");
  }
  if (is_alone) return show_made(report);
  const baselines::Run now = run_of(bytes), before = run_of(bytes);
  const Report doubtful = make_report(&before, now, quiet_gate());
  show_made(confirmed(doubtful, suspects(doubtful), outcomes, failures, 0.02));
}

void show(const std::vector<SeriesChanges>& found) {
  demand_plain(changes_text(found), "");
  demand_text(changes_json(found));
  boost::json::parse(changes_json(found));
  for (const std::size_t limit : {65'000, 2'000})
    demand_inert_markdown(changes_markdown(found, limit), limit);
  for (const AlertEvidence& evidence : evidence_of_changes(found, baselines::default_alert_rules()))
    book(evidence);
  std::size_t changes = 0, members = 0;
  for (const SeriesChanges& series : found) changes += series.found.changes.size();
  for (const Finding& finding : findings(found)) members += finding.members.size();
  demand(members == changes, "each change is in one finding");
}

/// A history as CSV: where it changed.
void history(std::string_view text) {
  is_read([&] { show(find_changes(baselines::parse_csv_histories(text, file), {.threads = 1})); });
}

/// Histories of numbers at the same commits, looked at for all changes and for new ones.
void series(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  std::vector<baselines::History> histories;
  const std::string commit = text_of(bytes);
  while (bytes.remaining_bytes() > 0 && histories.size() < 4) {
    baselines::History history{.benchmark = bytes.PickValueInArray({"a", "b"}),
                               .metric = bytes.PickValueInArray({"wall_time", "throughput"}),
                               .unit = "s"};
    history.better = better_of(bytes);
    const auto values = bytes.PickValueInArray<std::size_t>({1, 1, 3});
    const std::vector<double> all = values_of(bytes, 150);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i % values == 0)
        history.points.push_back(
            {commit + std::to_string(i / values), {}, static_cast<std::int64_t>(i)});
      history.points.back().launches.push_back({all[i]});
    }
    if (!history.points.empty()) histories.push_back(history);
  }
  const std::vector<SeriesChanges> found = find_changes(histories, {.threads = 1});
  show(found);
  const auto newest = bytes.PickValueInArray<std::size_t>({1, 2, 10, 1000});
  const std::vector<SeriesChanges> fresh =
      find_changes(histories, {.threads = 1, .newest = newest});
  show(fresh);
  for (std::size_t i = 0; i < found.size(); ++i)
    demand(fresh[i].found.changes.size() <= found[i].found.changes.size(),
           "what is new is among all");
}

/// What strangers write on GitHub, and words shown by themselves.
void comment(std::string_view text) {
  is_read([&] {
    const Event event = parse_event(text);
    demand(event.head_sha.empty() || is_sha(event.head_sha), "a commit is a hash");
    demand(event.pull_request.empty() || is_number(event.pull_request), "a number is digits");
    demand(event.head_repository.empty() || is_repository(event.head_repository), "o/r");
  });
  is_read([&] { parse_comment_event(text); });
  if (const auto command = parse_slash_command(text)) demand_plain(command->reason, "");
  demand_plain(plain(text), text);
  demand(plain(text).find('\n') == std::string::npos, "a name is one line");
  demand_inert_line(without_code(markdown_code(text)), text);
  const std::string prose = markdown_prose(text);
  demand_inert_line(prose, text);
  for (const std::string_view block : {"#", "- ", "+ ", "--", "1. ", "1) "})
    demand(!prose.starts_with(block), "prose begins neither a heading nor a list", prose);
  demand(html_text(text).find_first_of("<>\"'") == std::string::npos, "no markup", text);
  demand(slack_text(text).find_first_of("<>") == std::string::npos, "no call", text);
  demand(comment_word(text).find_first_of("<> @\n") == std::string::npos, "one word", text);
  demand(columns(cut_to_columns(text, 20)) <= 20, "cut to columns");
  demand(columns(cut_within_columns(text, 20)) <= 20, "cut within columns");
  demand_text(cut_to_columns(plain(text), 20));
  demand_text(cut_within_columns(plain(text), 20));
  demand_text(origin(text));
  url_escaped(text);
}

/// Answers in turn as the input says, "STATUS LINK-HEADER" and a body a part; then that nothing is
/// there.
class StrangeHttp : public Http {
 public:
  explicit StrangeHttp(std::string_view answers) : answers_(answers) {}
  Answer send(const Request&) override {
    demand(++sent_ < 1000, "a delivery comes to an end");
    if (answers_.empty()) return Response{404, {}, "{}"};
    const std::string_view part = next_part(answers_);
    const std::size_t end = std::min(part.find('\n'), part.size());
    const std::string first(part.substr(0, end));
    const int status = std::atoi(first.substr(0, 3).c_str());
    const std::string rest = first.size() > 4 ? first.substr(4) : "";
    if (status < 100) return NoResponse{"lost"};
    return Response{status,
                    {{"link", rest}, {"retry-after", rest}, {"x-ratelimit-reset", rest}},
                    std::string(part.substr(std::min(end + 1, part.size())))};
  }

 private:
  std::string_view answers_;
  std::size_t sent_ = 0;
};

Environment job(bool is_pull_request) {
  return {{"GITHUB_ACTIONS", "true"},
          {"GITHUB_API_URL", "https://api.example"},
          {"GITHUB_REPOSITORY", "o/r"},
          {"GITHUB_SHA", std::string(40, 'a')},
          {"GITHUB_REF", is_pull_request ? "refs/pull/7/merge" : "refs/heads/main"},
          {"GITHUB_SERVER_URL", "https://github.example"},
          {"GITHUB_RUN_ID", "4711"},
          {"GITHUB_TOKEN", "ghs_planted0secret"},
          {"SLACK_WEBHOOK_URL", "https://hooks.slack.example/services/planted0secret"},
          {"SLACK_BOT_TOKEN", "xoxb-planted0secret"},
          {"SLACK_CHANNEL", "C0123456789"},
          {"PAWL_WEBHOOK_URL", "https://hook.example/planted0secret"},
          {"PAWL_WEBHOOK_SECRET", "planted0secret"},
          {"ALERTMANAGER_URL", "https://alertmanager.example"}};
}

const Report& failing_report() {
  static const Report report = [] {
    Report made;
    made.suite = "default";
    made.testbed = "bare";
    made.verdict = ReportVerdict::fail;
    Row& row = made.rows.emplace_back();
    row.benchmark = "token/small";
    row.metric = "wall_time";
    row.unit = "s";
    row.verdict = RowVerdict::regression;
    row.ratio = Ratio{1.2, 1.1, 1.3};
    return made;
  }();
  return report;
}

/// The first character chooses where a report is delivered, or that a command is answered; then
/// come the answers.
void service(std::string_view text) {
  if (text.empty()) return;
  const std::size_t first = static_cast<unsigned char>(text[0]),
                    choices = destinations().size() + 1;
  const std::size_t choice = first % choices;
  const Environment environment = job(first / choices % 2 == 0);
  next_part(text);
  StrangeHttp http(text);
  Clock::Time now{std::chrono::seconds(1'795'472'000)};
  const Clock clock{
      .now = [&] { return now; },
      .sleep = [&](Clock::Pause pause) { now += std::chrono::ceil<std::chrono::seconds>(pause); },
      .chance = [] { return 0.5; }};
  std::ostringstream out;
  DrySmtp smtp(out);
  const NotifyOptions options;
  is_read([&] {
    if (choice < destinations().size()) {
      demand_text(destinations()[choice].deliver({.report = failing_report(),
                                                  .environment = environment,
                                                  .options = options,
                                                  .http = http,
                                                  .smtp = smtp,
                                                  .clock = clock,
                                                  .out = out,
                                                  .log = out}));
      return;
    }
    Github github(
        {http, clock},
        {.api_url = "https://api.example", .repository = "o/r", .token = "ghs_planted0secret"});
    const CommentEvent event{.is_new = true,
                             .is_pull_request = true,
                             .number = "7",
                             .comment = "5",
                             .author = "me",
                             .body = "/pawl accept token/small reason: it pays"};
    const AnswerMeans means{.repository = "o/r",
                            .today = "2026-11-25",
                            .run =
                                [] {
                                  baselines::Run run;
                                  run.commit = std::string(40, 'a');
                                  run.time = "2026-11-23T22:41:05Z";
                                  run.series = {{.benchmark = "token/small",
                                                 .metric = "wall_time",
                                                 .unit = "s",
                                                 .sessions = {{{0.1}, {0.2}}},
                                                 .unknown = {}}};
                                  return run;
                                },
                            .place =
                                [](const baselines::Run&) {
                                  return AnswerMeans::Place{
                                      "default", "bare", "baselines/committed/bare/default.json",
                                      "baselines/committed/suppressions.json"};
                                }};
    demand_text(answer_command(github, event, means));
  });
}

constexpr std::array<Target, 9> all = {{{"report", report},
                                        {"document", document},
                                        {"verdict", verdict},
                                        {"gate", gate, 30'000},
                                        {"duel", duel, 30'000},
                                        {"history", history},
                                        {"series", series},
                                        {"comment", comment},
                                        {"service", service}}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace pawl::fuzz
