"""`steppage adapt`: a patient finds a way to walk."""
import json
import os
import signal
import subprocess
import unittest

from steppage_program import PROGRAM, ProgramTest, scenario

LITTLE = ("--generations", "4", "--population", "4", "--rounds", "1", "--walks", "4", "--cache", "cache")
MAN = {"sex": "male", "age_y": 50}
STIFF = {**MAN, "impairments": [{"preset": "stiff_knee", "side": "right", "severity": "mild"}]}
WEAK = {**MAN, "impairments": [{"kind": "weakness", "side": "right", "muscles": ["TA"], "drive": 0.5}]}


def stages(*told):
    """A pattern of all that is said of the stages in which presets come on."""
    return "^" + "".join(rf"with {percent} % of the presets\n{each}" for percent, each in zip((50, 70, 85, 100), told, strict=True)) + "$"


class Adapt(ProgramTest):
    def write_walk(self, patient):
        self.write({"s.json": scenario(patient=patient, activity={"kind": "walk", "speed_m_s": 1, "duration_s": 2}, sensors=[{"site": "left_foot"}])})

    def adapted(self, name, *more):
        told = self.steppage("adapt", "s.json", "--out", name, *LITTLE, *more).stdout
        return told, (self.folder / name).read_bytes()

    def test_writes_the_scenario_with_a_gait_and_finds_it_in_the_cache_when_only_sensors_differ(self):
        self.write_walk(STIFF)
        told, first = self.adapted("a.json")
        nearest, walked = r"nearest: \w+ of [\d.]+ m/s\n", r"\d of 2 walks of 2 s completed\n"
        self.assertRegex(told, stages(nearest + walked, walked, walked, walked))
        found = json.loads(first)
        self.assertEqual([sensor["site"] for sensor in found["sensors"]], ["left_foot"])
        schema = json.loads(self.steppage("list", "schema").stdout)
        self.assertEqual(set(found["activity"]["gains"]), set(schema["properties"]["activity"]["properties"]["gains"]["properties"]))
        self.assertEqual(set(found["activity"]["feedback"]), {"usual", "law", "passing"})
        self.steppage("validate", "a.json")
        again, second = self.adapted("b.json")
        self.assertRegex(again, stages(*4 * [r"found before: cache/adapted-[0-9a-f]{16}\.json\n"]))
        self.assertEqual(first, second)
        self.assertIn("found before", self.adapted("c.json", "--set", "/sensors=[]")[0])
        self.assertNotIn("found before", self.adapted("d.json", "--seed", "5")[0])

    def test_breeds_a_gait_for_who_has_no_preset_that_could_come_on(self):
        self.write_walk(WEAK)
        self.assertRegex(self.adapted("a.json")[0], r"^nearest: \w+ of [\d.]+ m/s\n\d of 2 walks of 2 s completed\n$")
        self.assertNotEqual(json.loads((self.folder / "a.json").read_bytes())["activity"]["uneven_gains"], {})

    def test_stopped_by_ctrl_c_goes_on_to_the_bytes_of_an_unbroken_adaptation(self):
        self.write_walk(WEAK)
        whole = self.adapted("a.json")[1]
        broken = [*LITTLE[:-1], "other"]
        search = subprocess.Popen([PROGRAM, "adapt", "s.json", "--out", "b.json", "--progress", *broken], cwd=self.folder,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(search.stderr.read(1), b"\r")  # after the first generation
        search.send_signal(signal.SIGINT)
        search.communicate(timeout=60)
        self.assertEqual(search.returncode, 130)
        self.assertNotIn("b.json", self.content())
        self.assertEqual([name.split(".", 1)[1] for name in os.listdir(self.folder / "other")], ["json.search"])
        self.steppage("adapt", "s.json", "--out", "b.json", *broken, "--jobs", "1")
        self.assertEqual((self.folder / "b.json").read_bytes(), whole)
        self.assertEqual([name.split(".", 1)[1] for name in os.listdir(self.folder / "other")], ["json"])


if __name__ == "__main__":
    unittest.main()
