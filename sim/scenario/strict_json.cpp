#include "scenario/strict_json.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <vector>

#include "core/input_error.hpp"

namespace steppage {
namespace {

// Deeper than any file of ours; keeps recursive code off the end of the stack.
constexpr size_t kMaxDepth = 64;

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.' ||
         c == '/' || c == '_';
}

struct Place {
  size_t line = 1;
  size_t column = 1;
  std::string word;  // that the error is in
};

// `read` bytes had been read when the parser gave up; the error is in the last of them, or in the
// word that they ended.
Place find_place(std::string_view text, size_t read, bool ended_word) {
  size_t begin = std::min(read == 0 ? 0 : read - 1, text.size());
  if (ended_word && begin > 0 && (begin == text.size() || !is_word(text[begin]))) --begin;
  while (begin > 0 && begin < text.size() && is_word(text[begin]) && is_word(text[begin - 1]))
    --begin;
  size_t end = begin;
  while (end < text.size() && is_word(text[end])) ++end;
  Place place;
  place.word = text.substr(begin, end - begin);
  const std::string_view before = text.substr(0, begin);
  place.line += static_cast<size_t>(std::count(before.begin(), before.end(), '\n'));
  const size_t newline = before.rfind('\n');
  place.column += newline == std::string_view::npos ? begin : begin - newline - 1;
  return place;
}

bool is_not_finite(std::string word) {
  if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.erase(0, 1);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word == "nan" || word == "inf" || word == "infinity";
}

// The library's message without its number, place and what it has read so far.
std::string essence(const std::string& message) {
  const size_t dash = message.find(" - ");
  const size_t begin = dash == std::string::npos ? message.find("] ") + 2 : dash + 3;
  const size_t end = message.find("; last read");
  return message.substr(begin, end == std::string::npos ? end : end - begin);
}

std::string what_is_wrong(const Place& place, const nlohmann::json::exception& error) {
  constexpr int kNumberOverflow = 406;
  if (is_not_finite(place.word)) return "is " + place.word + ", not a finite number as JSON has";
  if (error.id == kNumberOverflow) return "is " + place.word + ", too large for a number";
  if (place.word.starts_with("//") || place.word.starts_with("/*"))
    return "is a comment, which JSON does not have";
  return "is not JSON: " + essence(error.what());
}

// Listens to the parser and notes what a tree would no longer show.
class Inspector : public nlohmann::json_sax<Json> {
 public:
  Inspector(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {}
  const std::vector<Problem>& problems() const { return problems_; }

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(size_t) override { return start(false); }
  bool start_array(size_t) override { return start(true); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool key(string_t& name) override {
    levels_.back().step = pointer_step(name);
    if (!levels_.back().keys.insert(name).second)
      problems_.push_back({file_ + ":" + pointer(), "is given twice"});
    return true;
  }

  bool parse_error(size_t position, const std::string&, const Json::exception& error) override {
    const std::string message = essence(error.what());
    const bool is_literal = message.starts_with("invalid literal");
    const Place place = find_place(text_, position, is_literal);
    problems_ = {{file_ + ":" + std::to_string(place.line) + ":" + std::to_string(place.column),
                  what_is_wrong(place, error)}};
    return false;
  }

 private:
  struct Level {
    bool is_array = false;
    size_t index = 0;
    std::string step;  // pointer step of the member being read
    std::set<std::string> keys;
  };

  bool start(bool is_array) {
    if (levels_.size() == kMaxDepth) {
      problems_ = {{file_, "is nested more than " + std::to_string(kMaxDepth) + " deep"}};
      return false;
    }
    levels_.push_back({is_array, 0, is_array ? "/0" : "", {}});
    return true;
  }

  bool end() {
    levels_.pop_back();
    return value();
  }

  bool value() {
    if (!levels_.empty() && levels_.back().is_array)
      levels_.back().step = "/" + std::to_string(++levels_.back().index);
    return true;
  }

  std::string pointer() const {
    std::string text;
    for (const Level& level : levels_) text += level.step;
    return text;
  }

  std::string file_;
  std::string_view text_;
  std::vector<Level> levels_;
  std::vector<Problem> problems_;
};

}  // namespace

Json parse_strictly(const std::string& file, std::string_view text) {
  Inspector inspector(file, text);
  Json::sax_parse(text, &inspector);
  if (!inspector.problems().empty()) throw InputError(inspector.problems());
  return Json::parse(text);
}

std::string pointer_step(std::string_view key) {
  std::string text = "/";
  for (const char c : key) {
    if (c == '~')
      text += "~0";
    else if (c == '/')
      text += "~1";
    else
      text += c;
  }
  return text;
}

Json plain(double value) {
  constexpr double kExact = 0x1p53;
  const bool is_whole = std::abs(value) <= kExact && std::trunc(value) == value;
  if (is_whole && !(value == 0 && std::signbit(value))) return static_cast<int64_t>(value);
  return value;
}

std::string dumped(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string shown(const Json& value) {
  constexpr size_t kLongest = 60;
  std::string text = dumped(value.is_number_float() ? plain(value.get<double>()) : value, -1);
  if (text.size() <= kLongest) return text;
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

std::string shown(double value) { return shown(plain(value)); }

}  // namespace steppage
