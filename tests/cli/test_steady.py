"""`steppage steady`: a walker who learns to correct his steps."""
import json
import unittest

from steppage_program import ProgramTest, scenario

SLOW = {"kind": "walk", "speed_m_s": 0.8, "duration_s": 8}


class Steady(ProgramTest):
    def learn(self, walks):
        self.write({"walk.json": scenario(activity=SLOW, sensors=[], device={"detector": "none"})})
        told = self.steppage("steady", "walk.json", "--out", "learned.json", "--rounds", "1", "--walks", str(walks)).stdout
        return told, json.loads((self.folder / "learned.json").read_text())

    def test_writes_what_a_walk_can_use_and_the_same_when_its_own_command_is_given_again(self):
        told, learned = self.learn(12)
        self.assertRegex(told, r"(?s)^round 0: .* of 6 walks completed.*\nround 1: .* of 6 walks .*\nkept that of round [01]: learned.json\n$")
        self.write({"again.json": scenario(activity={**SLOW, "feedback": learned["feedback"]})})
        self.steppage("validate", "again.json")
        command = learned["provenance"]["command"].split()
        self.assertEqual(command[0], "steppage")
        self.steppage(*command[1:], "--out", "same.json", "--jobs", "1")
        self.assertEqual((self.folder / "same.json").read_bytes(), (self.folder / "learned.json").read_bytes())

    def test_says_that_two_walks_teach_nothing(self):
        told, learned = self.learn(2)
        self.assertIn("round 1: too few steady steps to learn from", told)
        self.assertEqual(learned["steadiness"]["round"], 0)


if __name__ == "__main__":
    unittest.main()
