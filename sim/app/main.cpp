// steppage: reads the command line, hands over to a verb, turns what comes back into an exit code.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>

#include "core/input_error.hpp"
#include "terminal.hpp"
#include "verbs.hpp"
#include "version.hpp"

namespace steppage {
namespace {

struct CommandLine {
  CLI::App app{"A virtual stroke patient and test harness for gait-rehabilitation wearables."};
  Options options;
  const Verb* verb = nullptr;  // that was asked for
};

void declare(CommandLine& line) {
  line.app.name("steppage");
  line.app.footer("steppage VERB --help explains a verb.");
  line.app.get_formatter()->label("SUBCOMMAND", "VERB");
  line.app.set_version_flag("--version", std::string(kVersion) + " (" + kRevision + ")");
  line.app.require_subcommand(1);
  for (const Verb& verb : verbs()) {
    CLI::App* command = line.app.add_subcommand(std::string(verb.name), std::string(verb.summary));
    command->group("Verbs");
    command->footer("Example:\n  " + std::string(verb.example));
    command->callback([&line, &verb] { line.verb = &verb; });
    verb.declare(*command, line.options);
  }
}

int fail_usage(const CommandLine& line, const std::string& message) {
  const auto commands = line.app.get_subcommands();
  const std::string verb = commands.empty() ? "" : " " + commands.front()->get_name();
  complain(message);
  complain("try steppage" + verb + " --help");
  return kBadInput;
}

// A first word that is neither a verb nor an option gets a better answer than the parser's.
std::string find_verb_fault(int argc, char** argv) {
  if (argc < 2) return "a verb is missing";
  const std::string word = argv[1];
  std::vector<std::string> known;
  for (const Verb& verb : verbs()) known.emplace_back(verb.name);
  if (word.starts_with('-') || std::find(known.begin(), known.end(), word) != known.end())
    return "";
  const std::string near = closest(word, known);
  return word + " is not a verb" + (near.empty() ? "" : "; did you mean " + near + "?");
}

int parse_and_act(int argc, char** argv) {
  CommandLine line;
  declare(line);
  const std::string fault = find_verb_fault(argc, argv);
  if (!fault.empty()) return fail_usage(line, fault);
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return line.app.exit(help);
  } catch (const CLI::ParseError& error) {
    return fail_usage(line, error.what());
  }
  return line.verb->act(line.options);
}

int guarded(int argc, char** argv) {
  try {
    const int code = parse_and_act(argc, argv);
    return is_interrupted() ? kInterrupted : code;
  } catch (const Interrupted&) {
    return kInterrupted;
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) complain(problem.where + " " + problem.what);
    return kBadInput;
  } catch (const std::exception& error) {
    complain(std::string("a bug: ") + error.what());
    return kBug;
  }
}

}  // namespace
}  // namespace steppage

int main(int argc, char** argv) {
  steppage::note_interrupts();
  const int code = steppage::guarded(argc, argv);
  if (std::fflush(stdout) != 0) {
    steppage::complain(std::string("standard output cannot be written: ") + std::strerror(errno));
    return steppage::kBadInput;
  }
  return code;
}
