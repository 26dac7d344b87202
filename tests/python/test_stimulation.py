"""What docs/stimulation.md and the demo make of trials, on numbers that can be checked by hand."""
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS / "stimulation"))
import arms  # noqa: E402
import closed_loop  # noqa: E402
import stimulation_report  # noqa: E402

SCENARIO = SCRIPTS.parent / "scenarios/walk/right_foot_drop.json"


class Arms(unittest.TestCase):
    def test_differ_in_the_device_alone_and_stand_side_by_side(self):
        with tempfile.TemporaryDirectory() as folder:
            found = arms.run(SCENARIO, Path(folder), ["/activity/duration_s=1"])
            rows = arms.side_by_side(found)
        self.assertEqual({len(row) for row in rows}, {5})
        # Nothing has been stimulated in the first fifth of a second, so nothing is different yet.
        for name in ("pelvis_x_m", "right_ankle_dorsiflexion_deg"):
            for arm in ("detector", "oracle"):
                self.assertEqual(found[arm].motion[name][:20].tolist(), found["none"].motion[name][:20].tolist())
        self.assertIsNone(arms.metric("missed_swings")(found["none"]))


class ClosedLoop(unittest.TestCase):
    def test_tells_mean_and_standard_error_of_what_was_measured(self):
        mean, error = closed_loop.mean_and_error([1.0, None, 2.0, 3.0])
        self.assertEqual(mean, 2.0)
        self.assertAlmostEqual(error, 1 / 3 ** 0.5)

    def test_compares_lateness_seed_by_seed(self):
        self.assertAlmostEqual(closed_loop.errors_apart([11.0, 22.0, 33.0], [10.0, 20.0, 30.0]), 2 / (1 / 3 ** 0.5))


class Recruitment(unittest.TestCase):
    def test_width_lies_between_a_tenth_and_nine_tenths_of_the_largest_torque(self):
        ramp = [(0, 0.0), (10, 0.0), (30, 20.0), (50, 20.0)]
        self.assertAlmostEqual(stimulation_report.recruitment_width_ma(ramp), 16)


if __name__ == "__main__":
    unittest.main()
