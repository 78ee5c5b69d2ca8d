#include "baselines/history/postgres_store.hpp"

#include "baselines/error.hpp"
#include "baselines/history/postgres.hpp"
#include "stores.hpp"
#include "support/complaint.hpp"
#include "support/loopback_listener.hpp"
#include "support/postgres_server.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <thread>

using namespace pawl::baselines;
using namespace pawl::tests;
using pawl::Error;
using pawl::Fault;

namespace {

boost::test_tools::assertion_result is_there(boost::unit_test::test_unit_id) {
  return PostgresServer::is_installed();
}

/// Cuts all connections of stores.
void cut_connections(PostgresConnection& by) {
  by.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE application_name = 'pawl' AND pid <> pg_backend_pid()");
}

Error refusal(const std::string& url) {
  try {
    open_postgres_store(url);
  } catch (const Error& error) {
    return error;
  }
  return {Fault::bug, "was not refused"};
}

/// Answers the first bytes of each connection with the same.
class SameAnswer {
 public:
  explicit SameAnswer(std::string answer)
      : answer_(std::move(answer)), thread_([this] { serve(); }) {}
  SameAnswer(const SameAnswer&) = delete;
  SameAnswer& operator=(const SameAnswer&) = delete;
  ~SameAnswer() {
    listener_.shut_down();
    thread_.join();
  }
  std::string authority() const { return listener_.authority(); }
  int connections() const { return connections_; }

 private:
  void serve() {
    for (int line = listener_.accept(); line >= 0; line = listener_.accept()) {
      ++connections_;
      std::array<char, 1024> heard{};
      if (::recv(line, heard.data(), heard.size(), 0) > 0)
        ::send(line, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      while (::recv(line, heard.data(), heard.size(), 0) > 0) {
      }
      ::close(line);
    }
  }

  std::string answer_;
  std::atomic<int> connections_ = 0;
  LoopbackListener listener_;
  std::thread thread_;
};

/// What a server that refuses a connection answers, for a reason in few words.
std::string refusal_in(const std::string& words) {
  const std::string fields = std::string("SFATAL\0C28000\0M", 15) + words + std::string(2, '\0');
  return std::string("E\0\0\0", 4) + static_cast<char>(fields.size() + 4) + fields;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_store)

BOOST_AUTO_TEST_CASE(a_lost_connection_is_made_again, *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  const auto store = history.open();
  PostgresConnection administrator(history.place());
  BOOST_TEST(store->append("one", run_at(1, "c1")));
  cut_connections(administrator);
  BOOST_TEST(store->append("two", run_at(2, "c2")));
  cut_connections(administrator);
  BOOST_TEST(store->points(lab_key(), {}).size() == 2u);
}

BOOST_AUTO_TEST_CASE(connections_cut_in_the_middle_lose_and_double_nothing,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  constexpr int runs = 60;
  std::atomic<bool> is_done = false;
  std::jthread cutter([&] {
    PostgresConnection administrator(history.place());
    for (int i = 0; i < 20 && !is_done; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(7));
      cut_connections(administrator);
    }
  });
  const auto store = history.open();
  for (int i = 0; i < runs; ++i) store->append(std::to_string(i), run_at(i % 28 + 1, "c"));
  is_done = true;
  cutter.join();
  BOOST_TEST(store->runs(1000).size() == std::size_t{runs});
  BOOST_TEST(store->points(lab_key(), {}).size() == std::size_t{runs});
}

BOOST_AUTO_TEST_CASE(a_deadlock_or_serialisation_failure_is_tried_again,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  PostgresConnection connection(history.place());
  for (const char* state : {"40001", "40P01"}) {
    int attempts = 0;
    retried(connection, [&] {
      if (++attempts > 2) return;
      connection.run("BEGIN");
      connection.run((std::string("DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '") +
                      state + "'; END $$")
                         .c_str());
    });
    BOOST_TEST(attempts == 3);
  }
  int attempts = 0;
  BOOST_CHECK_THROW(retried(connection,
                            [&] {
                              ++attempts;
                              connection.run("SELECT 1/0");
                            }),
                    Error);
  BOOST_TEST(attempts == 1);
}

BOOST_AUTO_TEST_CASE(statements_sent_together_answer_in_order_and_fail_at_the_first,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  PostgresConnection connection(history.place());
  const PostgresStatement one{"one", "SELECT 1"}, echo{"echo", "SELECT $1::text", {"x"}},
      bad{"bad", "SELECT 1 / $1::int", {"0"}}, wrong{"wrong", "SELECT nonsense"},
      late{"late", "SELECT 2"};
  const auto planted = [](const char* sentence) {
    return [=](const Error& error) {
      return std::string(error.what()).find(sentence) != std::string::npos;
    };
  };
  for (int i = 0; i < 2; ++i) {
    const auto answers = connection.run({one, echo});
    BOOST_REQUIRE(answers.size() == 2u);
    BOOST_TEST(answers[0].number(0, 0) == 1);
    BOOST_TEST(answers[1].text(0, 0) == "x");
    BOOST_CHECK_EXCEPTION(connection.run({one, bad, late}), Error, planted("division by zero"));
    connection.recover();
    BOOST_CHECK_EXCEPTION(connection.run({wrong, late, one}), Error, planted("nonsense"));
    connection.recover();
  }
  BOOST_TEST(connection.run({late, one})[0].number(0, 0) == 2);
}

// A role, a database or a server may be set to either.
BOOST_AUTO_TEST_CASE(bytes_are_read_however_the_server_writes_them,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  PostgresConnection connection(history.place());
  const std::string bytes("\0\xff\\a'\x7f", 6);
  for (const char* output : {"SET bytea_output = 'hex'", "SET bytea_output = 'escape'"}) {
    connection.run(output);
    BOOST_TEST((connection.run("SELECT '\\x00ff5c61277f'::bytea").bytes(0, 0) == bytes), output);
    BOOST_TEST(connection.run("SELECT ''::bytea").bytes(0, 0).empty());
  }
}

// Servers before version 12 write 15 digits unless they are asked for all.
BOOST_AUTO_TEST_CASE(numbers_come_back_to_the_last_bit_however_the_server_writes_them,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  Run run = run_at(1, "c1");
  run.series.front().sessions = {{{0.1 + 0.2}}};
  const auto store = open_postgres_store(history.place() + "%20-c%20extra_float_digits%3D0");
  store->append("one", run);
  BOOST_TEST(store->points(lab_key(), {}).at(0).median == 0.1 + 0.2);
}

// ssh hands PGCLIENTENCODING on where somebody's shell has set it.
BOOST_AUTO_TEST_CASE(texts_are_utf8_whatever_the_environment_says,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  ::setenv("PGCLIENTENCODING", "LATIN1", 1);
  PostgresConnection connection(history.place());
  ::unsetenv("PGCLIENTENCODING");
  BOOST_TEST(connection.run("SELECT length('\u2192')").number(0, 0) == 1);
}

BOOST_AUTO_TEST_CASE(what_a_server_remarks_is_not_printed,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  PostgresConnection connection(history.place());
  const TemporaryDirectory directory;
  const std::string file = (directory / "stderr").string();
  const int before = ::dup(STDERR_FILENO);
  const int during = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  ::dup2(during, STDERR_FILENO);
  connection.run("DO $$ BEGIN RAISE WARNING 'planted'; END $$");
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  ::close(during);
  BOOST_TEST(std::filesystem::file_size(file) == 0u);
}

// A series whose last point goes would go with it, while somebody adds the next.
BOOST_AUTO_TEST_CASE(what_is_old_leaves_when_nobody_is_adding,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  history.open()->append("old", run_at(1, "c1"));
  PostgresConnection adding(history.place()), watching(history.place());
  adding.run(
      "BEGIN; INSERT INTO pawl_run(id, time, \"commit\", branch, suite, testbed, series, details) "
      "SELECT 'new', time, \"commit\", branch, suite, testbed, series, details FROM pawl_run");
  std::atomic<bool> is_done = false;
  std::jthread retaining([&] {
    history.open()->retain({.runs_before = std::numeric_limits<std::int64_t>::max()});
    is_done = true;
  });
  bool is_waiting = false;
  while (!is_waiting && !is_done)
    is_waiting = watching.run("SELECT count(*) FROM pg_locks WHERE NOT granted").number(0, 0) > 0;
  BOOST_TEST(is_waiting);
  adding.run("COMMIT");
}

BOOST_AUTO_TEST_CASE(a_history_of_a_newer_pawl_is_refused,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  history.open();
  PostgresConnection(history.place()).run("UPDATE pawl_version SET version = 2");
  const Error error = refusal(history.place());
  BOOST_TEST((error.fault == Fault::input));
  BOOST_TEST(std::string(error.what())
                 .find("expected a history of version 1, found 2; a newer "
                       "pawl made it: update this one") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_server_that_starts_later_is_waited_for,
                     *boost::unit_test::precondition(is_there)) {
  const TemporaryDirectory directory;
  const std::string socket = "/.s.PGSQL.5432";
  const std::string& real = PostgresServer::instance()->directory();
  std::jthread starter([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    std::filesystem::create_symlink(real + socket, directory.path().string() + socket);
  });
  PostgresConnection connection(
      "postgresql:///postgres?user=pawl&host=" + directory.path().string() + "&connect_timeout=60");
  BOOST_TEST(connection.run("SELECT 7").number(0, 0) == 7);
}

// A restart takes longer than a conflict: what is said of a server that starts holds then, too.
BOOST_AUTO_TEST_CASE(a_server_that_was_lost_is_tried_for_as_long_as_the_url_says,
                     *boost::unit_test::precondition(is_there)) {
  const TemporaryDirectory directory;
  const History history("postgres");
  const std::string socket = "/.s.PGSQL.5432";
  std::filesystem::create_symlink(PostgresServer::instance()->directory() + socket,
                                  directory.path().string() + socket);
  PostgresConnection connection(
      "postgresql:///postgres?user=pawl&host=" + directory.path().string() + "&connect_timeout=1");
  PostgresConnection administrator(history.place());
  std::filesystem::remove(directory.path().string() + socket);
  cut_connections(administrator);
  BOOST_CHECK_EXCEPTION(retried(connection, [&] { return connection.run("SELECT 7"); }), Error,
                        [](const Error& error) {
                          return contains(error.what(), " times; see whether it runs there");
                        });
}

BOOST_AUTO_TEST_CASE(what_the_server_decided_is_not_tried_for_long,
                     *boost::unit_test::precondition(is_there)) {
  const std::string& server = PostgresServer::instance()->directory();
  struct Refused {
    const char *other, *remedy;
  };
  for (const auto& [other, remedy] :
       {Refused{"/absent?user=pawl", "createdb"}, Refused{"/postgres?user=absent", "PGPASSWORD"}}) {
    const Error error =
        refusal("postgresql://" + std::string(other) + "&connect_timeout=3&host=" + server);
    BOOST_TEST(contains(error.what(), remedy));
    BOOST_TEST((error.fault == Fault::remote));
    BOOST_TEST(contains(error.what(), "\"absent\" does not exist"));
    BOOST_TEST(!contains(error.what(), "tried"));
  }
}

BOOST_AUTO_TEST_CASE(a_right_that_is_missing_is_said_with_who_can_give_it,
                     *boost::unit_test::precondition(is_there)) {
  const History history("postgres");
  PostgresConnection connection(history.place());
  connection.run("SET ROLE pg_monitor");
  BOOST_CHECK_EXCEPTION(connection.run("TABLE pg_authid"), Error, [](const Error& error) {
    return contains(error.what(), "pg_authid; let the tables' owner grant it");
  });
}

BOOST_AUTO_TEST_CASE(a_parameter_that_is_none_is_told_from_a_password_that_is_not_encoded) {
  const std::string what = refusal("postgresql://pawl@127.0.0.1:1/team?ssl_mode=require").what();
  BOOST_TEST(contains(what, "with a parameter that libpq does not know"), what);
}

BOOST_AUTO_TEST_CASE(a_server_not_there_is_said_without_the_password) {
  const Error error =
      refusal("postgresql://pawl:planted0secret@127.0.0.1:1/team?connect_timeout=1");
  BOOST_TEST((error.fault == Fault::remote));
  BOOST_TEST(std::string(error.what()).starts_with("postgresql://pawl@127.0.0.1:1/team: "));
  BOOST_TEST(contains(error.what(), " times; see whether it runs there and is not full"));
  for (const char* url :
       {"postgresql://pawl:planted0secret@127.0.0.1:1/team?connect_timeout=1",
        "postgresql://127.0.0.1:1/team?password=planted0secret&connect_timeout=1",
        "postgresql://pawl:x@planted0secret@127.0.0.1:1/team",
        "postgresql://pawl:planted0secret@127.0.0.1:nonsense/team",
        "postgresql://pawl:planted0secret@[127.0.0.1/team",
        "postgresql://pawl:%zzplanted0secret@127.0.0.1/team",
        "postgresql://pawl:planted0secret@127.0.0.1:1/team?nonsense=planted0secret"})
    BOOST_TEST(std::string(refusal(url).what()).find("planted0secret") == std::string::npos, url);
}

BOOST_AUTO_TEST_CASE(what_no_waiting_mends_is_believed_at_once) {
  struct Refused {
    const char* sslmode;
    std::string answer, remedy;
  };
  for (const Refused& its :
       {Refused{"disable", std::string("R\0\0\0\x08\0\0\0\x03", 9), "PGPASSWORD or ~/.pgpass"},
        Refused{"require", "N", "another sslmode"}}) {
    const SameAnswer server(its.answer);
    const std::string what =
        refusal("postgresql://pawl@" + server.authority() +
                "/team?connect_timeout=1&gssencmode=disable&sslmode=" + its.sslmode)
            .what();
    BOOST_TEST(contains(what, its.remedy), what);
    BOOST_TEST(!contains(what, "tried"), what);
    BOOST_TEST(server.connections() == 1);
  }
}

BOOST_AUTO_TEST_CASE(what_a_server_says_commands_no_terminal) {
  const SameAnswer server(refusal_in("no \x1b[31mred\x07"));
  const Error error = refusal("postgresql://ada@" + server.authority() + "/x?sslmode=disable");
  BOOST_TEST(contains(error.what(), "no ?[31mred?"), error.what());
}

BOOST_AUTO_TEST_CASE(a_password_that_a_server_repeats_is_not_shown) {
  const SameAnswer server(refusal_in("no planted0secret"));
  const std::string place = server.authority() + "/x?sslmode=disable";
  const auto is_hidden_for = [](const std::string& url) {
    return contains(refusal(url).what(), "no ***");
  };
  BOOST_TEST(is_hidden_for("postgresql://ada:planted0secret@" + place));
  BOOST_TEST(is_hidden_for("postgresql://ada@" + place + "&sslpassword=planted0secret"));
  ::setenv("PGPASSWORD", "planted0secret", 1);
  BOOST_TEST(is_hidden_for("postgresql://ada@" + place));
  ::unsetenv("PGPASSWORD");
}

BOOST_AUTO_TEST_CASE(an_option_that_is_none_of_libpqs_asks_nobody) {
  for (const char* url :
       {"postgresql://127.0.0.1:nonsense/team", "postgresql://127.0.0.1:70000/team",
        "postgresql://127.0.0.1:1/team?sslmode=nonsense",
        "postgresql://127.0.0.1:1/team?target_session_attrs=nonsense"}) {
    const std::string what = refusal(url).what();
    BOOST_TEST(contains(what, "; mend it in the URL"), what);
    BOOST_TEST(!contains(what, "tried"), what);
  }
}

BOOST_AUTO_TEST_CASE(texts_of_an_array_are_quoted) {
  BOOST_TEST(postgres_array({}) == "{}");
  BOOST_TEST(postgres_array({"a", "", "q\"\\,{}"}) == R"({"a","","q\"\\,{}"})");
}

BOOST_AUTO_TEST_SUITE_END()
