"""The MJCF that `steppage model` writes is the program's own patient, in MuJoCo's own Python."""
import functools
import itertools
import json
import os
import random
import re
import subprocess
import unittest
from pathlib import Path

import mujoco
import numpy as np

from steppage_program import ProgramTest

mujoco.mj_loadPluginLibrary(os.environ["STEPPAGE_MUSCLE"])

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
STATE = mujoco.mjtState.mjSTATE_INTEGRATION

# Names that users rely on.
ARM = r"(left|right)_(shoulder_(flexion|abduction|rotation)|elbow_flexion)"
LEG = (r"(left|right)_(hip_(flexion|adduction|rotation)|knee_flexion|ankle_dorsiflexion|subtalar_inversion|"
       r"toe_extension)")
LUMBAR = r"lumbar_(flexion|bending|rotation)"
MUSCLE = r"(left|right)_(GMAX|HAB|HAD|HFL|HAM|RF|VAS|BFSH|GAS|SOL|TA|EDL|TP|FDL|PER|ES|ABD|OBL)(_\d+)?"
SEGMENTS = ["pelvis", "trunk"] + [f"{side}_{part}" for side in ("left", "right")
                                 for part in ("thigh", "shank", "foot")]

# Unlike the default patient in everything that shapes the body, with a sensor at every kind of place.
TALL_WEAK_MAN = {
    "schema": 1, "name": "tall_weak_man", "activity": {"kind": "knee_extension"},
    "patient": {"sex": "male", "age_y": 75, "mass_kg": 93, "height_m": 1.91, "impairments": [
        {"kind": "weakness", "side": "left", "muscles": ["TA", "VAS"], "strength": 0.4}]},
    "sensors": [{"kind": "imu", "site": site} for site in ("left_thigh", "right_foot", "pelvis")]}


def one_scenario_an_activity():
    """Of every folder of scenarios/ the first."""
    for folder in sorted(SCENARIOS.iterdir()):
        for file in sorted(folder.glob("*.json")):
            if "activity" in json.loads(file.read_text()):
                yield file.read_text()
                break


class Written:
    """A scenario's model as MuJoCo reads it, beside what the program says of it."""

    def __init__(self, test, scenario):
        test.write({"s.json": scenario})
        self.file = test.folder / "s.json"
        self.walks = json.loads(scenario)["activity"]["kind"] == "walk"
        self.said = json.loads(test.steppage("model", "s.json", "--json", "--out", "s.xml").stdout)
        self.m = mujoco.MjModel.from_xml_path(str(test.folder / "s.xml"))

    def at_start(self):
        d = mujoco.MjData(self.m)
        mujoco.mj_resetDataKeyframe(self.m, d, self.m.key("start").id)
        return d

    def ask_engine(self, **question):
        done = subprocess.run([os.environ["STEPPAGE_ENGINE"], self.file], input=json.dumps(question), text=True,
                              capture_output=True, timeout=300, check=True)
        return json.loads(done.stdout)

    def muscle_lengths(self, d):
        mujoco.mj_fwdPosition(self.m, d)
        return {muscle["name"]: d.actuator(muscle["name"]).length[0] for muscle in self.said["muscles"]}

    def is_patient(self, body):
        return self.m.body_rootid[body] == self.m.body("pelvis").id

    def hinges(self):
        m = self.m
        return [i for i in range(m.njnt)
                if m.jnt_type[i] == mujoco.mjtJoint.mjJNT_HINGE and self.is_patient(m.jnt_bodyid[i])]


def of_every_model(test):
    """The test with an argument more, called for every scenario of above."""
    @functools.wraps(test)
    def over_all(self):
        for scenario in itertools.chain(one_scenario_an_activity(), [json.dumps(TALL_WEAK_MAN)]):
            written = Written(self, scenario)
            with self.subTest(written.said["name"]):
                test(self, written)
    return over_all


class WrittenModel(ProgramTest):
    @of_every_model
    def test_weighs_what_the_program_says_in_whole_and_in_part(self, written):
        m, said = written.m, written.said
        self.assertEqual(m.body("pelvis").subtreemass[0], said["mass_kg"])
        segments = {segment["name"]: segment for segment in said["segments"]}
        self.assertAlmostEqual(sum(segment["mass_kg"] for segment in segments.values()), said["mass_kg"])
        self.assertEqual({m.body(i).name for i in range(m.nbody) if written.is_patient(i)}, set(segments))
        for name, segment in segments.items():
            self.assertEqual(m.body(name).mass[0], segment["mass_kg"])
            self.assertEqual(m.body(name).ipos.tolist(), segment["com_m"])

    @of_every_model
    def test_has_the_joints_that_the_program_says(self, written):
        m, joints = written.m, written.said["joints"]
        self.assertEqual([joint["name"] for joint in joints], [m.joint(i).name for i in written.hinges()])
        for joint in joints:
            self.assertEqual(m.joint(joint["name"]).axis.tolist(), joint["axis"])
            self.assertEqual(m.joint(joint["name"]).pos.tolist(), joint["centre_m"])
            self.assertEqual(m.body(m.joint(joint["name"]).bodyid[0]).name, joint["segment"])
            np.testing.assert_allclose(np.degrees(m.joint(joint["name"]).range), joint["range_deg"], rtol=1e-14)

    @of_every_model
    def test_has_the_muscle_lengths_of_the_program_in_every_posture(self, written):
        m, d, rng = written.m, written.at_start(), random.Random(5)
        postures = [{m.joint(i).name: rng.uniform(*m.jnt_range[i]) for i in written.hinges()} for _ in range(50)]
        answers = written.ask_engine(postures=postures, excitation=0, steps=0)["path_m"]
        self.assertEqual(len(answers), len(postures))
        for posture, path_m in zip(postures, answers):
            for joint, angle in posture.items():
                d.joint(joint).qpos[0] = angle
            self.assertEqual(written.muscle_lengths(d), path_m)

    @of_every_model
    def test_has_moment_arms_that_are_the_slopes_of_its_muscle_lengths(self, written):
        nudge = 1e-5  # rad
        d = written.at_start()
        self.assertEqual(written.muscle_lengths(d), {muscle["name"]: muscle["path_m"]
                                                     for muscle in written.said["muscles"]})
        for joint in written.said["joints"]:
            start = d.joint(joint["name"]).qpos[0]
            lengths = []
            for angle in (start - nudge, start + nudge):
                d.joint(joint["name"]).qpos[0] = angle
                lengths.append(written.muscle_lengths(d))
            d.joint(joint["name"]).qpos[0] = start
            for muscle in written.said["muscles"]:
                shorter, longer = (length[muscle["name"]] for length in lengths)
                self.assertAlmostEqual(muscle["moment_arm_m"].get(joint["name"], 0),
                                       -(longer - shorter) / (2 * nudge), delta=1e-6)

    @of_every_model
    def test_moves_as_in_the_program_to_the_last_bit(self, written):
        m, d = written.m, written.at_start()
        theirs = mujoco.MjData(m)
        mujoco.mj_setState(m, theirs, written.ask_engine(postures=[], excitation=0.3, steps=1000)["state"], STATE)
        start = d.qpos.copy()
        for muscle in written.said["muscles"]:
            self.assertEqual(theirs.actuator(muscle["name"]).ctrl[0], 0.3)
        d.ctrl = theirs.ctrl
        mujoco.mj_step(m, d, nstep=1000)
        self.assertGreater(np.abs(d.qpos - start).max(), 0.1)
        for mine, other in [(d.time, theirs.time), (d.qpos, theirs.qpos), (d.qvel, theirs.qvel), (d.act, theirs.act)]:
            np.testing.assert_array_equal(mine, other)

    @of_every_model
    def test_starts_in_the_posture_of_its_scenario_at_rest_but_for_who_walks(self, written):
        m, d = written.m, written.at_start()
        for joint in written.said["joints"]:
            self.assertAlmostEqual(np.degrees(d.joint(joint["name"]).qpos[0]), joint["angle_deg"], places=9)
        self.assertEqual(d.qvel.any(), written.walks)
        self.assertLessEqual(d.act.max(), 0.01)  # tone, fibres at equilibrium
        held = {m.actuator(i).name: d.ctrl[i] for i in range(m.nu)}
        for name, angle in held.items():
            is_arm = re.fullmatch(ARM, name)
            self.assertEqual(angle, d.joint(name).qpos[0] if is_arm else 0, name)
        mujoco.mj_forward(m, d)
        self.assertGreater(d.ncon, 0)
        self.assertGreater(min(contact.dist for contact in d.contact), -0.01)
        mujoco.mj_step(m, d)
        fibres = d.act.copy()
        mujoco.mj_step(m, d)
        np.testing.assert_allclose(d.act, fibres, atol=1e-3)  # a fibre out of balance moves by up to 1e-2 a step

    @of_every_model
    def test_pulls_on_legs_and_trunk_by_muscles_alone(self, written):
        m = written.m
        muscles = {muscle["name"] for muscle in written.said["muscles"]}
        for i in range(m.nu):
            name = m.actuator(i).name
            if name in muscles:
                self.assertRegex(name, f"^{MUSCLE}$")
                self.assertEqual(m.actuator_trntype[i], mujoco.mjtTrn.mjTRN_TENDON)
                self.assertEqual(m.actuator_plugin[i], 0)
            else:
                self.assertEqual(m.actuator_trntype[i], mujoco.mjtTrn.mjTRN_JOINT)
                self.assertRegex(m.joint(m.actuator_trnid[i][0]).name, f"^{ARM}$")
        self.assertEqual(m.nplugin, 1)
        self.assertEqual({name.removeprefix("left_") for name in muscles if name.startswith("left_")},
                         {name.removeprefix("right_") for name in muscles if name.startswith("right_")})

    @of_every_model
    def test_is_held_up_by_nothing_but_contacts(self, written):
        m, pelvis = written.m, written.m.body("pelvis").id
        self.assertEqual(m.nmocap, 0)
        for equality in range(m.neq):  # a hand may hold something, and lets go
            self.assertRegex(m.equality(equality).name, "^(left|right)_grasp$")
        self.assertEqual(m.opt.gravity.tolist(), [0, 0, -9.81])
        self.assertEqual((m.opt.density, m.opt.viscosity), (0, 0))
        self.assertFalse(m.body_gravcomp.any())
        root = m.body_jntadr[pelvis]
        self.assertEqual((m.body_jntnum[pelvis], m.jnt_type[root]), (1, mujoco.mjtJoint.mjJNT_FREE))
        self.assertFalse(np.any(m.jnt_stiffness[root]))
        dofs = m.body_dofadr[pelvis] + np.arange(6)
        for per_dof in (m.dof_damping, m.dof_frictionloss, m.dof_armature):
            self.assertFalse(np.any(per_dof[dofs]))
        self.assertFalse(np.any(m.tendon_stiffness) or np.any(m.tendon_damping))
        for kind, element in zip(m.wrap_type, m.wrap_objid):
            on_site = kind == mujoco.mjtWrap.mjWRAP_SITE
            body = m.site_bodyid[element] if on_site else m.geom_bodyid[element]
            self.assertTrue(written.is_patient(body))

    @of_every_model
    def test_names_segments_and_joints_as_the_manual_does(self, written):
        self.assertLessEqual(set(SEGMENTS), {segment["name"] for segment in written.said["segments"]})
        joints = [joint["name"] for joint in written.said["joints"]]
        for joint in joints:
            self.assertRegex(joint, f"^({LEG}|{LUMBAR}|{ARM})$")
        self.assertEqual(sorted(joint for joint in joints if joint.startswith("left_")),
                         sorted(joint.replace("right_", "left_") for joint in joints if joint.startswith("right_")))

    def test_has_the_impairments_of_its_scenario(self):
        written = Written(self, json.dumps(TALL_WEAK_MAN))
        said = {muscle["name"]: muscle["max_force_n"] for muscle in written.said["muscles"]}
        for muscle, strength in [("VAS", 0.4), ("TA", 0.4), ("RF", 1)]:
            left, right = (written.m.actuator(f"{side}_{muscle}").user[0] for side in ("left", "right"))
            self.assertAlmostEqual(left / right, strength)
            self.assertEqual((left, right), (said[f"left_{muscle}"], said[f"right_{muscle}"]))

    def test_has_the_sensors_of_its_scenario(self):
        written = Written(self, json.dumps(TALL_WEAK_MAN))
        sensors = [written.m.sensor(i).name for i in range(written.m.nsensor)]
        for sensor in TALL_WEAK_MAN["sensors"]:
            self.assertIn(f"{sensor['site']}_accel", sensors)
            self.assertIn(f"{sensor['site']}_gyro", sensors)
        self.assertNotIn("left_shank_gyro", sensors)


class ModelVerb(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write({"s.json": json.dumps({**TALL_WEAK_MAN, "patient": {"mass_kg": {"uniform": [60, 80]}}})})

    def mass_kg(self, *options):
        return json.loads(self.steppage("model", "s.json", "--json", *options).stdout)["mass_kg"]

    def test_prints_what_it_would_write(self):
        self.assertEqual(self.steppage("model", "s.json", "--out", "s.xml").stdout, "")
        printed = self.steppage("model", "s.json").stdout
        self.assertEqual(printed, (self.folder / "s.xml").read_text())
        self.assertTrue(re.match(r"<mujoco", printed))

    def test_draws_and_sets_as_a_run_does(self):
        self.assertEqual(self.mass_kg("--seed", "3"), self.mass_kg("--seed", "3"))
        self.assertNotEqual(self.mass_kg("--seed", "3"), self.mass_kg("--seed", "4"))
        self.assertAlmostEqual(self.mass_kg("--set", "/patient/mass_kg=71"), 71, delta=0.2)  # sensors weigh some grams


if __name__ == "__main__":
    unittest.main()
