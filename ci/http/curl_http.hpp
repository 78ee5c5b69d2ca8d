#pragma once
/// CurlHttp is the Http that goes out, by libcurl.
///
/// Only http and https, certificates verified, no redirect followed (it would carry the token
/// elsewhere), HTTPS_PROXY and NO_PROXY honoured, to this machine itself without any proxy.

#include "http.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>

namespace pawl::ci {

struct HttpLimits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds total{30'000};
  /// Bytes of body. A page of GitHub's has 100 comments, each of up to 65,536 characters of four
  /// bytes, and JSON's escapes: 25 MiB of comments that anybody may write.
  std::size_t largest_response = std::size_t{64} << 20;
};

class CurlHttp : public Http {
 public:
  /// Once a stop is requested, what is on its way is given up within a second or so.
  explicit CurlHttp(HttpLimits limits = {}, std::stop_token stop = {});
  ~CurlHttp() override;
  Answer send(const Request& request) override;

 private:
  struct Handle;
  HttpLimits limits_;
  std::stop_token stop_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace pawl::ci
