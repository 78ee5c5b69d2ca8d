#include "answer_cache.hpp"

namespace pawl::tools::dashboard {

namespace {

/// Of an entry besides key and body: headers, nodes.
constexpr std::size_t overhead = 1024;

}  // namespace

/// A request that began before the model changed must not bring the old one back.
void AnswerCache::turn_to(std::size_t model) {
  if (model <= model_) return;
  model_ = model;
  bytes_ = 0;
  answers_.clear();
}

AnswerCache::Answer AnswerCache::find(std::size_t model, const std::string& key) {
  const std::lock_guard lock(mutex_);
  turn_to(model);
  if (model != model_) return nullptr;
  const auto found = answers_.find(key);
  return found == answers_.end() ? nullptr : found->second;
}

void AnswerCache::keep(std::size_t model, const std::string& key, const Answer& answer) {
  const std::size_t size = 2 * key.size() + answer->body.size() + overhead;
  const std::lock_guard lock(mutex_);
  turn_to(model);
  if (model != model_ || size > most_bytes_) return;
  if (bytes_ + size > most_bytes_) {
    bytes_ = 0;
    answers_.clear();
  }
  if (answers_.emplace(key, answer).second) bytes_ += size;
}

}  // namespace pawl::tools::dashboard
