"""What docs/walking.md says of a patient who walks, on trials made from closed forms and from the curves of people."""
import csv
import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path += [str(SCRIPTS / "walking"), str(SCRIPTS / "exercises")]
import gait  # noqa: E402
import signals  # noqa: E402
import trials  # noqa: E402
import walking_report  # noqa: E402

WEIGHT_N = 700.0
STANCE = 0.6
STRIDE_S = 1.0
STRIDES = ("side", "ic_s", "ff_s", "ho_s", "fc_s", "next_ic_s", "stride_time_s", "stance_fraction", "stride_length_m", "step_width_m",
           "min_toe_clearance_m", "ankle_at_ic_deg", "ankle_min_swing_deg", "hip_max_swing_deg", "knee_max_swing_deg", "contact")


def force_over_stride(percent):
    """Body weights; with that of the other foot, half a stride later, 1 in the mean: humps, and a valley between them in mid-stance."""
    part = np.clip(percent / (100 * STANCE), 0, 1)
    shape = np.sin(np.pi * part) + 0.4 * np.sin(3 * np.pi * part)
    return shape * 0.5 / (STANCE * (2 / np.pi + 0.4 * 2 / (3 * np.pi)))


class SyntheticWalk:
    """A trial directory of a patient who walks as people do, but for `offset_deg` at every joint; the right side drags its toe now and then."""

    def __init__(self, offset_deg=0.0, times_s=None, drags=(), contacts=("heel",)):
        self.offset_deg = offset_deg
        self.times_s = times_s or [STRIDE_S] * 20
        self.drags, self.contacts = drags, contacts

    def write(self, folder: Path):
        (folder / "truth").mkdir(parents=True)
        residuals = [{"name": f"physics.momentum_residual_{of}", "value": 0.25, "side": "both"} for of in ("force_n", "moment_nm")]
        (folder / "score.json").write_text(json.dumps({"stop_reason": "completed", "metrics": residuals}))
        (folder / "truth/reps.csv").write_text("exercise\n")
        self.write_rows(folder / "truth/intervals.csv", ("start_s", "end_s", "side", "label", "detail"),
                        [(start, start + 0.05, "right", "drag", detail) for start, detail in self.drags])
        starts = {"right": 0.2, "left": 0.2 + STRIDE_S / 2}
        contact_s = {side: start + np.concatenate([[0], np.cumsum(self.times_s)]) for side, start in starts.items()}
        self.write_rows(folder / "truth/strides.csv", STRIDES, [row for side in gait.SIDES for row in self.stride_rows(side, contact_s[side])])
        time_s = np.arange(0, contact_s["left"][-1] + 0.1, 0.01)
        columns = {"t_s": time_s}
        for side in gait.SIDES:
            columns |= self.motion(side, time_s, contact_s[side])
        self.write_rows(folder / "truth/motion.csv", columns, zip(*columns.values()))
        return trials.read_trial(folder, cpu_s=1.0)

    @staticmethod
    def write_rows(file, header, rows):
        with file.open("w", newline="") as out:
            csv.writer(out).writerows([header, *rows])

    def stride_rows(self, side, contact_s):
        for i, (ic, following) in enumerate(zip(contact_s, contact_s[1:])):
            time = following - ic
            yield (side, ic, "", "", ic + STANCE * time, following, time, STANCE, 1.2, "", 0.013, 1, 0, 30, 60, self.contacts[i % len(self.contacts)])

    def motion(self, side, time_s, contact_s):
        percent = 100 * np.interp(time_s, contact_s, np.arange(len(contact_s)), left=0) % 100
        curves = {f"{side}_{joint}_deg": np.interp(percent, gait.CYCLE, gait.norms()[joint].mean) + self.offset_deg for joint in walking_report.JOINTS}
        return curves | {f"{side}_grf_z_n": WEIGHT_N * force_over_stride(percent)}


def trial_of(**walk):
    with tempfile.TemporaryDirectory() as folder:
        return SyntheticWalk(**walk).write(Path(folder) / "trial")


class APatientWhoWalksAsPeopleDo(unittest.TestCase):
    def test_is_no_standard_deviation_away_from_them(self):
        trial = trial_of()
        for joint, norm in gait.norms().items():
            if joint == "vertical_force":
                continue
            apart = gait.deviation(gait.joint_curve(trial, joint, "right"), norm)
            self.assertLess(apart.rms_sd, 0.05, joint)
            self.assertGreater(apart.correlation, 0.999, joint)

    def test_is_as_far_away_as_an_offset_makes_it_and_not_at_all_without(self):
        norm = gait.norms()["knee_flexion"]
        apart = gait.deviation(gait.joint_curve(trial_of(offset_deg=3.0), "knee_flexion", "left"), norm)
        self.assertAlmostEqual(apart.offset, 3.0, delta=0.05)
        self.assertAlmostEqual(apart.rms_sd, 3.0 * np.sqrt(np.mean(1 / norm.sd**2)), delta=0.05)
        self.assertLess(apart.rms_sd_without_offset, 0.05)

    def test_pushes_the_floor_with_two_humps_and_a_valley(self):
        stance = gait.humps(gait.force_curve(trial_of(), "left"))
        percent = np.linspace(0, 100 * STANCE, 1001)
        self.assertAlmostEqual(stance.valley, force_over_stride(np.array(50 * STANCE)), delta=0.01)
        self.assertAlmostEqual(stance.first, force_over_stride(percent).max(), delta=0.01)
        self.assertAlmostEqual(stance.second, stance.first, delta=0.01)

    def test_pushes_twice_and_has_no_ripple_unless_the_force_trembles(self):
        stance = gait.force_curve(trial_of(), "left")
        self.assertEqual(gait.peaks(stance), 2)
        self.assertAlmostEqual(gait.ripple(stance), 0, delta=0.02)
        trembling = stance + 0.1 * np.exp(-((np.arange(101) - 50) ** 2))  # a narrow rise in the valley, up and down
        self.assertEqual(gait.peaks(trembling), 3)
        self.assertAlmostEqual(gait.rises(trembling)[2], 0.1, delta=0.02)
        self.assertAlmostEqual(gait.ripple(trembling), 2 * 0.1, delta=0.03)

    def test_pushes_twice_with_a_force_that_is_low_passed_too(self):
        time_s = np.arange(0, 10, 0.01)
        for frequency_hz, passed in ((1, 1), (10, 0.5), (30, 0)):  # twice a Butterworth of second order: half at its cut-off frequency
            middle = gait.low_passed(np.sin(2 * np.pi * frequency_hz * time_s), time_s, 10)[200:-200]
            self.assertAlmostEqual(np.sqrt(2 * np.mean(middle**2)), passed, delta=0.02)
        self.assertEqual(gait.peaks(gait.force_curve(trial_of(), "left", cutoff_hz=10)), 2)

    def test_weighs_what_the_floor_carries(self):
        self.assertAlmostEqual(gait.weight_n(trial_of()), WEIGHT_N, delta=0.01 * WEIGHT_N)

    def test_has_the_ankle_of_people_in_swing(self):
        swing = gait.norms()["ankle_dorsiflexion"].mean[gait.CYCLE >= 100 * STANCE]
        self.assertAlmostEqual(gait.swing_dorsiflexion_deg(trial_of(), "left"), swing.max(), delta=0.1)

    def test_walks_as_fast_as_strides_are_long_and_short(self):
        self.assertAlmostEqual(gait.speed_m_s(trial_of()), 1.2 / STRIDE_S, places=6)


class APatientWhoWalksBriskly(unittest.TestCase):
    def test_pushes_the_floor_with_two_humps_whose_force_nobody_smoothed(self):
        with tempfile.TemporaryDirectory() as folder:
            walk = {"kind": "walk", "gait": "brisk", "speed_m_s": 1.2, "duration_s": 60}
            trial = trials.run(Path(folder), "brisk", walk, **trials.NO_SENSORS)
        self.assertEqual(trial.stop_reason, "completed")
        for side in gait.SIDES:
            stance = gait.force_curve(trial, side)
            self.assertEqual(gait.peaks(stance), 2)
            of = gait.humps(stance)
            for hump in (of.first, of.second):
                self.assertTrue(0.95 <= hump <= 1.25, hump)
            self.assertLess(of.valley, 0.9)


class StrideTimes(unittest.TestCase):
    def test_that_alternate_by_a_twentieth_vary_by_as_much(self):
        trial = trial_of(times_s=[0.95, 1.05] * 12)
        self.assertAlmostEqual(gait.stride_time_cv(trial), 0.05, delta=0.002)

    def test_of_people_shorten_as_they_walk_faster_and_are_those_measured(self):
        self.assertAlmostEqual(gait.of_people(1.226)[0], 120 / 121.387, places=3)
        self.assertAlmostEqual(gait.of_people(1.226)[2], 2 * 0.605, places=3)
        times = [gait.of_people(speed)[0] for speed in (0.5, 0.8, 1.1, 1.4)]
        self.assertEqual(times, sorted(times, reverse=True))


class Drags(unittest.TestCase):
    def test_are_told_as_shares_of_the_strides_that_have_them(self):
        # Strides of the right foot begin at 5.2, 6.2, ... 19.2 s; their swings after six tenths.
        trial = trial_of(drags=[(6.9, ""), (7.9, "caught"), (7.98, "")])
        dragged, caught = gait.drags(trial, "right")
        self.assertAlmostEqual(dragged, 2 / 15)
        self.assertAlmostEqual(caught, 1 / 15)
        self.assertEqual(gait.drags(trial, "left"), (0, 0))

    def test_and_contacts_before_the_patient_is_up_to_speed_are_not_counted(self):
        self.assertEqual(gait.drags(trial_of(drags=[(2.9, "")]), "right"), (0, 0))

    def test_kinds_of_contact_are_shares_that_add_up_to_one(self):
        shares = gait.contacts(trial_of(contacts=("heel", "toe")), "left")
        self.assertAlmostEqual(sum(shares.values()), 1)
        self.assertEqual(shares["flat"], 0)
        self.assertAlmostEqual(shares["toe"], 0.5, delta=0.05)


class Signals(unittest.TestCase):
    def write_streams(self, folder: Path, stride_s):
        """A shank that swings forward once a stride, with an impact at the end of each swing."""
        time_s = np.arange(0, 40, 1 / signals.RATE_HZ)
        phase = 2 * np.pi * time_s / stride_s
        pitch = -(2 * np.cos(phase) + 1.5 * np.cos(2 * phase))  # rad/s, forward negative about y
        impact = 20 * np.exp(-((np.mod(time_s / stride_s, 1) - 0.2) / 0.01) ** 2)
        (folder / "streams").mkdir()
        for side in gait.SIDES:
            (folder / f"streams/{side}.json").write_text(json.dumps({"site": f"{side}_shank"}))
            SyntheticWalk.write_rows(folder / f"streams/{side}.csv", ("t_device_us", "ax", "ay", "az", "gx", "gy", "gz"),
                                     [(round(1e6 * t), 0, 0, 9.81 + a, 0, p, 0) for t, a, p in zip(time_s, impact, pitch)])

    def test_of_a_regular_swing_have_its_stride_time(self):
        if not signals.available():
            self.skipTest("no recordings or no scipy")
        with tempfile.TemporaryDirectory() as folder:
            self.write_streams(Path(folder), 1.25)
            found = signals.features(Path(folder), "shank")
        self.assertAlmostEqual(found["stride_time"], 1.25, delta=0.01)
        self.assertLess(found["stride_time_cv"], 1)
        phase = np.linspace(0, 2 * np.pi, 1001)
        forward = 2 * np.cos(phase) + 1.5 * np.cos(2 * phase)
        self.assertAlmostEqual(found["swing_peak_pitch_rate"], np.degrees(forward.max() - np.median(forward)), delta=5)  # the table counts from the median

    def test_are_inside_when_the_cohorts_median_is_between_the_quartiles_of_people(self):
        names = [*(name for _, name, _, _ in signals.FEATURES), signals.SIDE_RATIO[1]]
        groups = [(*group, "shank") for group in signals.HEALTHY["shank"]]
        with tempfile.TemporaryDirectory() as folder:
            table, signals.TABLE = signals.TABLE, Path(folder) / "table.csv"
            self.addCleanup(setattr, signals, "TABLE", table)
            SyntheticWalk.write_rows(signals.TABLE, ("dataset", "group", "segment", "feature", "median", "q1", "q3"),
                                     [(*group, name, 5, 4, 6) for group in groups for name in names])
            rows, inside = signals.comparison("shank", [{name: value + (3 if name == names[0] else 0) for name in names}
                                                        for value in (1, 5.5, 9)], signals.HEALTHY)
        self.assertEqual(inside, [len(signals.FEATURES) - 1] * 2)
        self.assertIn(" in", rows[1][2])
        self.assertNotIn(" in", rows[0][2])

    def test_come_from_the_same_people_every_time(self):
        self.assertEqual(signals.cohort(10), signals.cohort(10))
        self.assertEqual(signals.cohort(3), signals.cohort(10)[:3])


class Page(unittest.TestCase):
    def test_tells_of_every_trial_and_shows_its_pictures(self):
        asked = []

        def walk(name, speed_m_s, duration_s, **scenario):
            asked.append((speed_m_s, scenario))
            return trial_of()

        extent = walking_report.Extent(speeds_m_s=(0.8, 1.2), seeds=(1,), drives=(1.0, 0.05), bends=((1.0, 10),), from_standing=(), stops=(1.0,), slopes=((0.8, -1),), switched_drives=(0.5,), people=walking_report.PEOPLE[:1], cohort=0)
        page, pictures = walking_report.make_page(extent, walk)
        self.assertEqual(len(asked), 2 + 2 + 2 + 2 + 3 + 1 + 2 + 5 + 1 + 1)
        self.assertIn((0.8, {"seed": 1}), asked)
        self.assertIn((1.2, {"gait": "brisk", "seed": 1}), asked)
        self.assertIn((1.5, {"gait": "fast", "patient": walking_report.FAST_WALKER, "seed": 1}), asked)
        self.assertIn("All 21 trials of this page: 21 completed", page)
        for name, picture in pictures.items():
            self.assertIn(f"({name})", page)
            self.assertTrue(picture.startswith("<svg"))

    def test_says_that_a_patient_who_fell_at_once_did_not_walk(self):
        with tempfile.TemporaryDirectory() as folder:
            fell = SyntheticWalk(times_s=[1.0]).write(Path(folder) / "trial")
        fell.stop_reason = "fell"
        page, _ = walking_report.make_page(walking_report.Extent(seeds=(1,)), lambda *_, **__: fell)
        self.assertIn("Did not walk: fell.", page)
        self.assertIn("At no speed did every seed complete.", page)


if __name__ == "__main__":
    unittest.main()
