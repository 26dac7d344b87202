#include "page.hpp"
#include "report/card_json.hpp"
#include "report/drawing.hpp"
#include "report/report.hpp"

namespace steppage {
namespace {

using Json = nlohmann::ordered_json;

void replace_once(std::string& text, std::string_view mark, std::string_view by) {
  text.replace(text.find(mark), mark.size(), by);
}

/// In a script element only "<" can end the element or open a comment.
std::string escaped(const std::string& json) {
  std::string text;
  for (const char c : json) c == '<' ? text += "\\u003c" : text += c;
  return text;
}

std::string page_data(const Trial& trial, const Scorecard& card) {
  Json data = header_json(trial, card);
  data["metrics"] = Json::array();
  for (const Measurement& line : card.measurements) data["metrics"].push_back(to_json(line));
  data["scenario"] = scenario_json(trial);
  data["signals"] = drawn_signals(trial);
  data["lanes"] = drawn_lanes(trial, card.matching);
  return escaped(data.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

std::string report_html(const Trial& trial, const Scorecard& card) {
  std::string page(embedded::report_html);
  replace_once(page, "/* report.css */", embedded::report_css);
  replace_once(page, "/* plot.js */", embedded::plot_js);
  replace_once(page, "/* report.js */", embedded::report_js);
  replace_once(page, "{\"report\": \"data\"}", page_data(trial, card));
  return page;
}

}  // namespace steppage
