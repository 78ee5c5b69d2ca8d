#include "curl_smtp.hpp"

#include "curl_easy.hpp"
#include "url.hpp"

#include <string_view>

namespace pawl::ci {

namespace {

/// What is left to send.
struct Upload {
  std::string_view rest;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* from) {
  std::string_view& rest = static_cast<Upload*>(from)->rest;
  const std::size_t n = rest.copy(to, size * count);
  rest.remove_prefix(n);
  return n;
}

template <typename Value>
void set(const CurlEasy& easy, CURLoption option, Value value) {
  ::curl_easy_setopt(easy.get(), option, value);
}

CurlList recipients(const Mail& mail) {
  CurlList list;
  for (const std::string& one : mail.to) append(list, "<" + one + ">");
  return list;
}

bool is_local(const std::string& server) {
  std::string probe = server;
  if (probe.starts_with("smtp://")) probe.replace(0, 4, "http");
  return probe.starts_with("http://") && keeps_secrets(probe);
}

void set_safety(const CurlEasy& easy, const Mail& mail) {
  const bool may_be_clear = is_local(mail.server) && mail.password.empty();
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(easy, CURLOPT_USE_SSL, static_cast<long>(may_be_clear ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, 10'000L);
  set(easy, CURLOPT_TIMEOUT_MS, 60'000L);
}

/// 4yz is for now, 5yz for good (RFC 5321, 4.2.1). `code` is of the last reply.
NoResponse failure(const Mail& mail, CURLcode error, long code, bool is_sent) {
  const std::string reply = code >= 400 ? " (reply " + std::to_string(code) + ")" : "";
  const bool is_login = error == CURLE_LOGIN_DENIED;
  const bool is_tls = error == CURLE_USE_SSL_FAILED || error == CURLE_PEER_FAILED_VERIFICATION;
  return {.reason = origin(mail.server) + ": " +
                    (is_login ? "the user name or password is not accepted"
                              : std::string(::curl_easy_strerror(error))) +
                    reply,
          .may_be_done = is_sent && code < 400,
          .worth_a_retry = !is_login && !is_tls && code < 500 && error != CURLE_URL_MALFORMAT &&
                           error != CURLE_UNSUPPORTED_PROTOCOL &&
                           error != CURLE_ABORTED_BY_CALLBACK};
}

}  // namespace

Answer CurlSmtp::send(const Mail& mail) {
  const CurlEasy easy = curl_easy();
  const CurlList to = recipients(mail);
  Upload upload{mail.text};
  const std::string sender = "<" + mail.from + ">";
  set_safety(easy, mail);
  set(easy, CURLOPT_URL, mail.server.c_str());
  if (!mail.user.empty()) {
    set(easy, CURLOPT_USERNAME, mail.user.c_str());
    set(easy, CURLOPT_PASSWORD, mail.password.c_str());
  }
  set(easy, CURLOPT_MAIL_FROM, sender.c_str());
  set(easy, CURLOPT_MAIL_RCPT, to.get());
  set(easy, CURLOPT_READFUNCTION, read_upload);
  set(easy, CURLOPT_READDATA, &upload);
  set(easy, CURLOPT_UPLOAD, 1L);
  heed(easy.get(), stop_);

  const CURLcode error = ::curl_easy_perform(easy.get());
  long code = 0;
  ::curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &code);
  if (error != CURLE_OK) return failure(mail, error, code, upload.rest.empty());
  return Response{.status = 200};
}

}  // namespace pawl::ci
