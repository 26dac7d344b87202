"""What the verbs print, write and return when all is well."""
import json
import os
import pty
import signal
import subprocess
import unittest

from steppage_program import PROGRAM, ProgramTest, recording, scenario

VERBS = ["run", "replay", "generate", "import", "model", "list", "validate", "view", "tune", "steady", "adapt"]
TABLES = ["exercises", "activities", "impairments", "sensors", "parts", "detectors", "metrics", "formats"]
TRIAL_FILES = ["report.html", "scenario.json", "score.json"]


class Help(ProgramTest):
    def test_names_every_verb(self):
        text = self.steppage("--help").stdout
        for verb in VERBS:
            self.assertRegex(text, rf"\n  {verb} +\w")

    def test_of_every_verb_has_an_example_that_begins_with_the_verb(self):
        for verb in VERBS:
            with self.subTest(verb):
                self.assertIn(f"Example:\n  steppage {verb} ", self.steppage(verb, "--help").stdout)


class Lists(ProgramTest):
    def test_have_a_summary_in_every_row(self):
        for table in TABLES:
            with self.subTest(table):
                lines = self.steppage("list", table).stdout.splitlines()
                rows = json.loads(self.steppage("list", table, "--json").stdout)
                self.assertTrue(rows)
                self.assertTrue(all(row["name"] and row["summary"] for row in rows))
                self.assertEqual([line.split(maxsplit=1) for line in lines],
                                 [[row["name"], row["summary"]] for row in rows])

    def test_say_what_presets_consist_of_and_why_when_asked(self):
        rows = json.loads(self.steppage("list", "impairments", "--json", "--verbose").stdout)
        details = {row["name"]: row["details"] for row in rows}
        self.assertTrue(all(details.values()))
        self.assertTrue(any(line.startswith('moderate: {"kind": "weakness", "side": "affected", "muscles": ["TA", "EDL"], "drive": 0.05')
                            and "Riener & Edrich 1999" in line for line in details["foot_drop"]))
        text = self.steppage("list", "impairments", "--verbose").stdout
        for line in details["foot_drop"]:
            self.assertIn(f"    {line}\n", text)

    def test_name_what_is_in_this_version(self):
        for table, name in [("exercises", "knee_extension"), ("impairments", "weakness"), ("sensors", "imu"),
                            ("parts", "LSM6DSO"), ("detectors", "shank_gyro"), ("detectors", "none"),
                            ("metrics", "initial_contact.f1"), ("formats", "uniss")]:
            with self.subTest(name):
                rows = json.loads(self.steppage("list", table, "--json").stdout)
                self.assertIn(name, [row["name"] for row in rows])

    def test_include_a_strict_schema_of_every_part_of_a_scenario(self):
        schema = json.loads(self.steppage("list", "schema").stdout)
        self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
        parts = schema["properties"]
        self.assertLessEqual({"schema", "name", "patient", "activity", "sensors", "device", "seed"}, set(parts))
        self.assertEqual(schema["required"], ["schema", "activity"])
        self.assertIs(schema["additionalProperties"], False)
        self.assertIn("knee_extension", parts["activity"]["properties"]["kind"]["enum"])
        row = parts["patient"]["properties"]["impairments"]["items"]["properties"]
        self.assertLessEqual({"kind", "side", "muscles", "drive", "strength"}, set(row))


class Validate(ProgramTest):
    def test_says_ok_to_good_scenarios_and_recordings(self):
        self.write({"good.json": scenario(), **recording()})
        self.assertEqual(self.steppage("validate", "good.json", "rec").stdout, "good.json: ok\nrec: ok\n")

    def test_reports_the_problems_of_every_file(self):
        self.write({"good.json": scenario(), "bad.json": scenario(patient={"mass_kg": 7}, shoes=42)})
        done = self.steppage("validate", "good.json", "bad.json", "none.json", code=2)
        self.assertEqual(done.stdout, "good.json: ok\n"
                                      "bad.json:/patient/mass_kg is 7, outside 40 to 150\n"
                                      "bad.json:/shoes is not a known setting\n"
                                      "none.json cannot be read: No such file or directory\n")

    def test_prints_the_same_for_a_script(self):
        self.write({"good.json": scenario(), "bad.json": scenario(shoes=42)})
        done = self.steppage("validate", "--json", "good.json", "bad.json", code=2)
        self.assertEqual(json.loads(done.stdout), [
            {"file": "good.json", "problems": []},
            {"file": "bad.json", "problems": [{"where": "bad.json:/shoes", "what": "is not a known setting"}]}])


class Run(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write({"two_reps.json": scenario(patient={"mass_kg": {"uniform": [60, 80]}}, seed=4)})

    def on_terminal(self, stream, *arguments, **environment):
        """What the program writes to stdout or stderr when that is a terminal."""
        try:
            ours, terminal = pty.openpty()
        except OSError as error:  # a bare root without /dev/pts
            self.skipTest(f"no terminal to be had: {error}")
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: terminal}
        kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        subprocess.run([PROGRAM, *arguments], cwd=self.folder, env={**kept, **environment}, timeout=300,
                       check=True, **streams)
        # A mark in the end, because reading an empty terminal would wait for ever.
        os.write(terminal, b"END")
        written = b""
        while not written.endswith(b"END"):
            written += os.read(ours, 4096)
        os.close(terminal)
        os.close(ours)
        return written[:-3].decode()

    def test_writes_a_trial_and_says_where_its_report_is(self):
        done = self.steppage("run", "two_reps.json")
        self.assertTrue(done.stdout.endswith("report: out/two_reps/report.html\n"), done.stdout)
        self.assertEqual(done.stderr, "")
        self.assertNotIn("\033", done.stdout)
        files = [path.name for path in (self.folder / "out/two_reps").iterdir() if path.is_file()]
        self.assertEqual(sorted(files), TRIAL_FILES)
        self.assertEqual(os.listdir(self.folder / "out"), ["two_reps"])

    def test_stores_a_scenario_that_replays_the_trial_alone(self):
        self.steppage("run", "two_reps.json", "--out", "first", "--seed", "9", "--set", "/patient/height_m=1.8")
        stored = (self.folder / "first/scenario.json").read_text()
        self.assertNotIn("uniform", stored)
        self.assertEqual(json.loads(stored)["seed"], 9)
        self.assertEqual(json.loads(stored)["patient"]["height_m"], 1.8)
        self.steppage("run", "first/scenario.json", "--out", "again")
        for path in (self.folder / "first").rglob("*"):
            if path.is_file():
                with self.subTest(path.name):
                    again = self.folder / "again" / path.relative_to(self.folder / "first")
                    self.assertEqual(path.read_bytes(), again.read_bytes())

    def test_prints_the_scorecard_as_json_for_a_script(self):
        done = self.steppage("run", "two_reps.json", "--json", "--out", "a")
        self.assertEqual(done.stdout, (self.folder / "a/score.json").read_text())
        self.assertIs(json.loads(done.stdout)["valid"], True)

    def test_takes_the_detector_of_the_command_line(self):
        self.steppage("run", "two_reps.json", "--detector", "none", "--out", "a")
        self.assertEqual(json.loads((self.folder / "a/scenario.json").read_text())["device"]["detector"], "none")

    def test_shows_progress_only_when_asked_or_on_a_terminal(self):
        self.assertIn("simulating   0 %", self.steppage("run", "two_reps.json", "--progress").stderr)
        self.assertIn("simulating   0 %", self.on_terminal("stderr", "run", "two_reps.json"))
        self.assertEqual(self.on_terminal("stderr", "run", "two_reps.json", "--no-progress"), "")

    def test_uses_colour_on_a_terminal_unless_told_not_to(self):
        self.assertIn("\033[", self.on_terminal("stdout", "run", "two_reps.json"))
        self.assertNotIn("\033[", self.on_terminal("stdout", "run", "two_reps.json", NO_COLOR="1"))

    def test_stops_at_ctrl_c_and_leaves_nothing_behind(self):
        before = self.content()
        run = subprocess.Popen([PROGRAM, "run", "two_reps.json", "--set", "/activity/repetitions=100",
                                "--progress", "--out", "a/b"],
                               cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(run.stderr.read(1), b"\r")
        run.send_signal(signal.SIGINT)
        output, _ = run.communicate(timeout=60)
        self.assertEqual((run.returncode, output), (130, b""))
        self.assertEqual(self.content(), before)


class Replay(ProgramTest):
    def test_gives_the_trace_and_score_of_the_run_it_replays(self):
        self.write({"two_reps.json": scenario(device={"detector": "shank_gyro"})})
        self.steppage("run", "two_reps.json", "--out", "run")
        self.steppage("replay", "run", "--detector", "shank_gyro", "--out", "again")
        for name in ["device/events.csv", "streams/right_shank.csv", "truth/reps.csv", "scenario.json"]:
            with self.subTest(name):
                self.assertEqual((self.folder / "run" / name).read_bytes(),
                                 (self.folder / "again" / name).read_bytes())

    def test_ends_with_four_when_there_is_no_truth_to_score_against(self):
        self.write(recording())
        done = self.steppage("replay", "rec", "--out", "again", code=4)
        self.assertRegex(done.stderr, r"^steppage: rec is not a valid trial: .+\n$")
        self.assertTrue((self.folder / "again/report.html").is_file())


if __name__ == "__main__":
    unittest.main()
