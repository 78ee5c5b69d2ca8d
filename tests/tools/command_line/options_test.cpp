#include "tools/command_line/options.hpp"

#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::tools;

namespace {

const std::vector<Option> options = {{"output,o", "FILE", "where to"},
                                     {"against", "REV", "before"},
                                     {"outbox", "DIRECTORY", "what waits"},
                                     {"count", "N", "how many"},
                                     {"name", "NAME", "whose"},
                                     {"loud", "", "a flag"}};

Arguments given(const std::vector<std::string>& words) {
  return parse(options, words);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(options_)

BOOST_AUTO_TEST_CASE(long_short_and_joined_forms_are_the_same) {
  const std::vector<std::vector<std::string>> forms = {
      {"-o", "x"}, {"-ox"}, {"--output", "x"}, {"--output=x"}};
  for (const std::vector<std::string>& form : forms)
    BOOST_TEST(given(form).value("output").value() == "x");
}

BOOST_AUTO_TEST_CASE(the_last_of_several_counts_and_all_are_kept) {
  const Arguments arguments = given({"-o", "1", "--loud", "-o", "2"});
  BOOST_TEST(arguments.value("output").value() == "2");
  BOOST_TEST((arguments.values("output") == std::vector<std::string>{"1", "2"}));
  BOOST_TEST(arguments.flag("loud"));
  BOOST_TEST(!arguments.flag("quiet"));
}

BOOST_AUTO_TEST_CASE(positional_words_keep_their_order_among_options) {
  const Arguments arguments = given({"a", "-o", "x", "b", "--loud", "c"});
  BOOST_TEST((arguments.positional() == std::vector<std::string>{"a", "b", "c"}));
}

BOOST_AUTO_TEST_CASE(what_follows_the_dashes_is_left_alone) {
  const Arguments arguments = given({"a", "--", "-o", "--frobnicate", "--"});
  BOOST_TEST((arguments.positional() == std::vector<std::string>{"a"}));
  BOOST_TEST((arguments.after_dashes() == std::vector<std::string>{"-o", "--frobnicate", "--"}));
}

BOOST_AUTO_TEST_CASE(a_count_is_a_whole_number_within_its_bounds) {
  BOOST_TEST(given({"--count", "7"}).count("count", 1, 9).value() == 7u);
  BOOST_TEST(!given({}).count("count", 1, 9));
  for (const std::string wrong : {"0", "10", "-1", "1.5", "x", "", "99999999999999999999999"})
    BOOST_CHECK_THROW(given({"--count=" + wrong}).count("count", 1, 9), pawl::Error);
}

/// Else `--tls-cert "$CHAIN"` without a CHAIN serves without TLS, and `--baseline-of "$(git …)"`
/// judges a branch by its own baseline where git fails.
BOOST_AUTO_TEST_CASE(a_file_directory_or_commit_without_a_name_is_not_taken_for_none_given) {
  const std::vector<std::vector<std::string>> forms = {
      {"-o", ""}, {"--output", ""}, {"--outbox", ""}, {"--against", ""}};
  for (const std::vector<std::string>& form : forms)
    BOOST_CHECK_EXCEPTION(given(form), pawl::Error, [](const pawl::Error& error) {
      return error.fault == pawl::Fault::usage &&
             std::string(error.what()).ends_with("found \"\"; is the variable set that names it?");
    });
  BOOST_TEST(given({"--name", ""}).value("name").value().empty());
}

BOOST_AUTO_TEST_CASE(an_option_is_never_guessed_from_its_beginning) {
  BOOST_CHECK_THROW(given({"--out", "x"}), pawl::Error);
}

BOOST_AUTO_TEST_CASE(what_options_are_for_stands_below_each_other) {
  const std::string text =
      describe({{"concurrency,c", "N,N…", "as many"}, {"rate,r", "N", "as often"}});
  BOOST_TEST(text ==
             "  -c, --concurrency N,N…  as many\n"
             "  -r, --rate N            as often\n");
}

BOOST_AUTO_TEST_SUITE_END()
