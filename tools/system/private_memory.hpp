#pragma once
/// Keeps memory that holds a token out of core dumps, and other processes of the same user from
/// reading it.

namespace pawl::tools {

/// Holds from the call on. To be called before the first secret is read.
void keep_memory_private();

}  // namespace pawl::tools
