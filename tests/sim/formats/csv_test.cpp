#include "formats/csv.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cfloat>
#include <ostream>
#include <random>

#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

using Columns = std::vector<std::string>;

std::string written(double value) {
  CsvWriter csv("f.csv", {"x"});
  csv.number(value);
  csv.end_row();
  return csv.content();
}

double read_back(double value) {
  CsvReader csv("f.csv", written(value), Columns{"x"});
  csv.next_row();
  return csv.number();
}

std::string written(Time value) {
  CsvWriter csv("f.csv", {"t_s"});
  csv.seconds(value);
  csv.end_row();
  return csv.content();
}

Time read_time(const std::string& text) {
  CsvReader csv("f.csv", "t_s\n" + text + '\n', Columns{"t_s"});
  csv.next_row();
  return csv.seconds();
}

TEST(Csv, GivesEveryNumberBackBitForBit) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 10'000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    ASSERT_EQ(std::bit_cast<uint64_t>(read_back(value)), std::bit_cast<uint64_t>(value));
  }
  for (const double value : {0.0, -0.0, DBL_MIN, DBL_MAX, DBL_TRUE_MIN})
    EXPECT_EQ(std::bit_cast<uint64_t>(read_back(value)), std::bit_cast<uint64_t>(value));
}

TEST(Csv, WritesTheShortestNumber) {
  EXPECT_EQ(written(0.1), "x\n0.1\n");
  EXPECT_EQ(written(104), "x\n104\n");
}

TEST(Csv, WritesTimesWithSixDecimals) {
  EXPECT_EQ(written(Time(0)), "t_s\n0.000000\n");
  EXPECT_EQ(written(Time(-1)), "t_s\n-0.000001\n");
  EXPECT_EQ(written(Time(12'034'567)), "t_s\n12.034567\n");
}

TEST(Csv, KeepsEveryMicrosecond) {
  // A double of seconds loses these.
  for (const int64_t micros : {int64_t{9'007'199'254'740'993}, int64_t{-1'234'567'890'123'457}}) {
    CsvReader csv("f.csv", written(Time(micros)), Columns{"t_s"});
    csv.next_row();
    EXPECT_EQ(csv.seconds(), Time(micros));
  }
}

TEST(Csv, ReadsTimesWithFewerDecimals) {
  EXPECT_EQ(read_time("3.25"), Time(3'250'000));
  EXPECT_EQ(read_time("-3"), Time(-3'000'000));
}

TEST(Csv, RefusesTimesThatAreNotWholeMicroseconds) {
  for (const std::string text : {"1.1234567", "1.", ".5", "1e3", "", "-", "+1", "--1", "1.5s"})
    EXPECT_EQ(message_of([&] { read_time(text); }),
              "f.csv:2 t_s is \"" + text +
                  "\", which is not a time in seconds with at most six decimals");
}

TEST(Csv, GivesTextWithCommasAndQuotesBack) {
  for (const std::string text : {"", "plain", "a,b", "say \"heel\"", "\"", ",", "é"}) {
    CsvWriter writer("f.csv", {"label", "detail"});
    writer.text(text);
    writer.text("next");
    writer.end_row();
    CsvReader reader("f.csv", writer.content(), {"label", "detail"});
    reader.next_row();
    EXPECT_EQ(reader.text(), text);
    EXPECT_EQ(reader.text(), "next");
  }
}

TEST(Csv, WritesNothingThatItCouldNotReadBack) {
  CsvWriter csv("f.csv", {"x", "label"});
  EXPECT_EQ(message_of([&] { csv.number(std::nan("")); }), "f.csv:2 x is not finite");
  EXPECT_EQ(message_of([&] { csv.text("two\nlines"); }), "f.csv:2 label holds a line break");
}

struct BadFile {
  std::string content;
  std::string message;
};

void PrintTo(const BadFile& shown, std::ostream* out) { *out << shown.message; }

class EveryBadFile : public testing::TestWithParam<BadFile> {};

TEST_P(EveryBadFile, IsReportedWithLineAndReason) {
  const auto read_all = [](const std::string& content) {
    CsvReader csv("f.csv", content, {"n", "x", "side"});
    const std::array<std::string_view, 2> sides = {"left", "right"};
    while (csv.next_row()) {
      csv.integer(0, 9);
      csv.number();
      csv.choice(sides);
    }
  };
  EXPECT_EQ(message_of([&] { read_all(GetParam().content); }), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Csv, EveryBadFile,
    testing::Values(
        BadFile{"", "f.csv is empty, expected a header"},
        BadFile{"n,x\n", "f.csv:1 has no column side"},
        BadFile{"n,x,side,y\n", "f.csv:1 has an unknown column \"y\""},
        BadFile{"x,n,side\n", "f.csv:1 does not have the columns n, x, side in this order"},
        BadFile{"n,x,side\r\n", "f.csv:1 ends in CR LF, expected LF"},
        BadFile{"n,x,side", "f.csv:1 ends without a line break: the file is truncated"},
        BadFile{"n,x,side\n1,2,left\n1,2,right",
                "f.csv:3 ends without a line break: the file is truncated"},
        BadFile{"n,x,side\n1,2\n", "f.csv:2 has 2 fields, expected 3"},
        BadFile{"n,x,side\n\n", "f.csv:2 has 1 field, expected 3"},
        BadFile{"n,x,side\n1,2,left,\n", "f.csv:2 has 4 fields, expected 3"},
        BadFile{"n,x,side\n1,2,\"left\n", "f.csv:2 opens a quote that it does not close"},
        BadFile{"n,x,side\n1,two,left\n", "f.csv:2 x is \"two\", which is not a number"},
        BadFile{"n,x,side\n1,,left\n", "f.csv:2 x is \"\", which is not a number"},
        BadFile{"n,x,side\n1, 2,left\n", "f.csv:2 x is \" 2\", which is not a number"},
        BadFile{"n,x,side\n1,2.5m,left\n", "f.csv:2 x is \"2.5m\", which is not a number"},
        BadFile{"n,x,side\n1,nan,left\n", "f.csv:2 x is \"nan\", which is not finite"},
        BadFile{"n,x,side\n1,-inf,left\n", "f.csv:2 x is \"-inf\", which is not finite"},
        BadFile{"n,x,side\n1,1e999,left\n",
                "f.csv:2 x is \"1e999\", which is beyond the range of a double"},
        BadFile{"n,x,side\n1.5,2,left\n", "f.csv:2 n is \"1.5\", which is not a whole number"},
        BadFile{"n,x,side\n99999999999999999999,2,left\n",
                "f.csv:2 n is \"99999999999999999999\", which is not a whole number"},
        BadFile{"n,x,side\n10,2,left\n", "f.csv:2 n is \"10\", which is outside 0 to 9"},
        BadFile{"n,x,side\n1,2,lfet\n",
                "f.csv:2 side is \"lfet\", which is not one of left, right; did you mean left?"},
        BadFile{"n,x,side\n1,2,both_of_them\n",
                "f.csv:2 side is \"both_of_them\", which is not one of left, right"}));

}  // namespace
}  // namespace steppage
