#pragma once
/// A shell word is a text that /bin/sh takes as it is, whatever is in it.

#include <string>
#include <string_view>

namespace pawl::baselines {

/// "it's" is 'it'\''s'.
std::string shell_word(std::string_view text);

}  // namespace pawl::baselines
