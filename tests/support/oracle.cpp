#include "support/oracle.hpp"

#include <boost/json/parse.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace pawl::tests {
namespace {

boost::json::object read_oracle() {
  const std::string path = PAWL_TESTS_DIRECTORY "/oracle/mann_whitney_bootstrap.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  return boost::json::parse(text).as_object();
}

}  // namespace

const boost::json::object& oracle() {
  static const boost::json::object whole = read_oracle();
  return whole;
}

std::vector<double> numbers(const boost::json::value& list) {
  std::vector<double> values;
  for (const boost::json::value& value : list.as_array()) values.push_back(number(value));
  return values;
}

double number(const boost::json::value& value) {
  // strtod, since stod refuses the denormals.
  return value.is_string() ? std::strtod(value.as_string().c_str(), nullptr)
                           : value.to_number<double>();
}

double fraction(const boost::json::value& value) {
  const auto side = [&](const char* name) {
    return std::stod(std::string(value.at(name).as_string()));
  };
  return side("num") / side("den");
}

}  // namespace pawl::tests
