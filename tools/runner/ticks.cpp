#include "ticks.hpp"

#include <fstream>
#include <string>

namespace pawl::tools {

/// user nice system idle iowait irq softirq steal
Ticks ticks(const std::filesystem::path& root) {
  std::ifstream fields(root / "proc/stat");
  std::string name;
  fields >> name;
  Ticks ticks;
  double value = 0;
  for (int i = 0; i < 8 && fields >> value; ++i) {
    ticks.all += value;
    if (i == 7) ticks.stolen = value;
  }
  return ticks;
}

}  // namespace pawl::tools
