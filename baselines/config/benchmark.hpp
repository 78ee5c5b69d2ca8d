#pragma once
/// A Benchmark is what is measured: one [[benchmark]] of pawl.toml, or one of those that its matrix
/// makes of it.

#include "stats/better.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pawl::baselines {

/// A number that the benchmark itself prints.
struct PrintedMetric {
  std::string name;
  std::string regex;         ///< its first group, or all that it matches, is the number; or
  std::string json_pointer;  ///< where in the JSON printed it stands
  std::string unit = "1";    ///< of the number printed
  stats::Better better = stats::Better::lower;
  bool is_exact = false;  ///< the same each time (stats/verdict/exact.hpp)
};

/// HTTP load in place of a command.
struct Load {
  std::string url, method = "GET";
  std::string body, body_file;
  std::map<std::string, std::string> headers;
  std::vector<std::size_t> concurrency;  ///< closed model, one benchmark each; empty with `rate`
  std::optional<double> rate;            ///< open model, requests a second
  bool poisson = false;                  ///< open model: arrivals at random
  std::size_t connections = 256;         ///< open model: at most so many at a time
  double duration = 10;                  ///< seconds
  double timeout = 10;                   ///< seconds a request
  int expected_status = 200;
  std::string expected_body;  ///< must stand in the body
  std::string headers_file;   ///< "Name: value" lines: where secrets are kept
  bool keep_alive = true;
  bool http2 = false;
  std::size_t streams = 1;  ///< HTTP/2: requests under way on one connection
  std::string cacert;       ///< https: file of certificates to trust; empty: the system's
  bool insecure = false;    ///< https: any certificate will do
  std::size_t threads = 1;
  std::size_t samples = 2000;  ///< latencies kept, of each launch
};

/// What must run while a benchmark is measured.
struct Service {
  std::vector<std::string> command;
  std::string shell;
  std::string ready;          ///< URL that answers 2xx once it is up
  double ready_timeout = 30;  ///< seconds
  std::map<std::string, std::string> environment;
};

/// The fewest with which a difference can be proven at alpha = 0.01 against as many.
inline constexpr std::size_t fewest_launches = 5;

struct Benchmark {
  std::string name;
  // Exactly one of these three.
  std::vector<std::string> command;
  std::string shell;
  std::optional<Load> load;

  std::optional<Service> service;
  std::size_t launches = 20;
  std::size_t warmup = 1;       ///< launches before, not counted
  std::optional<double> until;  ///< half-width of the interval, relative, that ends it early
  std::optional<std::size_t> max_launches;
  std::optional<double> max_time;  ///< seconds
  double timeout = 300;            ///< seconds a launch
  std::map<std::string, std::string> environment;
  std::string directory;   ///< to run in, relative to pawl.toml; empty: its own
  std::string stdin_file;  ///< likewise; empty: /dev/null
  std::string prepare;     ///< shell command before each launch
  std::string setup;       ///< shell command before the first
  std::string teardown;    ///< shell command after the last
  int expected_status = 0;
  std::string expect_output;  ///< regular expression (ECMAScript) that a line it prints must match
  std::string import;  ///< format of what it prints (import.hpp); empty: its process is measured
  // How some of what it prints are measured (narrowed.hpp); one of these, or neither.
  std::vector<std::string> only;
  std::string only_shell;
  std::vector<PrintedMetric> metrics;
  std::string place;  ///< "pawl.toml:12:1"
};

}  // namespace pawl::baselines
