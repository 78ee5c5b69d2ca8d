#include "curl_easy.hpp"

#include <new>

namespace pawl::ci {
namespace {

/// Called now and then, whatever happens; anything but 0 ends the transfer.
int give_up_when_stopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

}  // namespace

CurlEasy curl_easy() {
  // libcurl wants to be set up once, before any thread uses it.
  static const CURLcode done = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)done;
  CurlEasy easy(::curl_easy_init());
  if (easy == nullptr) throw std::bad_alloc();
  return easy;
}

void append(CurlList& list, const std::string& line) {
  curl_slist* longer = ::curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list.release();  // it begins `longer`, or was empty
  list.reset(longer);
}

void heed(CURL* easy, std::stop_token& stop) {
  ::curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  ::curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, give_up_when_stopped);
  ::curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &stop);
}

}  // namespace pawl::ci
