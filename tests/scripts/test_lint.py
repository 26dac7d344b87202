"""Each house rule fires on the smallest file that breaks it, at the right line, and stays silent where it is spared."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import lint  # noqa: E402

# Rule number in lint.RULES, a file that breaks it, the offending second line, a file where the same line is fine.
EXAMPLES = [
    (0, "sim/truth/strides.cpp", "#include <mujoco/mujoco.h>", "sim/physics/model.cpp"),
    (0, "tests/sim/truth/strides_test.cpp", "#include <mujoco/mjspec.h>", "tests/sim/physics/model_test.cpp"),
    (1, "sim/trial/run.cpp", "#include <nlohmann/json.hpp>", "sim/report/score_json.cpp"),
    (2, "sim/score/compare.hpp", "#include <iostream>", "sim/app/main.cpp"),
    (3, "detector/include/stp_fes.h", "#include <stddef.h>", "detector/src/biquad.hpp"),
    (3, "detector/include/stp_fes.h", '#include "stp_detector.h"', "detector/src/biquad.hpp"),
    (4, "detector/src/ring.hpp", "#include <array>", "sim/core/random.hpp"),
    (4, "detector/src/ring.hpp", '#include "core/time.hpp"', "sim/core/random.hpp"),
    (5, "sim/core/random.cpp", "std::normal_distribution<double> bell;", "docs/random.md"),
    (6, "docs/sensors.md", "TO" + "DO: the rest", "LICENSE"),
    (7, "scripts/demo", "cp report.html /" + "home/me", None),
    (7, "docs/sensors.md", "see /" + "work/main", None),
]


def code(path, second_line):
    """Two lines; with an assertion where the path is that of a test."""
    return ("EXPECT_EQ(1, 1);" if "_test." in path else "first") + "\n" + second_line + "\n"


class HouseRules(unittest.TestCase):
    def test_each_fires_on_its_example(self):
        for rule, path, line, _ in EXAMPLES:
            with self.subTest(path=path, line=line):
                self.assertEqual(lint.findings(path, code(path, line)), [f"{path}:2: {lint.RULES[rule][3]}"])

    def test_each_spares_the_files_it_names(self):
        for _, _, line, spared in EXAMPLES:
            if spared:
                with self.subTest(path=spared, line=line):
                    self.assertEqual(lint.findings(spared, code(spared, line)), [])

    def test_none_is_without_an_example(self):
        self.assertEqual({rule for rule, *_ in EXAMPLES}, set(range(len(lint.RULES))))

    def test_firmware_may_include_its_own_headers(self):
        text = '#include <stdint.h>\n#include <stddef.h>\n#include "biquad.hpp"\n'
        self.assertEqual(lint.findings("detector/src/shank_gyro.cpp", text), [])

    def test_closing_tags_web_addresses_and_relative_paths_are_no_absolute_paths(self):
        text = "</root> https://example.org/home build/work/ ../shared\n"
        self.assertEqual(lint.findings("docs/page.md", text), [])


class WholeFiles(unittest.TestCase):
    def test_one_line_too_many_is_found(self):
        self.assertEqual(lint.findings("sim/core/a.cpp", "x\n" * 450), [])
        self.assertEqual(lint.findings("sim/core/a.cpp", "x\n" * 451),
                         ["sim/core/a.cpp:451: more than 450 lines; it holds two subjects"])

    def test_a_test_that_asserts_nothing_is_found(self):
        for path in ("tests/sim/core/time_test.cpp", "tests/scripts/test_x.py"):
            self.assertEqual(lint.findings(path, "run();\n"), [f"{path}:1: a test file without an assertion"])
        self.assertEqual(lint.findings("tests/sim/core/time_test.cpp", "ASSERT_TRUE(x);\n"), [])

    def test_a_broken_scenario_is_found_with_its_line(self):
        found = lint.findings("scenarios/walk/a.json", '{"schema": 1,\n "name"}\n')
        self.assertEqual(len(found), 1)
        self.assertRegex(found[0], r"^scenarios/walk/a\.json:2: not JSON: ")
        self.assertEqual(lint.findings("scenarios/walk/a.json", '{"schema": 1}\n'), [])


if __name__ == "__main__":
    unittest.main()
