#pragma once
/// A Service is the program under load: started, waited for until it answers, and stopped with all
/// the processes it has started.

#include "baselines/config/config.hpp"
#include "tools/launch/launcher.hpp"

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

namespace pawl::tools::load {

class Service {
 public:
  /// Starts it in `directory` with `environment` ("NAME=value") and waits until its ready URL
  /// answers with a status from 200 to 299; without one, until `fallback_url`'s port takes
  /// connections; with neither, not at all. Error (Fault::input) when something listens there
  /// already (it would be measured in its place), when it ends first, or takes too long: with the
  /// last it printed.
  Service(const baselines::Service& service, const std::filesystem::path& directory,
          const std::vector<std::string>& environment, const std::string& fallback_url);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  /// SIGTERM to its process group, SIGKILL after five seconds.
  ~Service();

  /// How it ended, for a sentence, if it has.
  std::optional<std::string> how_it_ended() const;

 private:
  void await_ready(const baselines::Service& service, const std::string& fallback_url);
  void expect_running() const;
  void stop();

  Launcher launcher_;
  Launch launch_;
  std::string trouble_;  ///< why it is not known how it ended
  std::atomic<bool> has_ended_{false};
  std::jthread thread_;
};

}  // namespace pawl::tools::load
