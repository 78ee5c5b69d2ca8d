#include "service.hpp"

#include "baselines/error.hpp"
#include "ci/format.hpp"
#include "generator.hpp"
#include "tools/launch/interruption.hpp"

#include <chrono>
#include <utility>

namespace pawl::tools::load {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

Invocation invocation(const baselines::Service& service, const std::filesystem::path& directory,
                      std::vector<std::string> environment) {
  for (const auto& [name, value] : service.environment) {
    std::erase_if(environment,
                  [&](const std::string& entry) { return entry.starts_with(name + "="); });
    environment.push_back(name + "=" + value);
  }
  return {.arguments = service.shell.empty()
                           ? service.command
                           : std::vector<std::string>{"/bin/sh", "-c", service.shell},
          .environment = std::move(environment),
          .directory = directory,
          .grace = 5};
}

bool is_taken(const std::string& url) {
  return takes_connections(resolve(parse_target(url)));
}

/// One request, without any proxy. It carries nothing and asks nothing but whether somebody is
/// there, so that any certificate will do.
bool answers_well(const std::string& url) {
  const Target target = parse_target(url);
  Plan plan;
  plan.address = resolve(target);
  if (target.is_secure)
    plan.tls =
        std::make_shared<const Tls>(target.host, TlsOptions{.cacert = {}, .is_insecure = true});
  plan.request = request_bytes(target, {.headers = {}, .body = {}, .keep_alive = false});
  plan.rate = 1;
  plan.duration = 1e-3;
  plan.timeout = 2;
  plan.keep_alive = false;
  plan.expected_status = 0;
  return generate(plan, {}).tally.count(Outcome::good) > 0;
}

const std::string& url_of(const baselines::Service& service, const std::string& fallback_url) {
  return service.ready.empty() ? fallback_url : service.ready;
}

/// Before it is started.
Invocation checked(Invocation invocation, const std::string& url) {
  if (!url.empty() && is_taken(url))
    throw Error(Fault::input,
                "service: expected its port to be free, found something that "
                "listens there already; stop that, or choose another port");
  return invocation;
}

}  // namespace

Service::Service(const baselines::Service& service, const std::filesystem::path& directory,
                 const std::vector<std::string>& environment, const std::string& fallback_url)
    : launcher_(
          checked(invocation(service, directory, environment), url_of(service, fallback_url))) {
  thread_ = std::jthread([this] {
    try {
      launch_ = launcher_.launch();
    } catch (const std::exception& error) {
      trouble_ = error.what();
    }
    has_ended_ = true;
  });
  try {
    await_ready(service, fallback_url);
  } catch (...) {
    stop();
    throw;
  }
}

Service::~Service() {
  stop();
}

void Service::stop() {
  while (!has_ended_) {
    launcher_.interrupt();
    std::this_thread::sleep_for(5ms);
  }
}

std::optional<std::string> Service::how_it_ended() const {
  if (!has_ended_) return std::nullopt;
  if (!trouble_.empty()) return "could not be watched: " + trouble_;
  const std::string said = last_words(launch_);
  return describe(launch_) + (said.empty() ? "" : "; the last it printed: " + said);
}

void Service::expect_running() const {
  if (const auto how = how_it_ended())
    throw Error(Fault::input, "service: expected it to run, but it " + *how);
}

void Service::await_ready(const baselines::Service& service, const std::string& fallback_url) {
  const std::string& url = url_of(service, fallback_url);
  if (url.empty()) return;
  const auto deadline = steady_clock::now() + std::chrono::duration<double>(service.ready_timeout);
  while (service.ready.empty() ? !is_taken(url) : !answers_well(url)) {
    expect_running();
    if (Interruption::signal() != 0) return;
    if (steady_clock::now() > deadline)
      throw Error(Fault::input, "service: expected an answer from its ready URL within " +
                                    ci::quantity(service.ready_timeout, "s") +
                                    ", found none; see that it listens there, or raise "
                                    "ready_timeout");
    std::this_thread::sleep_for(20ms);
  }
  expect_running();
}

}  // namespace pawl::tools::load
