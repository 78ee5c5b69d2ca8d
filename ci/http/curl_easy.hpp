#pragma once
/// What curl_http and curl_smtp share. Heavy (libcurl): for .cpp files only.

#include <curl/curl.h>

#include <memory>
#include <stop_token>
#include <string>

namespace pawl::ci {

struct FreeEasy {
  void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
};
using CurlEasy = std::unique_ptr<CURL, FreeEasy>;

struct FreeList {
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, FreeList>;

/// Adds a copy of `line` at the end. Throws std::bad_alloc.
void append(CurlList& list, const std::string& line);

/// A new handle, from any thread. Throws std::bad_alloc.
CurlEasy curl_easy();

/// The handle's transfer is given up within a second or so once a stop is requested
/// (CURLE_ABORTED_BY_CALLBACK). `stop` outlives the transfer.
void heed(CURL* easy, std::stop_token& stop);

}  // namespace pawl::ci
