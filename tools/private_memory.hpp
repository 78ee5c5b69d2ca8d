#pragma once
/// Memory that holds a token leaves the process in no core dump, and no other process of the same
/// user may read it.

namespace pawl::tools {

/// From now on, for good. Called before the first secret is read.
void keep_memory_private();

}  // namespace pawl::tools
