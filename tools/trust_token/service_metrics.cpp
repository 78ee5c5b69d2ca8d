#include "service_metrics.hpp"

#include "baselines/unit.hpp"

#include <algorithm>
#include <string_view>

namespace pawl::tools::trust_token {

namespace {

std::string heading(const std::string& name, std::string_view type, std::string_view help) {
  return "# HELP " + name + " " + std::string(help) + "\n# TYPE " + name + " " + std::string(type) +
         "\n";
}

}  // namespace

void ServiceMetrics::count_request(const std::string& route, unsigned status) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, status}];
}

void ServiceMetrics::count_validation(Validity validity) {
  const std::lock_guard lock(mutex_);
  ++validations_[validity];
}

void ServiceMetrics::time_generation(double seconds) {
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  const std::lock_guard lock(mutex_);
  ++generations_[static_cast<std::size_t>(bucket)];
  generation_seconds_ += seconds;
}

std::string ServiceMetrics::exposition() const {
  const std::lock_guard lock(mutex_);
  const std::string generation = "pawl_token_generation_seconds";
  std::string text = heading(generation, "histogram", "Time to generate a token, hashes included.");
  std::size_t so_far = 0;
  for (std::size_t i = 0; i < generations_.size(); ++i) {
    so_far += generations_[i];
    text += generation + "_bucket{le=\"" +
            (i < bounds.size() ? baselines::shortest(bounds[i]) : "+Inf") + "\"} " +
            std::to_string(so_far) + "\n";
  }
  text += generation + "_sum " + baselines::shortest(generation_seconds_) + "\n" + generation +
          "_count " + std::to_string(so_far) + "\n";
  text +=
      heading("pawl_token_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [request, count] : requests_)
    text += "pawl_token_requests_total{route=\"" + request.first + "\",status=\"" +
            std::to_string(request.second) + "\"} " + std::to_string(count) + "\n";
  text += heading("pawl_token_validations_total", "counter", "Tokens validated, by verdict.");
  for (const auto& [validity, count] : validations_)
    text += "pawl_token_validations_total{verdict=\"" + std::string(name_of(validity)) + "\"} " +
            std::to_string(count) + "\n";
  return text;
}

}  // namespace pawl::tools::trust_token
