#pragma once
/// TLS for the server: certificate and key from files. Costly to include: for .cpp files only.

#include <boost/asio/ssl/context.hpp>

#include <string>

namespace pawl::tools::http_server {

/// TLS 1.2 and 1.3. `certificate` is a file of PEM: the server's own first, then those that lead to
/// the root; `key` the private key, PEM, without a password. Error (Fault::io) when one cannot
/// be read, (Fault::input) when it is none or they do not belong together; what is in the key is
/// never said.
boost::asio::ssl::context tls_context(const std::string& certificate, const std::string& key);

}  // namespace pawl::tools::http_server
