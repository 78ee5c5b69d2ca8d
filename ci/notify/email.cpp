#include "email.hpp"

#include "baselines/error.hpp"
#include "baselines/keys/base64.hpp"
#include "baselines/keys/sha256.hpp"
#include "ci/alerts/alert.hpp"
#include "ci/headline.hpp"
#include "ci/http/secret.hpp"
#include "ci/http/url.hpp"
#include "ci/inert.hpp"
#include "ci/render/text.hpp"
#include "ci/report_json.hpp"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>

namespace pawl::ci {

namespace {

/// RFC 5322, 3.3: "Mon, 23 Nov 2026 22:13:20 +0000".
std::string mail_date(Clock::Time time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << std::put_time(&parts, "%a, %d %b %Y %H:%M:%S +0000");
  return out.str();
}

/// Bare addresses only: what could end a command or a header has no place in them.
bool is_address(const std::string& text) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+-/=?^_`{|}~@";
  const std::size_t at = text.find('@');
  return text.size() <= 254 && at != std::string::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string::npos &&
         text.find_first_not_of(allowed) == std::string::npos;
}

/// A line of UTF-8 as it is where it is ASCII; else in encoded words (RFC 2047, 2) of whole
/// characters, one a line.
std::string encoded_header(std::string_view text) {
  constexpr std::size_t most = 39;  // bytes: 73 of 76 characters, behind "Subject: "
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return std::string(text);
  std::string words;
  while (!text.empty()) {
    std::size_t size = std::min(text.size(), most);
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
    words += (words.empty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") +
             baselines::base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return words;
}

std::string lines_of_76(const std::string& text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); i += 76) lines += text.substr(i, 76) + "\r\n";
  return lines;
}

std::string body_of(const Report& report, const std::string& page) {
  std::string body = text(report);
  if (body.size() > longest_mail) {
    body.resize(body.rfind('\n', longest_mail) + 1);
    body += "\n(the report goes on, but not in this mail)\n\n" + headline(report) + "\n";
  }
  return page.empty() ? body : body + "\n" + page + "\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",\r\n ") + word;
  return text;
}

}  // namespace

std::vector<std::string> addresses(const std::string& list, const std::string& place) {
  std::vector<std::string> all;
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) {
    one.erase(0, one.find_first_not_of(" \t\r\n"));
    one.erase(one.find_last_not_of(" \t\r\n") + 1);
    if (!is_address(one))
      throw Error(Fault::input, place +
                                    ": expected addresses such as \"team@example.org\", "
                                    "separated by commas, found \"" +
                                    printable(one, 60) + "\"");
    all.push_back(one);
  }
  if (all.empty() || all.size() > 50)
    throw Error(Fault::input, place + ": expected 1 to 50 addresses such as \"team@example.org\"");
  return all;
}

Mail mail_envelope(const Environment& environment) {
  return {.server = secret(environment, "SMTP_URL"),
          .user = optional_secret(environment, "SMTP_USERNAME"),
          .password = optional_secret(environment, "SMTP_PASSWORD"),
          .from = addresses(variable(environment, "SMTP_FROM"), "SMTP_FROM").front(),
          .to = addresses(variable(environment, "SMTP_TO"), "SMTP_TO"),
          .text = {}};
}

std::string mail_text(const MailContent& content, const Mail& envelope, Clock::Time now) {
  const std::string host = envelope.from.substr(envelope.from.find('@') + 1);
  std::string references;
  for (const std::string& thread : content.threads)
    references += (references.empty() ? "<" : "\r\n <") + thread + "@" + host + ">";
  return "Date: " + mail_date(now) + "\r\nFrom: Pawl <" + envelope.from +
         ">\r\nTo: " + joined(envelope.to) +
         "\r\nSubject: " + encoded_header(plain(content.subject, 220)) + "\r\nMessage-ID: <" +
         content.id + "@" + host + ">\r\nReferences: " + references +
         "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         lines_of_76(baselines::base64(content.body));
}

std::string mail_text(const Report& report, const Mail& envelope, const std::string& page,
                      Clock::Time now) {
  return mail_text({.subject = "[" + plain(report.suite, 60) + "] " + headline(report),
                    .id = baselines::sha256_hex(report_json(report)).substr(0, 32),
                    .threads = {scope_of(report)},
                    .body = body_of(report, page)},
                   envelope, now);
}

void send_mail(Smtp& smtp, const Clock& clock, RetryPolicy policy, const Mail& mail) {
  const bool is_mail = mail.server.starts_with("smtp://") || mail.server.starts_with("smtps://");
  if (!is_mail || origin(mail.server) == no_origin)
    throw Error(Fault::input,
                "SMTP_URL: expected \"smtp://mail.example:587\" or \"smtps://mail.example\"; what "
                "the server wants to know goes into SMTP_USERNAME and SMTP_PASSWORD");
  Patience patience(clock, policy);
  for (;;) {
    const Answer answer = smtp.send(mail);
    if (is_success(answer)) return;
    if (may_be_done(answer) || !patience.wait_after(answer)) {
      const NoResponse* none = std::get_if<NoResponse>(&answer);
      throw Error(Fault::remote,
                  (none == nullptr ? origin(mail.server) + ": not sent" : none->reason) +
                      (may_be_done(answer) ? "; the mail may have been sent: look before you send "
                                             "it again"
                                           : "; check SMTP_URL, SMTP_USERNAME and SMTP_PASSWORD"));
    }
  }
}

}  // namespace pawl::ci
