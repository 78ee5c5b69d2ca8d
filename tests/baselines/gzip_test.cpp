#include "baselines/gzip.hpp"

#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/keys/base64.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pawl::baselines;
using pawl::tests::complaint_of;

namespace {

const std::string text =
    R"({"benchmarks":[{"metadata":{"name":"a"},"runs":[{"values":[1,2]}]}],"version":"1.0"})"
    "\n";

/// By Python's gzip, as pyperf writes it: with the file's name in it.
const std::string packed = base64_decoded(
                               "H4sICACBJGkC/2JlbmNoLmpzb24Aq1ZKSs1LzshNLMouVrKKrlbKTS1JTEksSVSy"
                               "qlbKS8xNVbJSSlSq1VEqKs2DKChLzClNBTENdYxia4FQR6kstag4Mz8PqNRQz0Cp"
                               "lgsAikaDbFUAAAA=")
                               .value();

/// `text` stored within a header of everything that there may be: more fields, a name, a comment,
/// a checksum of its own (of Python's zlib.crc32).
const std::string full_header = std::string("\x1F\x8B\x08\x1E\0\0\0\0\0\xFF", 10) +
                                std::string("\2\0ab", 4) + std::string("name\0", 5) +
                                std::string("comment\0", 8) + "\x63\xfb";

std::string stored_with_all() {
  const auto length = static_cast<char>(text.size());
  return full_header + '\1' + length + '\0' + static_cast<char>(~length) + '\xFF' + text +
         packed.substr(packed.size() - 8);
}

std::string changed(std::string bytes, std::size_t place, int bit) {
  bytes[place] = static_cast<char>(bytes[place] ^ (1 << bit));
  return bytes;
}

std::string complaint_about(const std::string& bytes) {
  return complaint_of([&] { gunzipped(bytes, "f"); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gzip)

BOOST_AUTO_TEST_CASE(what_was_compressed_comes_back_whatever_stands_in_its_header) {
  BOOST_TEST(is_gzip(packed));
  BOOST_TEST(!is_gzip(text));
  BOOST_TEST(gunzipped(packed, "f") == text);
  BOOST_TEST(gunzipped(stored_with_all(), "f") == text);
  BOOST_TEST(gunzipped(packed + stored_with_all() + packed, "f") == text + text + text);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_whole_is_not_taken_for_it) {
  const std::string missing =
      "f: expected gzip, found its end missing; was all of it copied? `gunzip -t` checks it";
  for (const std::string& whole : {packed, stored_with_all()})
    for (std::size_t size = 2; size < whole.size(); ++size)
      BOOST_TEST(complaint_about(whole.substr(0, size)) == missing);
  BOOST_TEST(complaint_about(packed + "more")
                 .starts_with("f: expected gzip, found something else behind it; "));
}

BOOST_AUTO_TEST_CASE(what_was_changed_on_its_way_is_noticed_or_does_not_matter) {
  for (std::size_t i = 2; i < packed.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string unpacked;
      const std::string complaint =
          complaint_of([&] { unpacked = gunzipped(changed(packed, i, bit), "f"); });
      BOOST_TEST((unpacked == text || complaint.starts_with("f: expected gzip, found i")));
    }
}

BOOST_AUTO_TEST_CASE(another_way_to_compress_and_flags_to_come_are_not_read) {
  const std::string damaged = "f: expected gzip, found it damaged; ";
  BOOST_TEST(complaint_about(changed(packed, 2, 0)).starts_with(damaged));
  for (const int flag : {5, 6, 7})
    BOOST_TEST(complaint_about(changed(packed, 3, flag)).starts_with(damaged));
}

BOOST_AUTO_TEST_CASE(a_header_with_a_checksum_of_its_own_may_not_be_changed_anywhere) {
  const std::string whole = stored_with_all();
  for (std::size_t i = 2; i < full_header.size(); ++i)
    for (int bit = 0; bit < 8; ++bit)
      BOOST_TEST(complaint_about(changed(whole, i, bit)).starts_with("f: expected gzip, found i"),
                 "byte " << i << " bit " << bit);
}

BOOST_AUTO_TEST_CASE(no_more_is_unpacked_than_a_file_may_weigh) {
  BOOST_TEST(gunzipped(packed, "f", text.size()) == text);
  BOOST_TEST(complaint_of([] { gunzipped(packed, "f", text.size() - 1); }) ==
             "f: larger than " + std::to_string(text.size() - 1) +
                 " bytes, which no file of Pawl's needs; is it the right one?");
  BOOST_TEST(complaint_of([] { gunzipped(packed + packed, "f", text.size()); }) != "");
}

BOOST_AUTO_TEST_CASE(a_compressed_file_is_imported_as_what_it_holds) {
  const pawl::tests::TemporaryDirectory directory;
  const auto file = directory / "bench.json.gz";
  write_file(file, packed);
  BOOST_TEST((read_run(file) == parse_any_run(text, "f")));
  BOOST_TEST((read_runs(file).at(0) == parse_any_run(text, "f", "pyperf")));
}

BOOST_AUTO_TEST_SUITE_END()
