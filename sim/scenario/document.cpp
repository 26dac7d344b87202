#include "scenario/document.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "scenario/node.hpp"

namespace steppage {
namespace {

std::string read_text(const std::string& path) {
  const auto close = [](std::FILE* file) { std::fclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  std::string text;
  char block[4096];
  while (file != nullptr) {
    const size_t count = std::fread(block, 1, sizeof block, file.get());
    text.append(block, count);
    if (count < sizeof block) break;
  }
  if (file == nullptr || std::ferror(file.get()) != 0)
    throw InputError(path, std::string("cannot be read: ") + std::strerror(errno));
  return text;
}

/// A --set option, taken apart.
struct Override {
  std::string option;  // as messages name it
  std::vector<std::string> keys;
  Json value;
};

// The steps of a JSON pointer, or nothing when it is not one.
std::vector<std::string> pointer_keys(std::string_view pointer) {
  std::vector<std::string> keys;
  if (!pointer.starts_with('/')) return {};
  for (size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      keys.emplace_back();
    } else if (pointer[i] != '~') {
      keys.back() += pointer[i];
    } else {
      const char escaped = ++i < pointer.size() ? pointer[i] : ' ';
      if (escaped != '0' && escaped != '1') return {};
      keys.back() += escaped == '0' ? '~' : '/';
    }
  }
  return keys;
}

Json value_or_text(const std::string& text) {
  try {
    return parse_strictly("", text);
  } catch (const InputError&) {
    return text;
  }
}

Override read_override(const std::string& text) {
  const size_t equals = text.find('=');
  Override read = {"--set " + text.substr(0, equals), pointer_keys(text.substr(0, equals)), {}};
  if (equals == std::string::npos || read.keys.empty())
    throw InputError("--set " + text, "is not /json/pointer=value");
  read.value = value_or_text(text.substr(equals + 1));
  return read;
}

// Of a list's element, or what no list has.
size_t index_of(const std::string& key) {
  const bool is_index =
      !key.empty() && key.size() < 10 && key.find_first_not_of("0123456789") == std::string::npos;
  return is_index ? std::stoul(key) : std::string::npos;
}

Json& element(Json& list, const std::string& key, const std::string& option) {
  const size_t index = key == "-" ? list.size() : index_of(key);
  if (index > list.size())
    throw InputError(option, "asks for element " + json_string(key) + " of a list of " +
                                 std::to_string(list.size()));
  if (index == list.size()) list.push_back(nullptr);
  return list[index];
}

void put(const Override& change, Json& json) {
  Json* at = &json;
  for (const std::string& key : change.keys) {
    if (at->is_null()) *at = key == "0" || key == "-" ? Json::array() : Json::object();
    if (at->is_object())
      at = &(*at)[key];
    else if (at->is_array())
      at = &element(*at, key, change.option);
    else
      throw InputError(change.option, "looks for " + json_string(key) + " in " + shown(*at) +
                                          ", which has no settings");
  }
  *at = change.value;
}

}  // namespace

struct Document::State {
  Json json;
  Reading reading;
  std::unique_ptr<Reader::Node> root;
};

Document::Document(std::unique_ptr<State> state) : state_(std::move(state)) {
  state_->root = std::make_unique<Reader::Node>(state_->reading, &state_->json, "", nullptr);
  read_header();
}

Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::load(const std::string& path, const std::vector<std::string>& overrides,
                        std::optional<uint64_t> seed) {
  return parse(path, read_text(path), overrides, seed);
}

Document Document::parse(const std::string& file, std::string_view text,
                         const std::vector<std::string>& overrides, std::optional<uint64_t> seed) {
  auto state = std::make_unique<State>();
  state->reading.file = file;
  state->json = parse_strictly(file, text);
  if (!state->json.is_object())
    throw InputError(file, "is " + shown(state->json) + ", not an object");
  for (const std::string& change : overrides) put(read_override(change), state->json);
  if (seed) state->json["seed"] = *seed;
  state->json.erase("provenance");
  return Document(std::move(state));
}

std::string Document::schema(const std::function<void(Document&)>& read) {
  // A reading function whose choices hide each other for ever would not end.
  constexpr int kPasses = 1000;
  Schema schema;
  for (int pass = 0; pass == 0 || (schema.has_more() && pass < kPasses); ++pass) {
    auto state = std::make_unique<State>();
    state->json = Json::object();
    state->reading.schema = &schema;
    Document document(std::move(state));
    read(document);
  }
  return dumped(schema.assembled(), 2) + "\n";
}

void Document::read_header() {
  Reader::Node& root = *state_->root;
  root.ask("schema", Schema::Shape::kValue, {{"const", 1}}, true).value = 1;
  const Json* schema = root.find("schema");
  if (schema == nullptr)
    root.require("schema");
  else if (*schema != 1)
    root.complain("/schema", "is " + shown(*schema) + "; this version reads schema 1");

  // Every draw depends on the seed, so it is never drawn itself.
  const NumberLimits limits = {{0, 0x1p53}, true};
  const Json seed_schema = {
      {"type", "integer"}, {"minimum", 0}, {"maximum", plain(0x1p53)}, {"default", 1}};
  const Json* seed = root.find("seed");
  if (seed != nullptr && seed->is_object())
    root.complain("/seed", "is " + shown(*seed) + ", not a plain number: every draw depends on it");
  else if (seed != nullptr)
    state_->reading.seed = static_cast<uint64_t>(root.number("seed", *seed, limits).value_or(1));
  root.ask("seed", Schema::Shape::kValue, seed_schema, false).value = state_->reading.seed;
}

Document Document::part(std::string_view key) {
  const std::string where = file() + ":" + pointer_step(key);
  const Json* found = state_->root->find(key);
  if (found == nullptr) throw InputError(where, "is required");
  if (!found->is_object()) throw InputError(where, "is " + shown(*found) + ", not an object");
  state_->root->ask(key, Schema::Shape::kValue, {}, true).value = *found;
  auto state = std::make_unique<State>();
  state->reading.file = file();
  state->reading.above = pointer_step(key);
  state->json = *found;
  if (!state->json.contains("schema")) state->json["schema"] = 1;
  state->json["seed"] = seed();
  return Document(std::move(state));
}

Reader Document::root() { return Reader(*state_->root); }

const std::string& Document::file() const { return state_->reading.file; }

uint64_t Document::seed() const { return state_->reading.seed; }

void Document::throw_if_problems() const {
  if (!state_->reading.problems.empty()) throw InputError(state_->reading.problems);
}

std::string Document::drawn() const { return dumped(state_->root->drawn(), 2) + "\n"; }

std::optional<double> Document::find_number(const std::string& pointer) const {
  const Json all = state_->root->drawn();
  const Json* at = &all;
  for (const std::string& key : pointer_keys(pointer)) {
    if (at->is_array() && index_of(key) < at->size())
      at = &(*at)[index_of(key)];
    else if (at->is_object() && at->contains(key))
      at = &(*at)[key];
    else
      return {};
  }
  if (!at->is_number()) return {};
  return at->get<double>();
}

std::string with_provenance(const std::string& drawn,
                            const std::vector<std::pair<std::string, std::string>>& provenance) {
  Json whole = Json::parse(drawn);
  Json& member = whole["provenance"] = Json::object();
  for (const auto& [key, value] : provenance) member[key] = value;
  return dumped(whole, 2) + "\n";
}

std::string json_string(std::string_view text) { return dumped(Json(text), -1); }

}  // namespace steppage
