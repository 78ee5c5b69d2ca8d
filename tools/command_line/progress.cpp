#include "progress.hpp"

#include "ci/inert.hpp"
#include "ci/unicode.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::tools {

namespace {

/// How far it is: by what is done, or by the clock where time is up before all is.
struct Place {
  double part = 0;  ///< of the whole
  std::string words;
};

Place place_of(std::size_t done, std::size_t of, double elapsed, double most) {
  const double part = static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(of, 1));
  const double left = done > 0 ? elapsed / part - elapsed : std::numeric_limits<double>::infinity();
  const double time = std::max(0.0, most - elapsed);
  const std::string count = std::to_string(done);
  if (time < left) return {1 - time / most, count + " done, " + rough_duration(time) + " left"};
  const std::string so_far = count + " of " + std::to_string(of);
  return {part, done == 0 ? so_far : so_far + ", " + rough_duration(left) + " left"};
}

std::string bar(double part) {
  const std::size_t width = 20, full = static_cast<std::size_t>(part * width);
  return "[" + std::string(full, '#') + std::string(width - full, ' ') + "]";
}

}  // namespace

std::string rough_duration(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

void redraw(const Console& console, const std::string& line) {
  console.err << "\r" << ci::cut_to_columns(line, std::max<std::size_t>(console.width, 2) - 1)
              << "\x1b[K" << std::flush;
}

void wipe(const Console& console) {
  console.err << "\r\x1b[K" << std::flush;
}

Progress::Progress(const Console& console, const std::string& what, double most_seconds)
    : console_(console), begin_(console.stopwatch()), told_(begin_), most_seconds_(most_seconds) {
  if (console_.quiet) return;
  if (is_github_actions(console_)) console_.err << "::group::pawl run\n";
  console_.err << ci::plain(what, ci::longest_sentence) << std::endl;
}

Progress::~Progress() {
  if (console_.quiet) return;
  if (is_drawn_) wipe(console_);
  if (is_github_actions(console_)) console_.err << "::endgroup::" << std::endl;
}

void Progress::step(std::size_t done, std::size_t of, const std::string& what) {
  if (console_.quiet) return;
  const auto now = console_.stopwatch();
  const std::chrono::duration<double> elapsed = now - begin_;
  const auto [part, how_far] = place_of(done, of, elapsed.count(), most_seconds_);
  if (console_.err_is_terminal) {
    is_drawn_ = true;
    return redraw(console_, bar(part) + " " + how_far + "  " + ci::plain(what));
  }
  if (now - told_ < std::chrono::seconds(10)) return;
  told_ = now;
  console_.err << how_far << std::endl;
}

}  // namespace pawl::tools
