// Comma-separated files of our own: one header line, numbers that read back to the same bits, text
// quoted only where it must be, lines that end in LF. Strict: what does not fit throws InputError
// at "file:line".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace steppage {

/// Reads field by field, in the order of the columns:
///
///   CsvReader csv(file, content, {"t_s", "side"});
///   while (csv.next_row()) {
///     const Time time = csv.seconds();
///     const size_t side = csv.choice(kSideNames);
///   }
///
/// Every field of a row must be taken before the next row.
class CsvReader {
 public:
  /// The header must name exactly these columns, in this order, then all of `appended` or none;
  /// without any it may name what it likes. `file` is what messages call it.
  CsvReader(std::string file, std::string content, const std::vector<std::string>& columns = {},
            const std::vector<std::string>& appended = {});
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  const std::vector<std::string>& columns() const { return columns_; }
  bool has_column(std::string_view column) const;
  /// False after the last row.
  bool next_row();

  double number();  // finite
  std::optional<double> optional_number();
  int64_t integer();
  int64_t integer(int64_t low, int64_t high);
  Time seconds();  // exact: at most six decimals
  std::optional<Time> optional_seconds();
  std::string text();
  /// Index of the field in `allowed`.
  size_t choice(std::span<const std::string_view> allowed);

  /// Throws InputError at the row that was read last.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  std::string_view take_line();
  void split(std::string_view line);
  void check_header(std::vector<std::string> expected,
                    const std::vector<std::string>& appended) const;
  const std::string& take_field();
  [[noreturn]] void fail_field(const std::string& field, const std::string& what) const;

  std::string file_;
  std::string content_;
  std::vector<std::string> columns_;
  std::vector<std::string> fields_;  // of the row that was read last
  size_t next_field_ = 0;
  size_t position_ = 0;  // of the next line in content_
  int line_ = 0;         // of the row that was read last, from 1
};

/// Writes what CsvReader reads. The same values give the same bytes on every machine.
class CsvWriter {
 public:
  CsvWriter(std::string file, const std::vector<std::string>& columns);

  void number(double value);  // shortest decimal that reads back to the same bits; must be finite
  void integer(int64_t value);
  void seconds(Time value);  // six decimals
  void text(std::string_view value);
  void empty();
  void end_row();

  const std::string& content() const { return content_; }
  /// Throws InputError at the row that is being written.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  void separate();

  std::string file_;
  std::vector<std::string> columns_;
  std::string content_;
  size_t field_ = 0;  // of the row that is being written
  int line_ = 1;
};

}  // namespace steppage
