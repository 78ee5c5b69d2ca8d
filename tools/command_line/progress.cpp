#include "progress.hpp"

#include "ci/inert.hpp"
#include "ci/unicode.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::tools {

namespace {

std::string remaining(double elapsed, std::size_t done, std::size_t of, double most) {
  if (done == 0) return "";
  const double left = elapsed / static_cast<double>(done) * static_cast<double>(of - done);
  return ", " + rough_duration(std::min(left, std::max(0.0, most - elapsed))) + " left";
}

std::string bar(std::size_t done, std::size_t of) {
  const std::size_t width = 20, full = done * width / of;
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
  const std::string how_far = std::to_string(done) + " of " + std::to_string(of) +
                              remaining(elapsed.count(), done, of, most_seconds_);
  if (console_.err_is_terminal) {
    is_drawn_ = true;
    return redraw(console_, bar(done, of) + " " + how_far + "  " + ci::plain(what));
  }
  if (now - told_ < std::chrono::seconds(10)) return;
  told_ = now;
  console_.err << how_far << std::endl;
}

}  // namespace pawl::tools
