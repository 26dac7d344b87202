"""scripts/walking/breed.py: what is asked of who is bred, what a number does to a gait, and a search that goes on as if it had never stopped."""
import contextlib
import io
import json
from pathlib import Path
import sys
import tempfile
import unittest
from unittest import mock

import numpy as np

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path += [str(SCRIPTS / "walking"), str(SCRIPTS / "exercises")]
import breed  # noqa: E402

RANGES = {"landing_angle": (0.9, 2.0), "start_lean": (-0.2, 0.2)}
ACTIVITY = {"kind": "walk", "gains": {"landing_angle": 1.2, "start_lean": 0.0}, "uneven_gains": {"landing_angle": 0.02},
            "feedback": {"usual": {"left": {"speed": 0.3}}, "law": {"left": {"vigour": {"speed": 0.5}}}, "passing": {"law": {"right": {"vigour": {"speed": -2.0}}}}}}
SCENARIO = {"patient": {"height_m": {"uniform": [1.7, 1.8]}, "sex": "male"}, "activity": ACTIVITY}


class Asked(unittest.TestCase):
    def test_numbers_and_ranges_go_evenly_from_easy_to_hard(self):
        easy = breed.with_settings(SCENARIO, [breed.setting('/patient/height_m={"uniform": [1.75, 1.75]}'), breed.setting("/activity/gains/start_lean=-0.1")])
        halfway = breed.between(easy, SCENARIO, 0.5)
        np.testing.assert_allclose(halfway["patient"]["height_m"]["uniform"], [1.725, 1.775])
        self.assertAlmostEqual(halfway["activity"]["gains"]["start_lean"], -0.05)
        self.assertEqual(halfway["patient"]["sex"], "male")
        self.assertEqual(breed.between(easy, SCENARIO, 1), SCENARIO)
        self.assertEqual(SCENARIO["activity"]["gains"]["start_lean"], 0)  # nothing was changed in place

    def test_nothing_is_easier_that_the_scenario_does_not_name(self):
        easy = breed.with_settings(SCENARIO, [breed.setting("/patient/share=0.2")])
        with self.assertRaisesRegex(ValueError, "share"):
            breed.between(easy, SCENARIO, 0.5)

    def test_a_place_in_a_list_is_named_by_its_number(self):
        changed = breed.with_settings({"impairments": [{"share": 0}, {"share": 0}]}, [breed.setting("/impairments/1/share=0.2")])
        self.assertEqual(changed, {"impairments": [{"share": 0}, {"share": 0.2}]})


class Genome(unittest.TestCase):
    def setUp(self):
        self.genome = breed.Genome(ACTIVITY, RANGES)

    def test_without_numbers_is_the_gait_that_it_begins_with(self):
        self.assertEqual(self.genome.bred(np.zeros(self.genome.size)), ACTIVITY)

    def test_a_number_moves_its_gain_by_a_twentieth_of_its_range_and_never_out_of_it(self):
        def landing_angle(by):
            return self.genome.bred(np.array([by, 0, 0, 0]))["gains"]["landing_angle"]
        self.assertAlmostEqual(landing_angle(1), 1.2 + 1.1 / 20)
        self.assertEqual(landing_angle(100), 2.0)
        self.assertEqual(landing_angle(-100), 0.9)

    def test_legs_differ_in_every_gain_but_those_of_the_start(self):
        uneven = self.genome.bred(np.array([0, 0, 1, 0]))["uneven_gains"]
        self.assertEqual(uneven, {"landing_angle": 0.02 + 0.6 * 1.1 / 20})

    def test_the_last_number_makes_every_law_stronger_and_leaves_what_is_usual(self):
        feedback = self.genome.bred(np.array([0, 0, 0, 10 * np.log(2)]))["feedback"]
        self.assertAlmostEqual(feedback["law"]["left"]["vigour"]["speed"], 1.0)
        self.assertAlmostEqual(feedback["passing"]["law"]["right"]["vigour"]["speed"], -4.0)
        self.assertEqual(feedback["usual"], ACTIVITY["feedback"]["usual"])


class Cost(unittest.TestCase):
    def test_a_fall_costs_more_than_any_looks_and_the_earlier_the_more(self):
        ugly = breed.Walk(1, False, 0.2, 10, 0.3)
        late, early = breed.Walk(0.9, True, 0.7, 2, 0.1), breed.Walk(0.2, True, 0.7, 2, 0.1)
        costs = [walk.cost(0.45, 0.9) for walk in (ugly, late, early)]
        self.assertEqual(costs, sorted(costs))

    def test_speeds_within_the_band_cost_nothing(self):
        def cost(speed_m_s):
            return breed.Walk(1, False, speed_m_s, 0, 0.1).cost(0.45, 0.9)
        self.assertEqual(cost(0.45), 0)
        self.assertEqual(cost(0.9), 0)
        self.assertAlmostEqual(cost(1.0), 0.8)


class Search(unittest.TestCase):
    def breed(self, folder: Path, name, generations, *more):
        options = ["breed", str(folder / "scenario.json"), "--out", str(folder / name), "--generations", str(generations), "--population", "4", "--walks", "2", "--judges", "2", *more]
        with mock.patch.object(sys, "argv", options), mock.patch.object(breed, "walk", self.walk), contextlib.redirect_stdout(io.StringIO()), \
                contextlib.redirect_stderr(io.StringIO()):
            breed.main()

    @staticmethod
    def walk(scenario):
        """Who lands his leg steeply walks; from steeper than 1.25 on with every seed."""
        missing = max(0, 1.25 - scenario["activity"]["gains"]["landing_angle"] + (scenario["seed"] % 7) / 100)
        return breed.Walk(max(0.0, 1 - 10 * missing), missing > 0, 0.6, 1, 0.1)

    def test_finds_the_gain_that_keeps_from_falling_and_goes_on_as_if_it_had_not_stopped(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "scenario.json").write_text(json.dumps({"schema": 1, "name": "walk", **SCENARIO}))
            self.breed(folder, "at_once.json", 40)
            for generations in (7, 40):
                np.random.seed(generations)  # whatever numpy's own stream is at
                self.breed(folder, "in_parts.json", generations)
            self.assertEqual((folder / "at_once.json").read_bytes(), (folder / "in_parts.json").read_bytes())
            found = json.loads((folder / "at_once.json").read_text())
            self.assertGreater(found["activity"]["gains"]["landing_angle"], 1.25)
            with self.assertRaises(SystemExit):
                self.breed(folder, "in_parts.json", 50, "--seed", "2")


if __name__ == "__main__":
    unittest.main()
