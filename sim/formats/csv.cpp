#include "formats/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/check.hpp"
#include "core/input_error.hpp"

namespace steppage {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int kSecondsDecimals = 6;

std::string joined(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) (text += text.empty() ? "" : ", ") += name;
  return text;
}

std::string counted_fields(size_t count) {
  return std::to_string(count) + (count == 1 ? " field" : " fields");
}

template <class Number>
std::string_view to_text(Number value, std::span<char> buffer) {
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), static_cast<size_t>(end - buffer.data())};
}

template <class Number>
std::errc parse(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() + text.size() ? std::errc::invalid_argument
                                                                  : error;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// No floating point on the way: every microsecond is exact.
std::optional<Time> parse_seconds(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  std::string decimals(text.substr(std::min(point + 1, text.size())));
  if (!is_digits(whole) || whole.size() > 12 || decimals.size() > kSecondsDecimals) return {};
  if (point < text.size() && !is_digits(decimals)) return {};
  decimals.resize(kSecondsDecimals, '0');
  int64_t seconds = 0, micros = 0;
  parse(whole, seconds);
  parse(std::string_view(decimals), micros);
  const Time magnitude(seconds * kMicrosPerSecond + micros);
  return is_negative ? -magnitude : magnitude;
}

}  // namespace

CsvReader::CsvReader(std::string file, std::string content, const std::vector<std::string>& columns,
                     const std::vector<std::string>& appended)
    : file_(std::move(file)), content_(std::move(content)) {
  if (content_.empty()) throw InputError(file_, "is empty, expected a header");
  split(take_line());
  columns_ = fields_;
  if (!columns.empty()) check_header(columns, appended);
}

bool CsvReader::has_column(std::string_view column) const {
  return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
}

void CsvReader::check_header(std::vector<std::string> expected,
                             const std::vector<std::string>& appended) const {
  if (std::any_of(appended.begin(), appended.end(),
                  [this](const std::string& column) { return has_column(column); }))
    expected.insert(expected.end(), appended.begin(), appended.end());
  if (columns_ == expected) return;
  for (const std::string& column : expected)
    if (!has_column(column)) fail("has no column " + column);
  for (const std::string& column : columns_)
    if (std::find(expected.begin(), expected.end(), column) == expected.end())
      fail("has an unknown column \"" + column + '"');
  const std::vector<std::string_view> names(expected.begin(), expected.end());
  fail("does not have the columns " + joined(names) + " in this order");
}

bool CsvReader::next_row() {
  if (position_ == content_.size()) return false;
  CHECK(line_ == 1 || next_field_ == columns_.size());
  split(take_line());
  next_field_ = 0;
  if (fields_.size() != columns_.size())
    fail("has " + counted_fields(fields_.size()) + ", expected " + std::to_string(columns_.size()));
  return true;
}

std::string_view CsvReader::take_line() {
  ++line_;
  const size_t end = content_.find('\n', position_);
  if (end == std::string::npos) fail("ends without a line break: the file is truncated");
  const std::string_view line(content_.data() + position_, end - position_);
  position_ = end + 1;
  if (line.ends_with('\r')) fail("ends in CR LF, expected LF");
  return line;
}

// At commas outside quotes; a doubled quote inside quotes is one quote.
void CsvReader::split(std::string_view line) {
  fields_.assign(1, {});
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const bool is_quote = line[i] == '"';
    if (is_quote && quoted && line.substr(i + 1).starts_with('"'))
      fields_.back() += line[++i];
    else if (is_quote)
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      fields_.emplace_back();
    else
      fields_.back() += line[i];
  }
  if (quoted) fail("opens a quote that it does not close");
}

const std::string& CsvReader::take_field() {
  CHECK(next_field_ < fields_.size());
  return fields_[next_field_++];
}

double CsvReader::number() {
  const std::string& field = take_field();
  double value = 0;
  const std::errc error = parse(std::string_view(field), value);
  if (error == std::errc::result_out_of_range) fail_field(field, "beyond the range of a double");
  if (error != std::errc()) fail_field(field, "not a number");
  if (!std::isfinite(value)) fail_field(field, "not finite");
  return value;
}

int64_t CsvReader::integer() {
  const std::string& field = take_field();
  int64_t value = 0;
  if (parse(std::string_view(field), value) != std::errc()) fail_field(field, "not a whole number");
  return value;
}

int64_t CsvReader::integer(int64_t low, int64_t high) {
  const int64_t value = integer();
  if (value < low || value > high)
    fail_field(std::to_string(value),
               "outside " + std::to_string(low) + " to " + std::to_string(high));
  return value;
}

Time CsvReader::seconds() {
  const std::string& field = take_field();
  const std::optional<Time> time = parse_seconds(field);
  if (!time) fail_field(field, "not a time in seconds with at most six decimals");
  return *time;
}

std::optional<double> CsvReader::optional_number() {
  if (!fields_[next_field_].empty()) return number();
  take_field();
  return {};
}

std::optional<Time> CsvReader::optional_seconds() {
  if (!fields_[next_field_].empty()) return seconds();
  take_field();
  return {};
}

std::string CsvReader::text() { return take_field(); }

size_t CsvReader::choice(std::span<const std::string_view> allowed) {
  const std::string& field = take_field();
  const auto found = std::find(allowed.begin(), allowed.end(), field);
  if (found != allowed.end()) return static_cast<size_t>(found - allowed.begin());
  const std::string near = closest(field, std::vector<std::string>(allowed.begin(), allowed.end()));
  fail_field(field, "not one of " + joined(allowed) +
                        (near.empty() ? "" : "; did you mean " + near + '?'));
}

void CsvReader::fail(const std::string& what) const {
  throw InputError(file_ + ':' + std::to_string(line_), what);
}

void CsvReader::fail_field(const std::string& field, const std::string& what) const {
  fail(columns_[next_field_ - 1] + " is \"" + field + "\", which is " + what);
}

CsvWriter::CsvWriter(std::string file, const std::vector<std::string>& columns)
    : file_(std::move(file)), columns_(columns) {
  for (const std::string& column : columns_) text(column);
  end_row();
}

void CsvWriter::separate() {
  CHECK(field_ < columns_.size());
  if (field_++ > 0) content_ += ',';
}

void CsvWriter::number(double value) {
  separate();
  if (!std::isfinite(value)) fail(columns_[field_ - 1] + " is not finite");
  char buffer[32];
  content_ += to_text(value, buffer);
}

void CsvWriter::integer(int64_t value) {
  separate();
  char buffer[24];
  content_ += to_text(value, buffer);
}

void CsvWriter::seconds(Time value) {
  separate();
  const int64_t micros = std::abs(value.count());
  char buffer[24];
  if (value.count() < 0) content_ += '-';
  content_ += to_text(micros / kMicrosPerSecond, buffer);
  content_ += '.';
  const std::string_view decimals = to_text(micros % kMicrosPerSecond, buffer);
  content_.append(kSecondsDecimals - decimals.size(), '0');
  content_ += decimals;
}

void CsvWriter::text(std::string_view value) {
  separate();
  if (value.find_first_of("\r\n") != std::string_view::npos)
    fail(columns_[field_ - 1] + " holds a line break");
  if (value.find_first_of(",\"") == std::string_view::npos) {
    content_ += value;
    return;
  }
  content_ += '"';
  for (const char c : value) content_.append(c == '"' ? 2 : 1, c);
  content_ += '"';
}

void CsvWriter::empty() { separate(); }

void CsvWriter::end_row() {
  CHECK(field_ == columns_.size());
  content_ += '\n';
  field_ = 0;
  ++line_;
}

void CsvWriter::fail(const std::string& what) const {
  throw InputError(file_ + ':' + std::to_string(line_), what);
}

}  // namespace steppage
