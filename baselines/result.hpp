#pragma once
/// A Result is a value or the Error that prevented it, for callers that have a plan B. Its
/// `.value()` throws the Error. Costly to include: keep it out of headers where it can be.

#include "error.hpp"

#include <boost/system/result.hpp>

namespace pawl {

[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& /*where*/) {
  throw error;
}

template <typename T>
using Result = boost::system::result<T, Error>;

}  // namespace pawl
