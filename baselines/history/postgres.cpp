#include "postgres.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <libpq-fe.h>
#include <optional>
#include <random>
#include <thread>
#include <utility>

namespace pawl::baselines {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

/// What a URL says, by libpq's reading.
class UrlParts {
 public:
  explicit UrlParts(const std::string& url) {
    char* reason = nullptr;
    options_.reset(PQconninfoParse(url.c_str(), &reason));
    if (reason != nullptr) reason_ = reason;
    PQfreemem(reason);
  }
  bool is_valid() const { return options_ != nullptr; }
  bool has_unknown_parameter() const { return reason_.starts_with("invalid URI query parameter"); }
  std::string value(std::string_view keyword) const {
    for (const PQconninfoOption* option = options_.get(); option->keyword != nullptr; ++option)
      if (option->keyword == keyword && option->val != nullptr) return option->val;
    return {};
  }

 private:
  std::unique_ptr<PQconninfoOption, FreeOptions> options_;
  std::string reason_;  ///< which may show a password
};

[[noreturn]] void refuse_url(const std::string& why) {
  // The URL itself may hold a password, so it is not shown.
  throw Error(Fault::usage,
              "--store: expected postgresql://USER@HOST/DATABASE, found another form" + why +
                  "; special characters of a password are written as %XX");
}

std::string shown_place(const UrlParts& parts) {
  const std::string user = parts.value("user"), host = parts.value("host"),
                    port = parts.value("port"), database = parts.value("dbname");
  // A password with an @ in it reads as the beginning of the host.
  if ((host + port + database).find('@') != std::string::npos) refuse_url(" with an @ too many");
  return "postgresql://" + (user.empty() ? "" : user + "@") + host +
         (port.empty() ? "" : ":" + port) + "/" + database;
}

/// One line of ASCII without control characters, not too long.
std::string printable_line(std::string_view text) {
  constexpr std::size_t longest = 300;
  std::string line;
  for (const char c : text.substr(0, std::min(longest, text.find('\n'))))
    line += c >= ' ' && c <= '~' ? c : '?';
  return line;
}

void replace_all(std::string& text, const std::string& what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

// SQLSTATEs (or their class, two characters) after which the same may work: lost connections,
// servers that stop or start, serialisation failures, deadlocks, locks not had in time.
constexpr std::array<std::string_view, 8> passing = {"08",    "40001", "40P01", "57P01",
                                                     "57P02", "57P03", "53300", "55P03"};

bool may_pass(std::string_view state) {
  return std::any_of(passing.begin(), passing.end(),
                     [&](std::string_view prefix) { return state.starts_with(prefix); });
}

/// Of what libpq says, when it is told to be verbose, of a server that refused to be connected to:
/// "…: FATAL:  28P01: password …". Empty where no server answered.
std::string_view state_in(std::string_view message) {
  constexpr std::string_view before = ":  ";
  constexpr std::size_t length = 5;
  const std::size_t at = message.find(before);
  if (at == std::string_view::npos) return {};
  const std::string_view state = message.substr(at + before.size(), length);
  const bool is_one =
      state.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos &&
      message.substr(at + before.size() + state.size()).starts_with(": ");
  return is_one ? state : std::string_view();
}

/// How to mend what libpq refuses by itself, without an SQLSTATE, and no waiting will; empty for
/// all else.
std::string_view remedy(const pg_conn* handle) {
  if (PQconnectionNeedsPassword(handle) == 1)
    return "; put the password into PGPASSWORD or ~/.pgpass";
  const std::string_view message = PQerrorMessage(handle);
  if (message.starts_with("invalid ")) return "; mend it in the URL";  // nobody was asked
  const auto tells = [&](std::string_view of) { return message.find(of) != message.npos; };
  if (tells("does not support SSL"))
    return "; switch TLS on there, or write another sslmode into the URL";
  if (tells("certificate")) return "; see sslmode and sslrootcert in the URL";
  return {};
}

/// How to mend what a server refuses, by SQLSTATE or its class; empty for all else.
std::string_view remedy(std::string_view state) {
  if (state.starts_with("28"))
    return "; see the user in the URL, the password in PGPASSWORD or ~/.pgpass, and the server's "
           "pg_hba.conf";
  if (state == "3D000") return "; make it there (createdb), or write another into the URL";
  if (state == "42501") return "; let the tables' owner grant it to this user";
  return {};
}

/// Seconds for which a server is tried.
double patience_of(const UrlParts& parts) {
  constexpr double usual = 10;
  const std::string text = parts.value("connect_timeout");
  double seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds > 0 ? seconds : usual;
}

bool is_well(const pg_result* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

void ignore_notice(void*, const char*) {}

/// After attempt 1, 2, …: twice as long each time, up to `longest` seconds; half of it by chance,
/// so that writers that met do not meet again.
std::chrono::duration<double> pause_after(int attempt, double longest = 1) {
  static thread_local std::mt19937_64 random(std::random_device{}());
  const double chance = std::uniform_real_distribution<double>(0.5, 1)(random);
  return std::chrono::duration<double>(std::min(0.1 * std::exp2(attempt - 1), longest) * chance);
}

}  // namespace

void PostgresResult::Clear::operator()(pg_result* handle) const {
  PQclear(handle);
}

int PostgresResult::rows() const {
  return PQntuples(handle_.get());
}

std::string PostgresResult::text(int row, int column) const {
  return {PQgetvalue(handle_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(handle_.get(), row, column))};
}

std::int64_t PostgresResult::number(int row, int column) const {
  std::int64_t value = 0;
  const std::string digits = text(row, column);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

double PostgresResult::real(int row, int column) const {
  double value = 0;
  const std::string digits = text(row, column);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string PostgresResult::bytes(int row, int column) const {
  // Which reads both of the texts that a server may be set to write.
  const std::string written = text(row, column);
  std::size_t length = 0;
  const std::unique_ptr<unsigned char, decltype(&PQfreemem)> bytes(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(written.c_str()), &length), PQfreemem);
  if (!bytes) throw std::bad_alloc();
  return {bytes.get(), bytes.get() + length};
}

std::size_t PostgresResult::changes() const {
  return static_cast<std::size_t>(std::strtoull(PQcmdTuples(handle_.get()), nullptr, 10));
}

void PostgresConnection::Finish::operator()(pg_conn* handle) const {
  PQfinish(handle);
}

PostgresConnection::PostgresConnection(std::string url) : url_(std::move(url)) {
  const UrlParts parts(url_);
  if (parts.has_unknown_parameter()) refuse_url(" with a parameter that libpq does not know");
  if (!parts.is_valid()) refuse_url("");
  place_ = shown_place(parts);
  for (const char* keyword : {"password", "sslpassword"})
    if (std::string secret = parts.value(keyword); !secret.empty())
      secrets_.push_back(std::move(secret));
  if (const char* secret = std::getenv("PGPASSWORD"); secret != nullptr && *secret != 0)
    secrets_.emplace_back(secret);
  patience_ = patience_of(parts);
  connect_within_patience();
}

void PostgresConnection::connect_within_patience() {
  using Seconds = std::chrono::duration<double>;
  const auto begun = std::chrono::steady_clock::now();
  for (int attempt = 1;; ++attempt) try {
      return attempt == 1 ? connect() : reconnect();
    } catch (PostgresError& error) {
      const Seconds pause = pause_after(attempt);
      const Seconds passed = std::chrono::steady_clock::now() - begun;
      if (!error.may_pass) throw;
      if ((passed + pause).count() > patience_) {
        std::string sentence = error.what();
        sentence += "; tried " + std::to_string(attempt) +
                    " times; see whether it runs there and is not full";
        throw PostgresError(error.fault, sentence);
      }
      std::this_thread::sleep_for(pause);
    }
}

void PostgresConnection::connect() {
  // What the URL says comes later and so counts more.
  const std::array<const char*, 6> keywords = {"connect_timeout", "fallback_application_name",
                                               "dbname", "client_encoding", nullptr};
  const std::array<const char*, 6> values = {"10", "pawl", url_.c_str(), "UTF8", nullptr};
  prepared_.clear();
  handle_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) fail(nullptr);
  begin_session();
}

/// Only a connection that was made once can be told to say why it is refused.
void PostgresConnection::reconnect() {
  PQsetErrorVerbosity(handle_.get(), PQERRORS_VERBOSE);
  PQreset(handle_.get());
  PQsetErrorVerbosity(handle_.get(), PQERRORS_DEFAULT);
  if (PQstatus(handle_.get()) == CONNECTION_OK) return begin_session();
  const std::string message = PQerrorMessage(handle_.get());
  const std::string state(state_in(message));
  const std::string advice(remedy(handle_.get()));
  PostgresError error(Fault::remote,
                      place_ + ": " + redacted(message) + advice + std::string(remedy(state)));
  error.may_pass = advice.empty() && (state.empty() || may_pass(state));
  throw error;
}

void PostgresConnection::begin_session() {
  PQsetNoticeProcessor(handle_.get(), ignore_notice, nullptr);
  // Before version 12 a server would write 15 digits of a number.
  run("SET lock_timeout = '60s'; SET extra_float_digits = 3");
}

std::string PostgresConnection::redacted(std::string_view message) const {
  std::string text(message);
  for (const std::string& secret : secrets_) replace_all(text, secret, "***");
  return printable_line(text);
}

void PostgresConnection::fail(const pg_result* result) {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const char* primary =
      result != nullptr ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  const bool is_lost = PQstatus(handle_.get()) != CONNECTION_OK;
  const std::string advice(is_lost ? remedy(handle_.get()) : state != nullptr ? remedy(state) : "");
  PostgresError error(Fault::remote,
                      place_ + ": " +
                          redacted(primary != nullptr ? primary : PQerrorMessage(handle_.get())) +
                          advice);
  error.may_pass = (is_lost && advice.empty()) || (state != nullptr && may_pass(state));
  throw error;
}

PostgresResult PostgresConnection::checked(pg_result* result) {
  PostgresResult owned(result);
  if (!is_well(result)) fail(result);
  return owned;
}

PostgresResult PostgresConnection::run(const char* sql) {
  return checked(PQexec(handle_.get(), sql));
}

PostgresResult PostgresConnection::run(const char* name, const char* sql,
                                       const std::vector<std::string>& parameters) {
  if (!prepared_.contains(name)) {
    checked(PQprepare(handle_.get(), name, sql, 0, nullptr));
    prepared_.insert(name);
  }
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  return checked(PQexecPrepared(handle_.get(), name, static_cast<int>(values.size()), values.data(),
                                nullptr, nullptr, 0));
}

void PostgresConnection::send(const PostgresStatement& statement) {
  if (!prepared_.contains(statement.name) &&
      PQsendPrepare(handle_.get(), statement.name, statement.sql, 0, nullptr) != 1)
    fail(nullptr);
  std::vector<const char*> values;
  for (const std::string& parameter : statement.parameters) values.push_back(parameter.c_str());
  if (PQsendQueryPrepared(handle_.get(), statement.name, static_cast<int>(values.size()),
                          values.data(), nullptr, nullptr, 0) != 1)
    fail(nullptr);
}

std::vector<PostgresResult> PostgresConnection::run(
    const std::vector<PostgresStatement>& statements) {
  PQenterPipelineMode(handle_.get());
  for (const PostgresStatement& statement : statements) send(statement);
  PQpipelineSync(handle_.get());
  std::optional<PostgresResult> failure;  // the first: what comes after one fails, too
  const auto answer = [&] {
    std::optional<PostgresResult> good;
    while (pg_result* result = PQgetResult(handle_.get())) {
      PostgresResult owned(result);
      if (is_well(result))
        good = std::move(owned);
      else if (!failure)
        failure = std::move(owned);
      if (PQstatus(handle_.get()) != CONNECTION_OK) break;
    }
    return good;
  };
  std::vector<PostgresResult> results;
  for (const PostgresStatement& statement : statements) {
    if (!prepared_.contains(statement.name) && answer()) prepared_.insert(statement.name);
    if (auto result = answer()) results.push_back(*std::move(result));
  }
  PQclear(PQgetResult(handle_.get()));  // of the synchronisation
  PQexitPipelineMode(handle_.get());
  if (failure) fail(failure->handle());
  if (results.size() != statements.size()) fail(nullptr);
  return results;
}

void PostgresConnection::copy(const char* sql, std::string_view rows) {
  const PostgresResult begun(PQexec(handle_.get(), sql));
  if (PQresultStatus(begun.handle()) != PGRES_COPY_IN) fail(begun.handle());
  constexpr std::size_t chunk = 1 << 20;
  for (std::size_t at = 0; at < rows.size(); at += chunk) {
    const std::string_view part = rows.substr(at, chunk);
    if (PQputCopyData(handle_.get(), part.data(), static_cast<int>(part.size())) != 1) break;
  }
  PQputCopyEnd(handle_.get(), nullptr);
  std::optional<PostgresResult> failure;
  while (pg_result* next = PQgetResult(handle_.get())) {
    PostgresResult ended(next);
    if (!is_well(next) && !failure) failure = std::move(ended);
  }
  if (failure) fail(failure->handle());
  if (PQstatus(handle_.get()) != CONNECTION_OK) fail(nullptr);
}

void PostgresConnection::recover() {
  if (PQstatus(handle_.get()) != CONNECTION_OK) return connect_within_patience();
  if (PQtransactionStatus(handle_.get()) != PQTRANS_IDLE) run("ROLLBACK");
}

void pause_before_retry(const PostgresError& error, int n) {
  constexpr int most_attempts = 7;
  if (!error.may_pass || n >= most_attempts) throw;
  std::this_thread::sleep_for(pause_after(n, 3.2));
}

std::string postgres_array(const std::vector<std::string>& texts) {
  std::string array = "{";
  for (const std::string& text : texts) {
    array += array.size() > 1 ? ",\"" : "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  return array + '}';
}

}  // namespace pawl::baselines
