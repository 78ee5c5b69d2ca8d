#include "support/golden.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace pawl::tests {
namespace {

int rewritten = 0;

std::filesystem::path path_of(std::string_view name) {
  return std::filesystem::path(PAWL_TESTS_DIRECTORY) / "golden" / name;
}

std::optional<std::string> contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void rewrite(const std::filesystem::path& path, const std::string& actual) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << actual;
  ++rewritten;
  BOOST_TEST_MESSAGE("rewrote " << path);
}

/// "line 3: expected "…", found "…"".
std::string first_difference(const std::string& expected, const std::string& actual) {
  std::istringstream left(expected);
  std::istringstream right(actual);
  std::string a;
  std::string b;
  for (int line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(left, a));
    const bool more_b = static_cast<bool>(std::getline(right, b));
    if (more_a && more_b && a == b) continue;
    if (!more_a && !more_b) return "only the end of the last line differs";
    return "line " + std::to_string(line) + ": expected \"" + (more_a ? a : "(the end)") +
           "\", found \"" + (more_b ? b : "(the end)") + "\"";
  }
}

}  // namespace

void check_golden(std::string_view name, const std::string& actual) {
  const std::filesystem::path path = path_of(name);
  const std::optional<std::string> expected = contents(path);
  const bool same = expected && *expected == actual;
  const char* const update = std::getenv("UPDATE_GOLDEN");
  if (!same && update != nullptr && std::string_view(update) == "1") return rewrite(path, actual);
  BOOST_REQUIRE_MESSAGE(expected, path << " is absent; UPDATE_GOLDEN=1 makes it");
  BOOST_CHECK_MESSAGE(same, name << ": " << first_difference(*expected, actual));
}

int golden_files_rewritten() {
  return rewritten;
}

}  // namespace pawl::tests
