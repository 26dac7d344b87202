"""scripts/walking/slopes.py: the least change of gains towards wished numbers, on walks that are straight lines of their gains."""
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
import slopes  # noqa: E402

SPEED_PER_STRETCH, SPEED_PER_KNEE = 5, -1  # m/s


class LeastChange(unittest.TestCase):
    def test_of_two_gains_the_one_that_does_more_is_changed_more_in_proportion(self):
        steps = slopes.least_change(np.array([[3.0], [4.0]]), np.array([5.0]), ridge=0)
        np.testing.assert_allclose(steps, [0.6, 0.8])  # along the slopes, length 5 / 5

    def test_comes_to_every_number_where_gains_allow_it(self):
        draw = np.random.default_rng(1)
        of_gains, missing = draw.normal(size=(7, 3)), np.array([0.5, -1, 2])
        steps = slopes.least_change(of_gains, missing, ridge=0)
        np.testing.assert_allclose(steps @ of_gains, missing)
        np.testing.assert_allclose(steps, np.linalg.pinv(of_gains.T) @ missing)  # the shortest of all that do

    def test_leaves_some_of_what_only_large_steps_would_reach(self):
        steps = slopes.least_change(np.array([[0.1]]), np.array([1.0]), ridge=0.01)
        self.assertAlmostEqual(steps[0], 5)  # 0.1 / (0.01 + 0.01), half of the way


class Slope(unittest.TestCase):
    def test_is_half_the_difference_of_both_sides_or_the_side_that_walked(self):
        up, here, down = np.array([3.0, np.nan, 3.0, np.nan]), np.ones(4), np.array([0.0, 0.0, np.nan, np.nan])
        np.testing.assert_allclose(slopes.slope(up, here, down), [1.5, 1, 2, 0])


def straight_walk(scenario, _):
    """Speed of a walk."""
    gains = scenario["activity"]["gains"]
    return np.array([1 + SPEED_PER_STRETCH * (gains["landing_stretch"] - 0.1) + SPEED_PER_KNEE * (gains["swing_knee"] - 0.7)])


class Script(unittest.TestCase):
    def run_main(self, activity):
        """What it wrote, and what it said."""
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(said):
            scenario, out = Path(folder) / "walk.json", Path(folder) / "gains.json"
            scenario.write_text(json.dumps({"schema": 1, "name": "walk", "activity": activity}))
            arguments = ["slopes.py", str(scenario), "--out", str(out), "--jobs", "1", "--to", "speed_m_s=1.01"]
            with mock.patch.object(sys, "argv", arguments), mock.patch.object(slopes, "measured", straight_walk), contextlib.suppress(SystemExit):
                slopes.main()
            return json.loads(out.read_text()) if out.exists() else None, said.getvalue()

    def test_brings_a_walk_to_its_speed_by_the_gains_that_change_it_and_no_other(self):
        start = {name: (low + high) / 2 for name, (low, high) in slopes.ranges().items()} | {"landing_stretch": 0.1, "swing_knee": 0.7}
        found, said = self.run_main({"kind": "walk", "gains": start})
        changed = {name for name in start if found["gains"][name] != start[name]}
        self.assertEqual(changed, {"landing_stretch", "swing_knee"})
        self.assertGreater(straight_walk({"activity": found}, None)[0], 1.009)
        self.assertIn("wished 1.01", said)

    def test_tells_that_it_needs_every_gain(self):
        found, said = self.run_main({"kind": "walk"})
        self.assertIsNone(found)
        self.assertIn("/activity/gains has to hold every gain", said)


if __name__ == "__main__":
    unittest.main()
