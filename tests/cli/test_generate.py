"""`steppage generate`: a patient over weeks of training; and `run --arms`."""
import csv
import json
import math
import signal
import subprocess
import time
import unittest

from steppage_program import PROGRAM, ProgramTest

DRIVE = "/patient/impairments/0/drive"
WALK = {"schema": 1, "name": "walk", "activity": {"kind": "walk", "duration_s": 1},
        "device": {"detector": "shank_fes", "stimulator": {"side": "right"}}}


def plan(**parts):
    whole = {"schema": 1, "name": "knee", "seed": 3, "weeks": 3, "sessions_per_week": 10,
             "recovery": [{"setting": DRIVE, "end": 0.8, "side": "right", "repetitions": 20}],
             "scenario": {"patient": {"impairments": [{"kind": "weakness", "side": "right", "muscles": ["VAS", "RF"], "drive": 0.1}]},
                          "activity": {"kind": "knee_extension", "repetitions": 1, "sides": "right",
                                       "tempo_s": {"up": 1, "hold": 0.5, "down": 1, "rest": 0.5}},
                          "sensors": [{"site": "right_shank"}]}}
    return json.dumps({**whole, **parts})


class Generate(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write({"plan.json": plan()})

    def rows(self, folder):
        with (self.folder / folder / "weeks.csv").open() as lines:
            return list(csv.DictReader(lines))

    def bytes_of(self, folder):
        return {str(path.relative_to(self.folder / folder)): path.read_bytes() for path in (self.folder / folder).rglob("*") if path.is_file()}

    def test_follows_the_repetitions_that_were_done(self):
        done = self.steppage("generate", "plan.json")
        rows = self.rows("out/knee")
        self.assertEqual([row["week"] for row in rows], ["1", "2", "3"])
        for week, row in enumerate(rows):
            self.assertEqual(float(row["dose_right"]), 10 * week)  # one repetition a session
            self.assertAlmostEqual(float(row[DRIVE]), 0.8 - 0.7 * math.exp(-10 * week / 20), places=12)
            self.assertEqual((row["repetitions_left"], row["repetitions_right"], row["stop_reason"]), ("0", "10", "completed"))
            trial = json.loads((self.folder / "out/knee" / row["trial"] / "scenario.json").read_text())
            self.assertEqual(trial["patient"]["impairments"][0]["drive"], float(row[DRIVE]))
            self.assertEqual(trial["name"], f"knee_week_{week + 1}")
        ranges = [min(1, float(row["range_fraction_right"])) for row in rows]
        self.assertEqual(ranges, sorted(ranges))
        self.assertEqual([row["range_fraction_left"] for row in rows], [""] * 3)
        self.assertEqual(done.stdout, "3 weeks, 30 repetitions: out/knee/weeks.csv\n")

    def test_goes_on_to_the_same_bytes(self):
        self.steppage("generate", "plan.json", "--out", "whole")
        self.steppage("generate", "plan.json", "--out", "parts", "--set", "/weeks=2")
        self.assertEqual(len(self.rows("parts")), 2)
        self.steppage("generate", "plan.json", "--out", "parts", "--resume")
        self.assertEqual(self.bytes_of("parts"), self.bytes_of("whole"))

    def test_stopped_by_ctrl_c_keeps_the_weeks_that_are_done(self):
        program = subprocess.Popen([PROGRAM, "generate", "plan.json", "--out", "b", "--set", "/weeks=500"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not (self.folder / "b/weeks.csv").exists():
            self.assertIsNone(program.poll())
            time.sleep(0.02)
        program.send_signal(signal.SIGINT)
        self.assertEqual((program.communicate(timeout=60)[0], program.returncode), (b"", 130))
        weeks = len(self.rows("b"))
        self.assertEqual(sorted(path.name for path in (self.folder / "b").iterdir()), [*(f"week_{i + 1:03}" for i in range(weeks)), "weeks.csv"])
        for folder, more in (("b", ["--resume"]), ("a", [])):
            self.steppage("generate", "plan.json", "--out", folder, "--set", f"/weeks={weeks + 1}", *more)
        self.assertEqual(self.bytes_of("a"), self.bytes_of("b"))

    def test_refuses_a_place_it_cannot_write(self):
        self.write({"file": ""})
        self.assertIn("cannot be written", self.steppage("generate", "plan.json", "--out", "file/a", code=2).stderr)

    def test_leaves_what_is_there_alone(self):
        self.steppage("generate", "plan.json", "--out", "a", "--set", "/weeks=1")
        before = self.bytes_of("a")
        self.assertIn("a exists; --resume goes on", self.steppage("generate", "plan.json", "--out", "a", code=2).stderr)
        other = self.steppage("generate", "plan.json", "--out", "a", "--resume", "--seed", "4", code=2)
        self.assertIn("a/week_001 is a trial of another plan", other.stderr)
        self.assertEqual(self.bytes_of("a"), before)

    def test_refuses_a_bad_plan_before_it_writes(self):
        self.write({"bad.json": plan(weeks=0, recovery=[{"setting": "/patient/impairments/0/drvie", "end": 0.8}])})
        for verb in ("generate", "validate"):
            done = self.steppage(verb, "bad.json", code=2)
            self.assertIn("bad.json:/weeks is 0, outside 1 to 520", done.stdout + done.stderr)
            self.assertIn("bad.json:/recovery/0/setting is not the pointer of a number of the scenario", done.stdout + done.stderr)
        self.assertEqual(self.steppage("validate", "plan.json").stdout, "plan.json: ok\n")
        self.assertEqual(self.content(), ["bad.json", "plan.json"])


class Arms(ProgramTest):
    def test_of_a_run_are_three_trials_that_differ_in_the_device(self):
        self.write({"walk.json": json.dumps(WALK)})
        self.steppage("run", "walk.json", "--arms", "--out", "a")
        detectors = {}
        for arm in ("none", "oracle", "detector"):
            score = json.loads((self.folder / "a" / arm / "score.json").read_text())
            detectors[arm] = score["detector"]
        self.assertEqual(detectors, {"none": "none", "oracle": "oracle", "detector": "shank_fes"})
        gain = next(row for row in score["metrics"] if row["name"] == "fes.clinical_gain")
        self.assertIsNone(gain["value"])

    def test_need_a_stimulator(self):
        self.write({"walk.json": json.dumps({**WALK, "device": {"detector": "shank_fes"}})})
        self.assertIn("walk.json:/device has no stimulator that a detector times",
                      self.steppage("run", "walk.json", "--arms", code=2).stderr)
        self.assertEqual(self.content(), ["walk.json"])


class Falls(ProgramTest):
    def test_that_are_scored_are_part_of_a_valid_trial(self):
        falling = {"schema": 1, "name": "falls", "activity": {"kind": "walk", "duration_s": 5},
                   "patient": {"impairments": [{"kind": "weakness", "side": "both", "drive": 0}]}}
        self.write({"falls.json": json.dumps(falling)})
        self.steppage("run", "falls.json", "--out", "invalid", code=4)
        done = self.steppage("run", "falls.json", "--out", "scored", "--set", "/activity/falls=scored")
        self.assertTrue(done.stdout.startswith("falls, detector rep_counter: valid, fell\n"), done.stdout)
        score = json.loads((self.folder / "scored/score.json").read_text())
        self.assertEqual((score["valid"], score["stop_reason"]), (True, "fell"))
        last = (self.folder / "scored/truth/events.csv").read_text().splitlines()[-1]
        self.assertRegex(last, r"^[0-9.]+,unknown,fall$")
        self.assertEqual((self.folder / "invalid/truth/events.csv").read_text(), (self.folder / "scored/truth/events.csv").read_text())
        self.steppage("replay", "scored", "--out", "again")
        self.steppage("replay", "invalid", "--out", "again", code=4)


if __name__ == "__main__":
    unittest.main()
