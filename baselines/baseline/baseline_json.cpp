#include "baseline_json.hpp"

#include "baselines/date.hpp"
#include "baselines/error.hpp"
#include "baselines/keys/sha256.hpp"
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_text.hpp"
#include "baselines/text/text_place.hpp"
#include "baselines/unit.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace pawl::baselines {
namespace {

constexpr std::size_t newest_version = 1;

/// What is signed begins with it, so that no other text's signature passes for a baseline's.
constexpr std::string_view signed_as = "pawl-baseline, signed\n";

using Ids = std::set<std::string, std::less<>>;

BaselineSession parse_session(std::string_view id, const JsonNode& node) {
  JsonFields fields(node);
  BaselineSession session;
  session.id = id;
  session.commit = fields.string("commit");
  session.branch = fields.string("branch");
  session.time = fields.string("time");
  session.reason = fields.string("reason");
  session.pawl = fields.string("pawl");
  if (const auto machine = fields.find("machine")) session.machine = parse_machine(*machine);
  session.sha256 = fields.string("sha256");
  session.unknown = fields.unknown();
  return session;
}

std::vector<BaselineSession> parse_sessions(const JsonNode& node, std::size_t& keep) {
  JsonFields fields(node);
  if (const auto kept = fields.find("keep")) {
    keep = kept->count();
    if (keep == 0) kept->fail("a number of sessions, 1 or more");
  }
  std::vector<BaselineSession> sessions;
  for (const auto& field : node.object()) {
    const std::string_view id(field.key().data(), field.key().size());
    if (id != "keep") sessions.push_back(parse_session(id, JsonNode(node, id, field.value())));
  }
  return sessions;
}

void parse_parts(const JsonNode& node, const Ids& ids, BaselineSeries& series) {
  JsonFields fields(node);
  series.unit = fields.string("unit", "1");
  const auto known = unit(series.unit);
  if (known) series.unit = known->base;
  for (const auto& field : node.object()) {
    const std::string_view id(field.key().data(), field.key().size());
    if (id == "unit") continue;
    const JsonNode part(node, id, field.value());
    if (!ids.contains(id))
      throw Error(Fault::input, part.place() +
                                    ": expected the id of a session that \"sessions\" "
                                    "describes, found another; was a merge half done?");
    series.parts.push_back({std::string(id), parse_launches(part, known)});
  }
  if (series.parts.empty())
    node.fail("the launches of at least one session", "leave the series out, or measure it again");
}

BaselineSeries parse_series(const JsonNode& node, const Ids& ids) {
  JsonFields fields(node);
  BaselineSeries series;
  series.benchmark = fields.require("benchmark").string();
  series.metric = fields.string("metric", "value");
  series.better = parse_better(fields);
  parse_parts(fields.require("samples"), ids, series);
  series.unknown = fields.unknown();
  return series;
}

std::vector<BaselineSeries> parse_all_series(const JsonNode& node,
                                             const std::vector<BaselineSession>& sessions) {
  Ids ids;
  for (const auto& session : sessions) ids.insert(session.id);
  std::vector<BaselineSeries> all =
      parse_list(node, [&](const JsonNode& element) { return parse_series(element, ids); });
  const auto name = [](const BaselineSeries& s) { return std::tie(s.benchmark, s.metric); };
  std::ranges::sort(all, {}, name);
  const auto twice = std::ranges::adjacent_find(all, {}, name);
  if (twice != all.end())
    throw Error(Fault::input, node.place() + ": expected each benchmark and metric once, found " +
                                  twice->benchmark + " " + twice->metric +
                                  " twice; was a merge half done?");
  return all;
}

/// Appends `"KEY":"TEXT",`.
void append_field(std::string& out, std::string_view key, std::string_view text) {
  append_json(out, key);
  out += ':';
  append_json(out, text);
  out += ',';
}

/// What each session's checksum is made over, by its id: its own line, then the lines of its
/// samples.
using Contents = std::unordered_map<std::string, std::string>;

std::string session_fields(const BaselineSession& session) {
  std::string out;
  append_field(out, "commit", session.commit);
  append_field(out, "branch", session.branch);
  append_field(out, "time", session.time);
  append_field(out, "reason", session.reason);
  append_field(out, "pawl", session.pawl);
  out += "\"machine\":";
  append_json(out, session.machine);
  append_json(out, session.unknown);
  return out;
}

/// A series, each of its sessions on a line that begins with the comma, so that lines are only ever
/// added or taken away.
std::string series_text(const BaselineSeries& series, Contents& contents) {
  std::string head;
  append_field(head, "benchmark", series.benchmark);
  append_field(head, "metric", series.metric);
  append_field(head, "better", stats::name(series.better));
  std::string out = head.substr(0, head.size() - 1);
  append_json(out, series.unknown);
  out += ",\"samples\":{\"unit\":";
  append_json(out, std::string_view(series.unit));
  for (const auto& part : series.parts) {
    std::string launches;
    append_json(launches, part.launches);
    out += "\n,";
    append_json(out, std::string_view(part.session));
    out += ':' + launches;
    contents[part.session] += head + series.unit + launches + "\n";
  }
  return out;
}

std::string checksum(const BaselineSession& session, const Contents& contents) {
  const auto samples = contents.find(session.id);
  return sha256_hex(session.id + "\n" + session_fields(session) + "\n" +
                    (samples != contents.end() ? samples->second : ""));
}

std::string all_series_text(const Baseline& baseline, Contents& contents) {
  std::string out;
  for (const BaselineSeries& series : baseline.series)
    out += (out.empty() ? "{\n" : "\n}},{\n") + series_text(series, contents);
  return out + (baseline.series.empty() ? "" : "\n}}");
}

class Inspection {
 public:
  Inspection(std::string_view text, std::string_view name, const Baseline& baseline)
      : text_(text), name_(name), baseline_(baseline) {}

  void look_at_name(const BaselineExpectations& expected) {
    if (!expected.suite.empty() && baseline_.suite != expected.suite)
      say("expected the suite " + expected.suite + " as its place says, found " + baseline_.suite +
          "; put the file where it belongs");
    if (!expected.testbed.empty() && baseline_.testbed != expected.testbed)
      say("expected the testbed " + expected.testbed + " as its place says, found " +
          baseline_.testbed + "; put the file where it belongs");
  }

  void look_at_contents() {
    const std::vector<std::string> edited = edited_sessions(baseline_);
    for (const std::string& id : edited)
      say("session " + id +
          ": its contents do not match its checksum; edited by hand? restore it, or measure anew "
          "with pawl baseline update");
    std::set<std::string_view> measured;
    for (const BaselineSeries& series : baseline_.series)
      for (const auto& part : series.parts) measured.insert(part.session);
    for (const BaselineSession& session : baseline_.sessions)
      if (!measured.contains(session.id))
        say("session " + session.id + ": has no samples; measure anew with pawl baseline update");
    if (edited.empty()) look_at_layout();
  }

  void look_at_signature(const BaselineExpectations& expected) {
    if (!expected.signers) return;
    const std::string problem = signature_problem(baseline_, *expected.signers);
    if (!problem.empty()) say(problem);
  }

  void look_at_origin(const BaselineExpectations& expected) {
    for (const BaselineSession& session : baseline_.sessions) {
      if (session.commit.empty())
        say("session " + session.id +
            ": does not say which commit it measured; measure anew with pawl baseline update");
      else if (expected.knows_commit && !expected.knows_commit(session.commit))
        say("session " + session.id + ": its commit " + session.commit +
            " is not known here; fetch the whole history, or measure anew");
    }
  }

  void look_at_age(const BaselineExpectations& expected) {
    if (expected.now.empty() || baseline_.sessions.empty()) return;
    const auto now = day(expected.now);
    const auto newest = day(baseline_.sessions.back().time);
    if (!newest)
      say("session " + baseline_.sessions.back().id +
          ": does not say when it was measured; measure anew with pawl baseline update");
    else if (now && static_cast<double>((*now - *newest).count()) > expected.oldest_days)
      say("its newest session is " + std::to_string((*now - *newest).count()) +
          " days old; measure anew with pawl baseline update");
  }

  std::vector<std::string> problems() && { return std::move(problems_); }

 private:
  void look_at_layout() {
    const std::string canonical = baseline_json(baseline_);
    if (canonical == text_) return;
    const auto [mine, its] =
        std::mismatch(canonical.begin(), canonical.end(), text_.begin(), text_.end());
    const auto offset = static_cast<std::size_t>(its - text_.begin());
    problems_.push_back(
        text_place(name_, text_, offset) +
        ": not laid out as Pawl writes it; write it anew with pawl baseline migrate");
  }

  void say(const std::string& sentence) {
    problems_.push_back(std::string(name_) + ": " + sentence);
  }

  std::string_view text_, name_;
  const Baseline& baseline_;
  std::vector<std::string> problems_;
};

}  // namespace

Baseline parse_baseline(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  expect_format(fields, "pawl-baseline", newest_version);
  Baseline baseline;
  baseline.suite = fields.string("suite");
  baseline.testbed = fields.string("testbed");
  baseline.sessions = parse_sessions(fields.require("sessions"), baseline.keep);
  baseline.series = parse_all_series(fields.require("series"), baseline.sessions);
  baseline.signature = parse_signature(fields);
  baseline.unknown = fields.unknown();
  put_in_order(baseline);
  return baseline;
}

std::string baseline_json(const Baseline& baseline) {
  Contents contents;
  const std::string series = all_series_text(baseline, contents);
  std::string out = "{\"format\":\"pawl-baseline\",\"version\":1,\n";
  append_field(out, "suite", baseline.suite);
  append_field(out, "testbed", baseline.testbed);
  out += "\n\"sessions\":{\"keep\":" + std::to_string(baseline.keep);
  for (const BaselineSession& session : baseline.sessions) {
    out += "\n,";
    append_json(out, std::string_view(session.id));
    out += ":{" + session_fields(session) + ",\"sha256\":\"" + checksum(session, contents) + "\"}";
  }
  out += "\n},\n\"series\":[" + series + "]";
  append_signature(out, baseline.signature);
  append_json(out, baseline.unknown);
  return out + "}\n";
}

std::vector<std::string> edited_sessions(const Baseline& baseline) {
  Contents contents;
  all_series_text(baseline, contents);
  std::vector<std::string> ids;
  for (const BaselineSession& session : baseline.sessions)
    if (session.sha256 != checksum(session, contents)) ids.push_back(session.id);
  return ids;
}

std::string signed_text(const Baseline& baseline) {
  Baseline bare = baseline;
  bare.signature.reset();
  return std::string(signed_as) + baseline_json(bare);
}

std::string signature_problem(const Baseline& baseline, const std::vector<std::string>& signers) {
  return signature_problem(baseline.signature, signed_text(baseline), signers);
}

std::vector<std::string> verify(std::string_view text, std::string_view name,
                                const BaselineExpectations& expectations) {
  try {
    const Baseline baseline = parse_baseline(text, name);
    Inspection inspection(text, name, baseline);
    inspection.look_at_name(expectations);
    inspection.look_at_contents();
    inspection.look_at_signature(expectations);
    inspection.look_at_origin(expectations);
    inspection.look_at_age(expectations);
    return std::move(inspection).problems();
  } catch (const Error& error) {
    return {error.what()};
  }
}

}  // namespace pawl::baselines
