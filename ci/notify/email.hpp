#pragma once
/// Email: a report, or anything of plain text, as a mail.

#include "ci/environment.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/retry.hpp"
#include "ci/http/smtp.hpp"
#include "ci/report.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

/// The most bytes of a mail's text; the rest is cut, and the mail says so.
inline constexpr std::size_t longest_mail = 200'000;  // bytes

/// The addresses of a list separated by commas. Error (Fault::input) unless each is a bare address
/// such as "team@example.org"; `place` is the variable's name.
std::vector<std::string> addresses(const std::string& list, const std::string& place);

/// Server, login, sender and receivers, by SMTP_URL, SMTP_USERNAME, SMTP_PASSWORD, SMTP_FROM and
/// SMTP_TO. Error (Fault::input).
Mail mail_envelope(const Environment& environment);

struct MailContent {
  std::string subject;               ///< shown as one line, cut after 220 characters
  std::string id;                    ///< letters and digits: the same for the same content
  std::vector<std::string> threads;  ///< likewise: mails that share one belong together
  std::string body;
};

/// Headers and body. The same content has the same Message-ID however often it is sent. Nothing of
/// it can add a header.
std::string mail_text(const MailContent& content, const Mail& envelope, Clock::Time now);

/// The same of a report. Mails on one suite and testbed belong to one thread (References), and the
/// same report has the same Message-ID.
std::string mail_text(const Report& report, const Mail& envelope, const std::string& page,
                      Clock::Time now);

/// Sends it, and again only when the server certainly did not take it. Error (Fault::remote),
/// without the password.
void send_mail(Smtp& smtp, const Clock& clock, RetryPolicy policy, const Mail& mail);

}  // namespace pawl::ci
