#include "telling.hpp"

#include "baselines/directory_lock.hpp"
#include "baselines/error.hpp"
#include "book_file.hpp"

#include <memory>
#include <utility>

namespace pawl::tools {

const ci::AlertDestination& alert_destination(const std::string& name) {
  if (const ci::AlertDestination* found = ci::find_alert_destination(name)) return *found;
  std::string names;
  for (const ci::AlertDestination& one : ci::alert_destinations())
    names += (names.empty() ? "" : ", ") + std::string(one.name);
  throw Error(Fault::usage, name + ": no such destination; there are " + names);
}

std::optional<std::size_t> tell_alerts(const std::string& destination,
                                       const AlertTelling& telling) {
  std::unique_ptr<baselines::DirectoryLock> alone;
  if (!telling.is_dry) {
    alone = baselines::DirectoryLock::if_free(
        std::filesystem::path(telling.file).concat(".telling") / destination);
    if (!alone) return std::nullopt;
  }
  const ci::AlertBook book = read_alerts(telling.file);
  const auto news = ci::news_for(book, destination, telling.now);
  if (news.empty()) return 0;
  alert_destination(destination)
      .deliver({.news = news,
                .known_open = ci::known_open(ci::told(book, destination, news), destination),
                .environment = telling.environment,
                .http = telling.http,
                .smtp = telling.smtp,
                .clock = telling.clock,
                .retry = telling.retry,
                .is_dry = telling.is_dry});
  if (!telling.is_dry)
    change_alerts(telling.file,
                  [&](ci::AlertBook now) { return ci::told(std::move(now), destination, news); });
  return news.size();
}

}  // namespace pawl::tools
