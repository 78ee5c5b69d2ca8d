#pragma once
/// An AnswerCache keeps what was answered from a model, so that asking again costs no more than
/// sending it. From any thread.

#include "tools/http_server/exchange.hpp"

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace pawl::tools::dashboard {

class AnswerCache {
 public:
  using Answer = http_server::Answer;

  /// `most_bytes`: of keys and bodies together; beyond it the cache is emptied.
  explicit AnswerCache(std::size_t most_bytes = std::size_t{32} << 20) : most_bytes_(most_bytes) {}

  /// What was answered to this key from the model of that number; nullptr when that is not kept.
  /// Answers from an older model are forgotten.
  Answer find(std::size_t model, const std::string& key);
  void keep(std::size_t model, const std::string& key, const Answer& answer);

 private:
  void turn_to(std::size_t model);

  std::size_t most_bytes_;
  std::mutex mutex_;
  std::size_t model_ = 0;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Answer> answers_;
};

}  // namespace pawl::tools::dashboard
