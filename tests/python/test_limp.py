"""What docs/walking_presets.md says of a limp, on trials made from closed forms."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path += [str(SCRIPTS / "walking"), str(SCRIPTS / "exercises")]
import after_stroke  # noqa: E402
import limp  # noqa: E402
import preset_walks  # noqa: E402
import trials  # noqa: E402

THIGH_M, SHANK_M = 0.4, 0.45
JOINTS = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion")
STRIDES = 8
STRIDE_S, STANCE = 1.0, 0.6


class Limper:
    """A trial of straight legs under a pelvis: each side steps once a second, left half a second after right. `right_deg` are functions of the right
    leg's part of the swing (0 to 1, 0 in stance); the pelvis' left side is up by `left_up_deg`."""

    def __init__(self, right_deg=None, left_up_deg=0.0, steps_m=(0.6, 0.6)):
        self.right_deg, self.left_up_deg, self.steps_m = right_deg or {}, left_up_deg, steps_m

    def write(self, folder: Path):
        time_s = np.arange(0, 5 + STRIDES * STRIDE_S + 1, 0.01)
        starts = {"right": 5.2, "left": 5.2 + STRIDE_S / 2}
        strides = [{"side": side, "ic_s": start + i * STRIDE_S, "fc_s": start + (i + STANCE) * STRIDE_S, "next_ic_s": start + (i + 1) * STRIDE_S}
                   for side, start in starts.items() for i in range(STRIDES)]
        columns = {"t_s": time_s} | {f"{side}_{joint}_deg": np.zeros_like(time_s) for side in starts for joint in JOINTS}
        swing = np.clip(((time_s - starts["right"]) % STRIDE_S / STRIDE_S - STANCE) / (1 - STANCE), 0, 1)
        columns |= {f"right_{joint}_deg": angle(swing) for joint, angle in self.right_deg.items()}
        roll = np.radians(self.left_up_deg)
        columns |= {"pelvis_qw": np.full_like(time_s, np.cos(roll / 2)), "pelvis_qx": np.full_like(time_s, np.sin(roll / 2)), "pelvis_qy": np.zeros_like(time_s),
                    "pelvis_qz": np.zeros_like(time_s)}
        # The foot lands as far before the other as its step is long.
        right_m, left_m = self.steps_m
        cycles = np.floor((time_s - starts["right"]) / STRIDE_S) * (right_m + left_m)
        columns["right_cop_x_m"] = cycles
        columns["left_cop_x_m"] = np.floor((time_s - starts["left"]) / STRIDE_S) * (right_m + left_m) + left_m
        (folder / "scenario.json").write_text(json.dumps({"patient": {"segments": {"thigh": {"length_m": THIGH_M}, "shank": {"length_m": SHANK_M}}}}))
        return trials.Trial("completed", [], [], [], columns, 0.0, [{key: str(value) for key, value in row.items()} for row in strides], folder)


def measure(number, **limper):
    with tempfile.TemporaryDirectory() as folder:
        return number(Limper(**limper).write(Path(folder)))


class Circumduction(unittest.TestCase):
    def test_of_a_straight_leg_is_its_length_times_the_sine_of_its_abduction(self):
        found = measure(lambda trial: limp.circumduction_m(trial, "right"), right_deg={"hip_adduction": lambda part: -10 * np.sin(np.pi * part)})
        self.assertAlmostEqual(found, (THIGH_M + SHANK_M) * np.sin(np.radians(10)), delta=0.001)

    def test_of_a_bent_leg_that_turns_outwards_is_what_the_shank_does(self):
        found = measure(lambda trial: limp.circumduction_m(trial, "right"),
                        right_deg={"knee_flexion": lambda part: 60 * np.sin(np.pi * part), "hip_rotation": lambda part: np.full_like(part, 20)})
        # A knee that bends by 60 deg, turned inwards by 20: the ankle goes outwards by the shank's backward part.
        self.assertAlmostEqual(found, SHANK_M * np.sin(np.radians(60)) * np.sin(np.radians(20)), delta=0.001)

    def test_is_none_of_a_leg_that_swings_straight_on_or_of_the_other_one(self):
        swinging = {"hip_adduction": lambda part: -10 * np.sin(np.pi * part)}
        self.assertAlmostEqual(measure(lambda trial: limp.circumduction_m(trial, "left"), right_deg=swinging), 0, places=6)
        straight = {"hip_flexion": lambda part: 40 * part - 20}
        self.assertAlmostEqual(measure(lambda trial: limp.circumduction_m(trial, "right"), right_deg=straight), 0, places=6)


class ThePelvis(unittest.TestCase):
    def test_that_is_higher_on_the_left_has_dropped_in_left_stance_and_hikes_in_left_swing(self):
        for side, sign in (("left", 1), ("right", -1)):
            self.assertAlmostEqual(measure(lambda trial, side=side: limp.pelvic_drop_deg(trial, side), left_up_deg=4.0), sign * 4, places=6)
            hike = limp.MEASURES["hip_hike"].of
            self.assertAlmostEqual(measure(lambda trial, side=side, hike=hike: hike(trial, side), left_up_deg=4.0), sign * 4, places=6)

    def test_and_the_trunk_on_it_lean_away_from_the_higher_side(self):
        with tempfile.TemporaryDirectory() as name:
            trial = Limper(left_up_deg=0.0).write(Path(name))
            time_s = trial.motion["t_s"]
            roll = np.where(time_s > 4, np.radians(5), 0)  # lean counts from the beginning
            trial.motion |= {"pelvis_qw": np.cos(roll / 2), "pelvis_qx": np.sin(roll / 2), "lumbar_flexion_deg": 0 * time_s, "lumbar_bending_deg": 0 * time_s}
            self.assertAlmostEqual(limp.lean_aside_deg(trial, "right"), 5, places=6)
            self.assertAlmostEqual(limp.lean_aside_deg(trial, "left"), -5, places=6)


class Steps(unittest.TestCase):
    def test_that_differ_by_a_fifth_of_their_mean_are_as_asymmetric(self):
        asymmetry = limp.MEASURES["step_asymmetry"].of
        self.assertAlmostEqual(measure(lambda trial: asymmetry(trial, "right"), steps_m=(0.66, 0.54)), 20, delta=0.01)
        self.assertAlmostEqual(measure(lambda trial: asymmetry(trial, "left"), steps_m=(0.66, 0.54)), -20, delta=0.01)


class AChange(unittest.TestCase):
    def test_counts_as_seen_beyond_two_standard_errors_and_by_its_sign(self):
        self.assertEqual(preset_walks.verdict("+", 1.0, 0.4), "as people")
        self.assertEqual(preset_walks.verdict("-", -1.0, 0.4), "as people")
        self.assertEqual(preset_walks.verdict("-", 1.0, 0.4), "**the opposite**")
        self.assertEqual(preset_walks.verdict("+", 1.0, 0.6), "not seen")

    def test_of_independent_means_has_the_root_of_both_squared_errors(self):
        def walked(values):
            return preset_walks.Walked([], [], [], {"speed": values}, {})
        change, error = preset_walks.changed("speed", walked([1.0, 3.0]), walked([5.0, 5.0, 8.0]))
        self.assertAlmostEqual(change, -4)
        self.assertAlmostEqual(error, np.sqrt(2 / 2 + 3 / 3))


class TheTableOfPeople(unittest.TestCase):
    def test_names_presets_and_measures_that_there_are(self):
        rows = preset_walks.gait.read_table("limps.csv")
        self.assertEqual({row["preset"] for row in rows}, set(preset_walks.presets()))
        for row in rows:
            self.assertIn(row["measure"], limp.MEASURES)
            self.assertIn(row["change"], ("+", "-"))
            self.assertTrue(row["source"] and row["people"])


class ACohortAfterAStroke(unittest.TestCase):
    def drawn(self, folder: Path, share, stop_reason):
        folder.mkdir()
        trial = Limper(steps_m=(0.66, 0.54)).write(folder)
        patient = json.loads((folder / "scenario.json").read_text())["patient"] | {
            "age_y": 50 + 100 * share, "height_m": 1.7 + share, "mass_kg": 70.0, "impairments": [{"side": "right", "share": share}]}
        (folder / "scenario.json").write_text(json.dumps({"patient": patient}))
        trial.stop_reason = stop_reason
        return trial

    def test_is_told_with_who_was_drawn_and_how_many_walked(self):
        with tempfile.TemporaryDirectory() as name:
            found = [self.drawn(Path(name) / str(share), share, stop) for share, stop in ((0.0, "fell"), (0.2, "fell"))]
            told = after_stroke.section(found)
        self.assertIn("(50 to 70 years, 1.70 to 1.90 m, 70 to 70 kg, 80 to 100 % of the way to mild hemiparesis)", told)
        self.assertIn(" 0 of whom walked", told)


class EveryShippedWayToWalk(unittest.TestCase):
    def test_is_of_a_preset_and_is_told_under_its_name(self):
        found = preset_walks.walkers()
        self.assertTrue(found)
        for walker in found:
            left = "" if walker.side == preset_walks.SIDE else "_left"
            share = "" if walker.percent == 100 else f"{walker.percent}_percent_of_"
            self.assertEqual(walker.file.stem, f"{walker.preset}_{share}{walker.severity}{left}")


if __name__ == "__main__":
    unittest.main()
