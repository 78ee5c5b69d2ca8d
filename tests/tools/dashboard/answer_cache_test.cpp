#include "tools/dashboard/answer_cache.hpp"

#include "tools/dashboard/routes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace {

using namespace pawl::tools::dashboard;
using pawl::tools::http_server::Request;
using pawl::tools::http_server::Response;

AnswerCache::Answer answer_of(const std::string& body) {
  return std::make_shared<const Response>(Response{.body = body});
}

/// A model whose only benchmark has that name.
Model model_of(std::size_t number, const std::string& benchmark) {
  ModelBuilder builder;
  pawl::baselines::Run run;
  run.testbed = "here";
  run.series = {{.benchmark = benchmark,
                 .metric = "wall_time",
                 .unit = "s",
                 .sessions = {{{1.0}}},
                 .unknown = {}}};
  builder.add(run);
  Model model = std::move(builder).model();
  model.number = number;
  return model;
}

Response ask(const Model& model, AnswerCache& cache, const std::string& query = {},
             const Access& access = {}) {
  const Request request{.method = "GET",
                        .path = "/api/v1/benchmarks",
                        .query = query,
                        .headers = {{"host", "localhost"}}};
  return *route(request, model, access, nullptr, &cache);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(answer_cache)

BOOST_AUTO_TEST_CASE(what_is_asked_again_is_answered_alike_until_the_model_changes) {
  AnswerCache cache;
  const Model first = model_of(1, "first"), second = model_of(2, "second");
  const Response fresh = ask(first, cache), again = ask(first, cache);
  BOOST_TEST(fresh.body.find("first") != std::string::npos);
  BOOST_TEST(again.body == fresh.body);
  BOOST_TEST((again.headers == fresh.headers));
  BOOST_TEST(cache.find(1, "/api/v1/benchmarks?") != nullptr);
  BOOST_TEST(ask(second, cache).body.find("second") != std::string::npos);
  BOOST_TEST(ask(first, cache).body == fresh.body);  // who began before the change
  BOOST_TEST(ask(second, cache).body.find("second") != std::string::npos);
}

/// So that a hundred who ask and do not read hold one, not a hundred.
BOOST_AUTO_TEST_CASE(all_who_ask_alike_are_sent_one_and_the_same) {
  AnswerCache cache;
  const Model model = model_of(1, "first");
  const Request request{
      .method = "GET", .path = "/api/v1/benchmarks", .headers = {{"host", "localhost"}}};
  const auto first = route(request, model, {}, nullptr, &cache);
  BOOST_TEST(route(request, model, {}, nullptr, &cache) == first);
  BOOST_TEST(cache.find(1, "/api/v1/benchmarks?") == first);
}

BOOST_AUTO_TEST_CASE(another_query_is_another_answer) {
  AnswerCache cache;
  const Model model = model_of(1, "first");
  ask(model, cache);
  BOOST_TEST(ask(model, cache, "search=absent").body.find("first") == std::string::npos);
  BOOST_TEST(ask(model, cache, "limit=0").status == 400u);
  BOOST_TEST((cache.find(1, "/api/v1/benchmarks?limit=0") == nullptr));
}

BOOST_AUTO_TEST_CASE(what_is_kept_is_for_those_alone_who_may_read) {
  AnswerCache cache;
  const Model model = model_of(1, "first");
  ask(model, cache);
  const Response denied = ask(model, cache, {}, {.token = "a-token-of-this-test"});
  BOOST_TEST(denied.status == 401u);
  BOOST_TEST(denied.body.find("first") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(it_never_holds_more_than_it_may) {
  AnswerCache cache(100'000);
  for (int i = 0; i < 1000; ++i)
    cache.keep(1, std::to_string(i), answer_of(std::string(9000, 'x')));
  int held = 0;
  for (int i = 0; i < 1000; ++i) held += cache.find(1, std::to_string(i)) != nullptr ? 1 : 0;
  BOOST_TEST(held > 0);
  BOOST_TEST(held <= 11);
  cache.keep(1, "too large", answer_of(std::string(100'001, 'x')));
  BOOST_TEST((cache.find(1, "too large") == nullptr));
}

BOOST_AUTO_TEST_CASE(it_holds_as_much_as_it_may_of_each_model) {
  AnswerCache cache(100'000);  // nine of these
  const auto keep = [&](std::size_t model, int from, int to) {
    for (int i = from; i < to; ++i)
      cache.keep(model, std::to_string(i), answer_of(std::string(9000, 'x')));
  };
  const auto held = [&](std::size_t model, int from, int to) {
    int found = 0;
    for (int i = from; i < to; ++i)
      found += cache.find(model, std::to_string(i)) != nullptr ? 1 : 0;
    return found;
  };
  keep(1, 0, 9);
  BOOST_TEST(held(1, 0, 9) == 9);
  keep(1, 9, 18);
  BOOST_TEST(held(1, 0, 9) == 0);
  BOOST_TEST(held(1, 9, 18) == 9);
  keep(2, 0, 5);
  keep(3, 0, 9);
  BOOST_TEST(held(3, 0, 9) == 9);
}

BOOST_AUTO_TEST_CASE(who_began_before_the_model_changed_takes_nothing_of_the_new_one_away) {
  AnswerCache cache;
  const auto fresh = answer_of("new");
  cache.keep(2, "a", fresh);
  BOOST_TEST(cache.find(1, "a") == nullptr);
  cache.keep(1, "a", answer_of("old"));
  BOOST_TEST(cache.find(2, "a") == fresh);
}

BOOST_AUTO_TEST_SUITE_END()
