#pragma once
/// Trust says whose signatures on baselines and suppressions count, and what becomes of a file that
/// bears none of theirs.

#include "baselines/baseline/baseline.hpp"
#include "baselines/baseline/suppression.hpp"
#include "project.hpp"
#include "tools/command_line/options.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

struct Trust {
  baselines::Signers signers;
  bool is_required = false;  ///< what is not signed is refused; otherwise the report warns of it
};

/// --key PUBLIC, which may be repeated.
Option key_option();

/// Of --key, which also requires a signature; or else of pawl.toml's [signing]. Throws Error
/// (Fault::usage) for what is no key.
Trust trust_of(const Arguments& arguments, const Project& project);

/// Adds to `warnings` what is wrong with the file's signature, and with the checksums of a
/// baseline's sessions; `place` stands for the file. Throws Error (Fault::input) where a signature
/// is required. A baseline's is for its own name alone, wherever the file was copied to.
void vet(const baselines::Baseline& baseline, const baselines::BaselineName& name,
         const std::string& place, const Trust& trust, std::vector<std::string>& warnings);
void vet(const baselines::Suppressions& suppressions, const std::string& place, const Trust& trust,
         std::vector<std::string>& warnings);

}  // namespace pawl::tools
