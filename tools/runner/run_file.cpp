#include "run_file.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/run/run_json.hpp"

#include <utility>

namespace pawl::tools {

RunFile::RunFile(std::filesystem::path path, const Console& console)
    : path_(std::move(path)), console_(console), saved_(console.stopwatch()) {}

bool RunFile::is_due() const {
  return !path_.empty() && console_.stopwatch() - saved_ >= std::chrono::seconds(5);
}

void RunFile::save(const baselines::Run& so_far) {
  saved_ = console_.stopwatch();
  try {
    baselines::write_file(path_, baselines::run_json(so_far));
  } catch (const Error& error) {
    if (!std::exchange(is_in_trouble_, true)) note(console_, error.what());
  }
}

}  // namespace pawl::tools
