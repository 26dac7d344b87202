"""The README's commands do what the README shows."""
import re
import shlex
import shutil
import unittest
from pathlib import Path

from steppage_program import ProgramTest

TOP = Path(__file__).resolve().parents[2]
README = (TOP / "README.md").read_text()
BLOCKS = re.findall(r"^```\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
LABEL = re.compile(r"^ *([a-z_]+\.[a-z_0-9.]+) ", re.MULTILINE)


class Readme(ProgramTest):
    def run_in_checkout_copy(self, command):
        shutil.copytree(TOP / "scenarios", self.folder / "scenarios", dirs_exist_ok=True)
        program, *arguments = shlex.split(command)
        self.assertEqual(program, "build/bin/steppage")
        return self.steppage(*arguments)

    def test_shows_the_scorecard_that_the_demo_prints(self):
        shown = next(block for block in BLOCKS if "reps.exact" in block)
        done = self.run_in_checkout_copy(
            "build/bin/steppage run scenarios/knee_extension/weak_right_quadriceps.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(LABEL.findall(shown), LABEL.findall(done.stdout))
        self.assertEqual(shown.splitlines()[0], done.stdout.splitlines()[0])

    def test_names_commands_that_work(self):
        commands = [line for block in BLOCKS for line in block.splitlines()
                    if line.startswith("build/bin/steppage")]
        self.assertTrue(commands)
        for command in commands:
            with self.subTest(command):
                done = self.run_in_checkout_copy(command)
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_links_to_files_that_exist(self):
        for page in [TOP / "README.md", *(TOP / "docs").glob("*.md"), TOP / "models/README.md"]:
            for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
                with self.subTest(f"{page.name}: {target}"):
                    self.assertTrue((page.parent / target).exists())


if __name__ == "__main__":
    unittest.main()
