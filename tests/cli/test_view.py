"""Pictures and films of a trial."""
import json
import os
import shutil
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

from steppage_program import PROGRAM, ProgramTest, recording, scenario

MIDDLE = "5.715"  # of the trial that scenario() gives


class View(ProgramTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.trial = Path(folder.name) / "trial"
        (Path(folder.name) / "two_reps.json").write_text(scenario())
        subprocess.run([PROGRAM, "run", "two_reps.json", "--out", "trial"], cwd=folder.name, check=True,
                       capture_output=True, timeout=300)

    def setUp(self):
        super().setUp()
        shutil.copytree(self.trial, self.folder / "trial")

    def bytes_of(self, name):
        return (self.folder / name).read_bytes()

    def assert_refused(self, message, *arguments):
        before = self.content()
        done = self.steppage("view", *arguments, code=2)
        self.assertIn("steppage: " + message + "\n", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.content(), before)

    def test_writes_a_picture_of_1280_by_960(self):
        done = self.steppage("view", "trial", "--png", "a.png")
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        self.assertEqual(self.bytes_of("a.png")[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", self.bytes_of("a.png")[16:24]), (1280, 960))

    def test_shows_the_middle_unless_told_otherwise_and_the_same_twice(self):
        self.steppage("view", "trial", "--png", "a.png")
        self.steppage("view", "trial", "--png", "b.png", "--at", MIDDLE)
        self.steppage("view", "trial", "--png", "c.png", "--at", "0")
        self.assertEqual(self.bytes_of("a.png"), self.bytes_of("b.png"))
        self.assertNotEqual(self.bytes_of("a.png"), self.bytes_of("c.png"))

    def keep_one_second(self):
        motion = self.folder / "trial/truth/motion.csv"
        motion.write_text("".join(motion.read_text().splitlines(True)[:101]))

    def test_writes_a_film_that_lasts_as_long_as_the_trial(self):
        if not (shutil.which("ffmpeg") and shutil.which("ffprobe")):
            self.skipTest("ffmpeg is not installed")
        self.keep_one_second()
        self.steppage("view", "trial", "--mp4", "a.mp4")
        probe = subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-count_frames", "-show_entries",
                                "stream=width,height,r_frame_rate,nb_read_frames:format=duration", "a.mp4"],
                               cwd=self.folder, check=True, capture_output=True, text=True)
        found = json.loads(probe.stdout)
        self.assertAlmostEqual(float(found["format"]["duration"]), 1, delta=0.02)
        self.assertEqual(found["streams"][0], {"width": 1280, "height": 960, "r_frame_rate": "25/1",
                                               "nb_read_frames": "25"})
        self.assertEqual([name for name in self.content() if "mp4" in name], ["a.mp4"])

    def test_says_that_a_film_needs_ffmpeg(self):
        before = self.content()
        done = subprocess.run([PROGRAM, "view", "trial", "--mp4", "a.mp4"], cwd=self.folder, capture_output=True,
                              text=True, timeout=300, env={**os.environ, "PATH": str(self.folder)})
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "steppage: ffmpeg is not installed, and a film needs it: apt-get install ffmpeg\n")
        self.assertEqual(self.content(), before)

    def test_shows_each_part_of_a_session_with_its_own_props(self):
        self.write({"session.json": json.dumps({"schema": 1, "activity": {
            "kind": "session", "transfer_s": 2,
            "parts": [{"kind": "stand", "duration_s": 1}, {"kind": "lie", "duration_s": 1}]}})})
        self.steppage("run", "session.json", "--out", "session", code=4)  # nothing to score
        self.steppage("view", "session", "--png", "in_between.png", "--at", "1.9")
        self.steppage("view", "session", "--png", "standing.png", "--at", "0.99")
        self.steppage("view", "session", "--png", "lying.png", "--at", "3.5")
        self.assertNotEqual(self.bytes_of("lying.png"), self.bytes_of("standing.png"))
        self.write({"session/truth/intervals.csv": "start_s,end_s,side,label,detail\n"})
        self.assert_refused("session/truth/intervals.csv has 0 activities, and scenario.json has 2", "session",
                            "--png", "a.png")

    def test_goes_along_with_a_walker(self):
        # Without muscles the patient falls after a step; how well anybody walks is not the point.
        limp = {gain: 0 for gain in ("lumbar", "VAS_stance", "VAS_force", "GMAX_stance", "GMAX_force", "GMAX_lean")}
        self.write({"walk.json": json.dumps({"schema": 1, "activity": {
            "kind": "walk", "duration_s": 5, "gains": limp}})})
        fallen = self.steppage("run", "walk.json", "--out", "walk", code=4)
        self.assertIn("fell", fallen.stderr)
        self.steppage("view", "walk", "--png", "a.png", "--at", "0.2")
        self.steppage("view", "walk", "--png", "b.png", "--at", "0.3")
        self.assertNotEqual(self.bytes_of("a.png"), self.bytes_of("b.png"))

    def test_asks_what_to_write(self):
        self.assert_refused("view has no window yet: give --png FILE, --mp4 FILE, or both", "trial")
        self.assert_refused("--at requires --png", "trial", "--at", "3")

    def test_refuses_a_time_outside_the_trial(self):
        for time in ["-0.01", "11.45", "nan"]:
            with self.subTest(time):
                self.assert_refused(f"--at {float(time):.2f} is outside the trial, whose motion is known from 0.00 to "
                                    "11.43 s", "trial", "--png", "a.png", f"--at={time}")

    def test_refuses_what_is_not_a_simulated_trial(self):
        self.write({**recording(), "empty/x": ""})
        self.assert_refused("none is not a directory", "none", "--png", "a.png")
        self.assert_refused("empty/scenario.json cannot be read: No such file or directory", "empty", "--png", "a.png")
        self.assert_refused("rec/truth/motion.csv does not exist: only trials that `steppage run` wrote can be shown",
                            "rec", "--png", "a.png")

    def test_refuses_a_motion_of_another_body(self):
        motion = self.folder / "trial/truth/motion.csv"
        motion.write_text(motion.read_text().replace("right_knee_flexion_deg", "right_knee_deg", 1))
        self.assert_refused("trial/truth/motion.csv does not describe the body of scenario.json: it has no "
                            "right_knee_flexion_deg", "trial", "--png", "a.png")

    def test_refuses_a_file_that_cannot_be_written(self):
        self.assert_refused("none/a.png cannot be written: No such file or directory", "trial", "--png", "none/a.png")
        self.assert_refused("trial cannot be written: Is a directory", "trial", "--png", "trial")


if __name__ == "__main__":
    unittest.main()
