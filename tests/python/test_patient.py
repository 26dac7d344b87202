"""What docs/patient.md claims of the leg, measured on the program's own model."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts/patient"))
import leg_report  # noqa: E402
import people  # noqa: E402
from body_math import Body  # noqa: E402


class Leg(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        people.load_muscle()
        with tempfile.TemporaryDirectory() as folder:
            cls.man = leg_report.measure(people.load(Path(folder), people.REFERENCE_MAN))
            cls.woman = Body(people.load(Path(folder), people.DEFAULT))

    def test_has_the_moment_arms_of_gait2392_but_for_the_iliopsoas_of_the_deeply_flexed_hip(self):
        for row in self.man["arms"]:
            outside = [angle for angle in row["outside_deg"] if not (row["muscle"] == "HFL" and row["joint"] == "hip_flexion" and angle > 95)]
            self.assertEqual(outside, [], f"{row['muscle']} {row['joint']}")

    def test_has_no_path_that_snaps(self):
        self.assertEqual(self.man["jumps"], [])

    def test_is_as_strong_as_people_on_a_dynamometer(self):
        for row in self.man["dynamometry"]:
            with self.subTest(row["torque"], age=row["age_y"]):
                self.assertGreaterEqual(row["ours_nm_kg"], row["low_nm_kg"])
                self.assertLessEqual(row["ours_nm_kg"], row["high_nm_kg"])

    def test_changes_its_strength_over_the_angle_as_a_published_leg_does(self):
        for row in self.man["torques"]:
            self.assertGreaterEqual(max(row["correlation"].values()), 0.8, row["torque"])

    def test_resists_passively_as_measured_legs_do(self):
        poses = sum(row["poses"] for row in self.man["passive"])
        outside = sum(row["poses_outside"] for row in self.man["passive"])
        self.assertLessEqual(outside, 0.03 * poses)
        for row in self.man["passive"]:
            self.assertLess(row["worst"]["error_of_tolerance"], 1.15, row["joint"])

    def test_lets_the_relaxed_foot_hang(self):
        for angle in self.man["hanging_foot_deg"].values():
            self.assertGreater(angle, -25)
            self.assertLess(angle, -14)

    def test_of_the_default_patient_turns_her_hip_both_ways_with_25_newton_metres(self):
        for row in leg_report.rotations(self.woman):
            self.assertGreaterEqual(min(row["internal_nm"], row["external_nm"]), 25, row["hip_flexion_deg"])

    def test_of_the_default_patient_flexes_the_toes_with_10_newton_metres(self):
        self.assertGreaterEqual(leg_report.toe_flexion_nm(self.woman), 10)


if __name__ == "__main__":
    unittest.main()
