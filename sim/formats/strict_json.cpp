#include "formats/strict_json.hpp"

#include <algorithm>

#include "core/input_error.hpp"

namespace steppage {

Json parse_json(const std::string& file, const std::string& text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    throw InputError(file + ':' + std::to_string(line), "is not valid JSON");
  }
}

std::string to_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

JsonObject::JsonObject(std::string file, Json json, std::string pointer)
    : file_(std::move(file)), json_(std::move(json)), pointer_(std::move(pointer)) {
  if (!json_.is_object()) throw InputError(file_ + ':' + pointer_, "is not an object");
}

const Json* JsonObject::find(const std::string& key) {
  asked_.push_back(key);
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

const Json& JsonObject::get(const std::string& key) {
  const Json* value = find(key);
  if (!value) fail(key, "is missing");
  return *value;
}

bool JsonObject::has(const std::string& key) { return find(key) != nullptr; }

bool JsonObject::is_null(const std::string& key) { return get(key).is_null(); }

std::string JsonObject::text(const std::string& key, std::optional<std::string> otherwise) {
  if (otherwise && !has(key)) return *otherwise;
  const Json& value = get(key);
  if (!value.is_string()) fail_type(key, "a text");
  return value.get<std::string>();
}

double JsonObject::number(const std::string& key) {
  const Json& value = get(key);
  if (!value.is_number()) fail_type(key, "a number");
  return value.get<double>();
}

std::vector<double> JsonObject::numbers(const std::string& key, std::optional<double> null_means) {
  const Json& array = get(key);
  if (!array.is_array()) fail_type(key, "an array of numbers");
  std::vector<double> values;
  for (const Json& value : array) {
    if (!value.is_number() && !(value.is_null() && null_means))
      fail_type(key, "an array of numbers");
    values.push_back(value.is_null() ? *null_means : value.get<double>());
  }
  return values;
}

std::vector<std::string> JsonObject::texts(const std::string& key) {
  const Json& array = get(key);
  if (!array.is_array()) fail_type(key, "an array of texts");
  std::vector<std::string> values;
  for (const Json& value : array) {
    if (!value.is_string()) fail_type(key, "an array of texts");
    values.push_back(value.get<std::string>());
  }
  return values;
}

int64_t JsonObject::integer(const std::string& key, std::optional<int64_t> otherwise) {
  if (otherwise && !has(key)) return *otherwise;
  const Json& value = get(key);
  if (!value.is_number_integer()) fail_type(key, "a whole number");
  return value.get<int64_t>();
}

bool JsonObject::boolean(const std::string& key) {
  const Json& value = get(key);
  if (!value.is_boolean()) fail_type(key, "true or false");
  return value.get<bool>();
}

JsonObject JsonObject::object(const std::string& key) {
  const Json* value = find(key);
  return JsonObject(file_, value ? *value : Json::object(), pointer_ + '/' + key);
}

std::vector<std::string> JsonObject::keys() const {
  std::vector<std::string> names;
  for (const auto& item : json_.items()) names.push_back(item.key());
  return names;
}

void JsonObject::finish() const {
  for (const std::string& key : keys()) {
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    const std::string near = closest(key, asked_);
    fail(key, "is not a known key" + (near.empty() ? "" : "; did you mean " + near + '?'));
  }
}

void JsonObject::fail(const std::string& key, const std::string& what) const {
  throw InputError(file_ + ':' + pointer_ + '/' + key, what);
}

void JsonObject::fail_type(const std::string& key, const char* expected) const {
  fail(key, "is " + json_.at(key).dump() + ", expected " + expected);
}

}  // namespace steppage
