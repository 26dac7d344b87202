#include <gtest/gtest.h>

#include "sim/scenario/reading.hpp"

namespace steppage {
namespace {

// What follows the title and comes before the definition of a range.
std::string body(const std::string& schema) {
  const size_t begin = schema.find("  \"type\""), end = schema.find("  \"$defs\"");
  EXPECT_NE(begin, std::string::npos);
  EXPECT_NE(end, std::string::npos);
  return schema.substr(begin, end - begin);
}

std::string compact(const std::string& json) {
  std::string text;
  for (const char c : json)
    if (c != ' ' && c != '\n') text += c;
  return text;
}

const std::string kHeader =
    R"("type":"object","properties":{"schema":{"const":1},"seed":{"type":"integer",)"
    R"("minimum":0,"maximum":9007199254740992,"default":1})";

TEST(Schema, SaysTheDraftAndDefinesARange) {
  const std::string schema = compact(Document::schema([](Document&) {}));
  EXPECT_TRUE(schema.starts_with(
      R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Steppagescenario",)"))
      << schema;
  const std::string numbers = R"("type":"array","items":{"type":"number"},)";
  const std::string pair = "{" + numbers + R"("minItems":2,"maxItems":2})";
  EXPECT_TRUE(schema.ends_with(R"("$defs":{"range":{"type":"object","properties":{"uniform":)" +
                               pair + R"(,"normal":)" + pair + R"(,"choice":{)" + numbers +
                               R"("minItems":1}},"additionalProperties":false,)"
                               R"("minProperties":1,"maxProperties":1}}})"))
      << schema;
}

TEST(Schema, HasTypeRangeDefaultAndAllowedNamesOfEverySetting) {
  const std::string schema = Document::schema([](Document& document) {
    Reader patient = document.root().object("patient");
    patient.number("mass_kg", {20, 200}, 68);
    patient.text("sex", {"female", "male"}, "female");
    patient.boolean("fit");
    patient.texts("tags", {}, {});
    patient.finish();
    document.root().finish();
    document.throw_if_problems();
  });
  EXPECT_EQ(compact(body(schema)),
            kHeader + R"(,"patient":{"type":"object","properties":{)"
                      R"("mass_kg":{"anyOf":[{"type":"number","minimum":20,"maximum":200},)"
                      R"({"$ref":"#/$defs/range"}],"default":68},)"
                      R"("sex":{"type":"string","enum":["female","male"],"default":"female"},)"
                      R"("fit":{"type":"boolean"},)"
                      R"("tags":{"type":"array","items":{"type":"string"},"default":[]}},)"
                      R"("required":["fit"],"additionalProperties":false}},)"
                      R"("required":["schema","patient"],"additionalProperties":false,)");
}

TEST(Schema, AsksForEveryKindAndEveryOptionalPart) {
  const std::string schema = Document::schema([](Document& document) {
    for (Reader& row : document.root().objects("rows")) {
      if (row.has("preset")) {
        row.text("preset", {"foot_drop", "crouch"});
      } else {
        const std::string kind = row.text("kind", {"weakness", "spasticity", "clonus"});
        if (kind == "weakness") row.number("drive", {0, 1}, 1);
        if (kind == "clonus") row.integer("beats", {1, 50});
      }
      row.text("side", {"left", "right"});
      row.finish();
    }
    if (!document.root().is_null("device")) document.root().object("device").finish();
  });
  EXPECT_EQ(compact(body(schema)),
            kHeader + R"(,"rows":{"type":"array","items":{"type":"object","properties":{)"
                      R"("preset":{"type":"string","enum":["foot_drop","crouch"]},)"
                      R"("side":{"type":"string","enum":["left","right"]},)"
                      R"("kind":{"type":"string","enum":["weakness","spasticity","clonus"]},)"
                      R"("drive":{"anyOf":[{"type":"number","minimum":0,"maximum":1},)"
                      R"({"$ref":"#/$defs/range"}],"default":1},)"
                      R"("beats":{"anyOf":[{"type":"integer","minimum":1,"maximum":50},)"
                      R"({"$ref":"#/$defs/range"}]}},)"
                      R"("required":["side"],"additionalProperties":false}},)"
                      R"("device":{"anyOf":[{"type":"object","properties":{},)"
                      R"("additionalProperties":false},{"type":"null"}]}},)"
                      R"("required":["schema"],"additionalProperties":false,)");
}

}  // namespace
}  // namespace steppage
