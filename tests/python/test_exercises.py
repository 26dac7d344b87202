"""What every exercise promises, on trials of the program."""
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts/exercises"))
import trials  # noqa: E402

SHORT = {"flamingo_stand": {"tempo_s": {"hold": 3}}}
WITHOUT_DORSIFLEXORS = {"impairments": [{"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"], "drive": 0}]}
HELPED = {"ankle_dorsiflexion": "hand", "assisted_toe_raise": "foot"}


class EveryExercise(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            names = trials.exercises()
            run = ThreadPoolExecutor(2).map(lambda name: trials.run(Path(folder), name, {"kind": name, "repetitions": 2, **SHORT.get(name, {})},
                                                                    **trials.NO_SENSORS), names)
            cls.healthy = dict(zip(names, run))

    def test_is_done_by_a_healthy_patient_to_nine_tenths_of_what_was_asked_in_every_repetition(self):
        for name, trial in self.healthy.items():
            with self.subTest(name):
                self.assertEqual(trial.stop_reason, "completed")
                self.assertGreaterEqual(len(trial.reps), 2)
                self.assertGreaterEqual(trial.numbers("range_fraction").min(), 0.9)

    def test_has_nothing_but_the_world_and_gravity_acting_on_the_body(self):
        for name, trial in self.healthy.items():
            with self.subTest(name):
                self.assertLess(max(trial.residual()), 2.5)

    def test_leaves_no_second_without_a_label(self):
        for name, trial in self.healthy.items():
            with self.subTest(name):
                ends = [0.0]
                for row in sorted(trial.intervals, key=lambda row: float(row["start_s"])):
                    if row["label"] in ("rest", "exercise"):
                        self.assertLessEqual(float(row["start_s"]), max(ends))
                        ends.append(float(row["end_s"]))
                self.assertGreaterEqual(max(ends), trial.duration_s - 0.01)


class ParalysedDorsiflexors(unittest.TestCase):
    def run_with(self, kind, assistance):
        with tempfile.TemporaryDirectory() as folder:
            return trials.run(Path(folder), kind, {"kind": kind, "repetitions": 2, "assistance": assistance},
                              patient=WITHOUT_DORSIFLEXORS, **trials.NO_SENSORS)

    def test_are_replaced_by_the_own_hand_or_the_other_foot(self):
        for kind, assistance in HELPED.items():
            if kind not in trials.exercises():
                continue
            with self.subTest(kind):
                helped, alone = self.run_with(kind, assistance), self.run_with(kind, "none")
                self.assertGreaterEqual(helped.numbers("range_fraction").min(), 0.7)
                self.assertGreater(helped.numbers("assistance_n").min(), 5)
                self.assertLess(alone.numbers("range_fraction").max(), 0.3)


if __name__ == "__main__":
    unittest.main()
