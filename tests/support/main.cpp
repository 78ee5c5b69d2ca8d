#define BOOST_TEST_MODULE pawl
#include <boost/test/unit_test.hpp>
