#include "progress.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::tools {

namespace {

std::string remaining(double elapsed, std::size_t done, std::size_t of) {
  if (done == 0) return "";
  const double left = elapsed / static_cast<double>(done) * static_cast<double>(of - done);
  return ", " + rough_duration(left) + " left";
}

}  // namespace

std::string rough_duration(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

Progress::Progress(const Console& console, const std::string& what)
    : console_(console), begin_(console.clock()), told_(begin_) {
  if (console_.quiet) return;
  if (is_github_actions(console_)) console_.err << "::group::pawl run\n";
  console_.err << what << std::endl;
}

Progress::~Progress() {
  if (console_.quiet) return;
  if (is_drawn_) console_.err << "\r\x1b[K" << std::flush;
  if (is_github_actions(console_)) console_.err << "::endgroup::" << std::endl;
}

void Progress::step(std::size_t done, std::size_t of, const std::string& what) {
  if (console_.quiet) return;
  if (console_.err_is_terminal) return redraw(done, of, what);
  const auto now = console_.clock();
  if (now - told_ < std::chrono::seconds(10)) return;
  told_ = now;
  const std::chrono::duration<double> elapsed = now - begin_;
  console_.err << done << " of " << of << remaining(elapsed.count(), done, of) << std::endl;
}

void Progress::redraw(std::size_t done, std::size_t of, const std::string& what) {
  const std::chrono::duration<double> elapsed = console_.clock() - begin_;
  const std::size_t width = 20, full = done * width / of;
  std::string line = "[" + std::string(full, '#') + std::string(width - full, ' ') + "] " +
                     std::to_string(done) + " of " + std::to_string(of) +
                     remaining(elapsed.count(), done, of) + "  " + what;
  line.resize(std::min(line.size(), console_.width - 1));
  console_.err << "\r" << line << "\x1b[K" << std::flush;
  is_drawn_ = true;
}

}  // namespace pawl::tools
