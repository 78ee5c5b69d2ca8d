#pragma once
/// An Smtp that answers from a script. A mail that is one too many, or one that was not sent, fails
/// the test.

#include "ci/http/smtp.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>
#include <vector>

namespace pawl::tests {

class FakeSmtp : public ci::Smtp {
 public:
  explicit FakeSmtp(std::vector<ci::Answer> answers) : answers_(std::move(answers)) {}
  ~FakeSmtp() override { BOOST_TEST(sent.size() == answers_.size()); }

  ci::Answer send(const ci::Mail& mail) override {
    BOOST_TEST_REQUIRE(sent.size() < answers_.size());
    sent.push_back(mail);
    return answers_[sent.size() - 1];
  }

  std::vector<ci::Mail> sent;

 private:
  std::vector<ci::Answer> answers_;
};

}  // namespace pawl::tests
