"""`steppage tune`, with a cost that is known."""
import json
import os
import shlex
import signal
import subprocess
import unittest

from steppage_program import ProgramTest, scenario

TUNES_TRIAL_COST = os.environ["STEPPAGE_TUNES_TRIAL_COST"]
SEARCHES = ("breeding", "cma_es")


class Tune(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write({"s.json": scenario()})

    def tune(self, *arguments, code=0):
        done = subprocess.run([TUNES_TRIAL_COST, "tune", "s.json", *arguments], cwd=self.folder, capture_output=True,
                              text=True, timeout=300)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def bytes_of(self, name):
        return [(self.folder / file).read_bytes() for file in (name, name + ".search")]

    def test_finds_the_gains_of_least_cost_and_says_how(self):
        done = self.tune("--out", "g.json", "--search", "cma_es", "--generations", "120", "--seed", "3")
        tuned = json.loads((self.folder / "g.json").read_text())
        for name, value in {"rise": 1, "fall": 1, "hold": 0.25}.items():
            self.assertAlmostEqual(tuned["gains"][name], value, delta=1e-3)
        self.assertEqual(list(tuned), ["schema", "activity", "gains", "middle", "cost", "seed", "generations", "evaluations",
                                       "provenance"])
        self.assertEqual((tuned["seed"], tuned["generations"], tuned["evaluations"]), (3, 120, 120 * 7))
        self.assertEqual(list(tuned["provenance"]), ["command", "steppage", "revision", "mujoco", "model_hash"])
        self.assertEqual(done.stdout, f"best cost {tuned['cost']:.6g} of 840 evaluations: g.json\n")
        self.assertEqual(done.stderr, "")
        self.assertEqual(self.content(), ["g.json", "g.json.search", "s.json"])

    def test_breeds_when_nothing_else_is_asked_for(self):
        done = self.tune("--out", "a.json", "--generations", "9", "--seeds", "1")
        tuned = json.loads((self.folder / "a.json").read_text())
        self.assertEqual(done.stdout, f"best cost {tuned['cost']:.6g} of {tuned['evaluations']} evaluations: a.json\n")
        self.assertLess(tuned["cost"], 1)  # that of the start is 1.06
        self.tune("--out", "b.json", "--generations", "9", "--search", "breeding")
        self.assertEqual(self.bytes_of("a.json"), self.bytes_of("b.json"))

    def test_gives_the_same_bytes_on_any_number_of_threads(self):
        for search in SEARCHES:
            arguments = ("--search", search, "--generations", "9", "--population", "6", "--seeds", "1")
            self.tune("--out", "a.json", "--jobs", "1", *arguments)
            self.tune("--out", "b.json", "--jobs", "5", *arguments)
            self.assertEqual(self.bytes_of("a.json"), self.bytes_of("b.json"), search)

    def test_resumed_gives_the_bytes_of_an_unbroken_search(self):
        for search in SEARCHES:
            arguments = ("--search", search, "--population", "6", "--seeds", "1")
            self.tune("--out", "a.json", "--generations", "12", *arguments)
            self.tune("--out", "b.json", "--generations", "5", *arguments)
            self.assertNotEqual(self.bytes_of("a.json"), self.bytes_of("b.json"), search)
            self.tune("--out", "b.json", "--generations", "12", "--resume", *arguments)
            self.assertEqual(self.bytes_of("a.json"), self.bytes_of("b.json"), search)

    def test_stopped_by_ctrl_c_goes_on_where_it_stood(self):
        for name in SEARCHES:
            arguments = ("--search", name, "--population", "7", "--jobs", "2")
            search = subprocess.Popen([TUNES_TRIAL_COST, "tune", "s.json", "--out", "b.json", "--progress",
                                       "--generations", "100000", *arguments], cwd=self.folder, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
            self.assertEqual(search.stderr.read(1), b"\r")  # after the first generation
            search.send_signal(signal.SIGINT)
            output, _ = search.communicate(timeout=60)
            self.assertEqual((search.returncode, output), (130, b""))
            self.assertEqual([file for file in self.content() if file[0] == "b"], ["b.json", "b.json.search"])
            told = json.loads((self.folder / "b.json.search").read_text())["generation"]
            self.assertEqual(json.loads((self.folder / "b.json").read_text())["generations"], told)
            more = str(told + 3)
            self.tune("--out", "b.json", "--generations", more, "--resume", *arguments)
            self.tune("--out", "a.json", "--generations", more, *arguments)
            self.assertEqual(self.bytes_of("a.json"), self.bytes_of("b.json"), name)

    def test_names_a_command_that_gives_the_same_gains(self):
        self.write({"my start.json": '{"gains": {"fall": 2.5}}', "other.json": '{"gains": {"rise": 2}}'})
        for search, more in (("breeding", ["--from", "other.json"]), ("cma_es", [])):
            self.tune("--out", "a.json", "--search", search, "--generations", "4", "--population", "6", "--sigma", "0.3",
                      "--seed", "8", "--set", '/patient/sex="male"', "--from", "my start.json", *more)
            command = shlex.split(json.loads((self.folder / "a.json").read_text())["provenance"]["command"])
            self.assertEqual(command[:5], ["steppage", "tune", "s.json", "--search", search])
            self.tune(*command[3:], "--out", "b.json")
            self.assertEqual(self.bytes_of("a.json"), self.bytes_of("b.json"))

    def test_starts_from_the_gains_of_a_file(self):
        self.write({"start.json": '{"gains": {"rise": 1, "fall": 1}}'})
        self.tune("--out", "a.json", "--search", "cma_es", "--generations", "1", "--sigma", "1e-3", "--from", "start.json")
        tuned = json.loads((self.folder / "a.json").read_text())
        for name, value in {"rise": 1, "fall": 1, "hold": 0.5}.items():  # what is not named keeps its own start
            self.assertAlmostEqual(tuned["gains"][name], value, delta=2e-3)

    def test_breeds_from_the_gains_of_several_files(self):
        self.write({"far.json": '{"gains": {"rise": 4}}', "near.json": '{"gains": {"rise": 1, "fall": 1, "hold": 0.25}}'})
        self.tune("--out", "a.json", "--generations", "2", "--from", "far.json", "--from", "near.json")
        tuned = json.loads((self.folder / "a.json").read_text())
        self.assertEqual((tuned["cost"], tuned["gains"]), (0, {"rise": 1, "fall": 1, "hold": 0.25}))
        self.assertEqual(self.tune("--out", "b.json", "--search", "cma_es", "--from", "far.json", "--from", "near.json",
                                   code=2).stderr,
                         "steppage: --from gives 2 starts; cma_es starts from one, breeding from several\n")

    def test_breeds_on_from_the_pool_of_another_search(self):
        woman = json.loads((self.folder / "s.json").read_text())
        self.write({"man.json": json.dumps(woman | {"patient": {"sex": "male"}})})
        self.tune("--out", "a.json", "--generations", "6")
        former = json.loads((self.folder / "a.json.search").read_text())
        self.tune("--out", "b.json", "--generations", "2", "--from", "a.json.search", "--with", "man.json", "--curves", "0.3")
        search = json.loads((self.folder / "b.json.search").read_text())
        self.assertEqual(search["start"], former["pool"])
        self.assertEqual((len(former["judged"]), search["evaluations"], search["curves"]), (16, 32, 0.3))
        # The second scenario, whose turn the second generation was, wishes another hold.
        hold = json.loads((self.folder / "b.json").read_text())["gains"]["hold"]
        costs = search["costs"]
        self.assertAlmostEqual(costs[1] - costs[0], (hold - 0.75)**2 - (hold - 0.25)**2, delta=1e-9)
        self.assertIn("a.json.search is what --from reads", self.tune("--out", "a.json", "--from", "a.json.search", code=2).stderr)
        self.tune("--out", "c.json", "--search", "cma_es", "--generations", "1")
        self.assertIn("c.json.search:/gains", self.tune("--out", "d.json", "--from", "c.json.search", code=2).stderr)

    def test_approaches_the_speed_from_another_by_a_command_that_it_names(self):
        arguments = ("--generations", "3", "--approach-from", "0.8", "--approach-over", "20")
        self.tune("--out", "a.json", *arguments)
        self.assertIn("--approach-from 0.8 --approach-over 20", json.loads((self.folder / "a.json").read_text())["provenance"]["command"])
        done = self.tune("--out", "a.json", "--resume", "--generations", "4", code=2)
        self.assertIn("/approach_from_m_s is not that of this command", done.stderr)
        self.tune("--out", "b.json", "--approach-from", "0.8", code=2)

    def test_names_a_search_for_the_first_gains(self):
        self.tune("--out", "a.json", "--generations", "3", "--first-gains")
        self.assertIn(" --first-gains", json.loads((self.folder / "a.json").read_text())["provenance"]["command"])
        done = self.tune("--out", "a.json", "--resume", "--generations", "4", code=2)
        self.assertIn("/first_gains is not that of this command", done.stderr)

    def test_finds_gains_that_suit_several_patients(self):
        woman = json.loads((self.folder / "s.json").read_text())
        self.write({"man.json": json.dumps(woman | {"patient": {"sex": "male"}})})
        self.tune("--out", "a.json", "--search", "cma_es", "--with", "man.json", "--seeds", "1", "--generations", "250",
                  "--population", "8")
        tuned = json.loads((self.folder / "a.json").read_text())
        self.assertAlmostEqual(tuned["gains"]["hold"], (0.25 + 0.75) / 2, delta=0.02)
        self.assertAlmostEqual(tuned["middle"]["hold"], (0.25 + 0.75) / 2, delta=0.05)
        self.assertAlmostEqual(tuned["cost"], 0.25**2, delta=1e-3)

    def test_tunes_for_one_activity(self):
        woman = json.loads((self.folder / "s.json").read_text())
        self.write({"sits.json": json.dumps(woman | {"activity": {"kind": "sit"}})})
        self.assertEqual(self.tune("--out", "a.json", "--with", "sits.json", code=2).stderr,
                         "steppage: sits.json:/activity/kind is sit, but that of s.json is knee_extension; gains are tuned for one activity\n")

    def test_shows_generation_cost_spread_and_pace_when_asked(self):
        for search, spread in zip(SEARCHES, (r"pool up to \S+ with 0 % failures", r"sigma \S+")):
            self.assertRegex(self.tune("--out", "a.json", "--search", search, "--generations", "2", "--progress").stderr,
                             rf"\ntuning generation 2 of 2, best cost \S+, {spread}, \S+ evaluations/s")

    def test_ends_with_four_when_no_candidate_could_be_judged(self):
        done = self.tune("--out", "a.json", "--generations", "3", "--set", "/patient/mass_kg=101", code=4)
        self.assertEqual(done.stderr, "steppage: no gains were found: none of 27 candidates could be judged\n")
        self.assertEqual(self.content(), ["a.json.search", "s.json"])

    def test_refuses_to_go_on_with_another_search(self):
        self.tune("--out", "a.json", "--generations", "2")
        before = self.bytes_of("a.json")
        for arguments, key in ((["--set", "/patient/mass_kg=81"], "scenarios"), (["--seed", "5"], "scenarios"),
                               (["--seeds", "2"], "seeds"), (["--with", "s.json"], "scenarios"), (["--population", "9"], "population"), (["--sigma", "2"], "step"),
                               (["--search", "cma_es"], "search")):
            done = self.tune("--out", "a.json", "--resume", *arguments, code=2)
            self.assertEqual(done.stderr, f"steppage: a.json.search:/{key} is not that of this command; the search was "
                                          "begun otherwise\n")
        self.tune("--out", "b.json", "--resume", code=2)
        self.assertEqual(self.bytes_of("a.json"), before)

    def test_names_every_wrong_gain_of_a_file(self):
        self.write({"start.json": '{"gains": {"rize": 1, "hold": 2}}', "none.json": '{"gains": {}}'})
        self.assertEqual(self.tune("--out", "a.json", "--from", "start.json", code=2).stderr,
                         "steppage: start.json:/gains/rize is not a gain; did you mean rise?\n"
                         "steppage: start.json:/gains/hold is 2, outside 0 to 1\n")
        self.assertEqual(self.tune("--out", "a.json", "--from", "none.json", code=2).stderr,
                         "steppage: none.json:/gains has no gains\n")

    def test_refuses_to_write_over_the_gains_it_starts_from(self):
        self.write({"a.json": '{"gains": {"rise": 1}}'})
        self.assertIn("a.json is what --from reads", self.tune("--out", "./a.json", "--from", "a.json", code=2).stderr)
        self.assertEqual((self.folder / "a.json").read_text(), '{"gains": {"rise": 1}}')

    def test_refuses_a_search_that_it_does_not_know(self):
        self.assertIn("breeding", self.tune("--out", "a.json", "--search", "lucky", code=2).stderr)

    def test_refuses_an_activity_without_gains_and_a_place_it_cannot_write(self):
        self.assertIn("s.json:/activity/kind is sit, which has no gains to tune; these have: knee_extension",
                      self.tune("--out", "a.json", "--set", "/activity={\"kind\":\"sit\"}", code=2).stderr)
        self.assertIn("nowhere/a.json cannot be written", self.tune("--out", "nowhere/a.json", code=2).stderr)
        self.assertEqual(self.content(), ["s.json"])


if __name__ == "__main__":
    unittest.main()
