"""The people whom docs/patient.md reports on, and what the program makes of them. Needs mujoco, the program and its muscle."""
import json
import os
import subprocess
from pathlib import Path

import mujoco

TOP = Path(__file__).resolve().parents[2]
STEPPAGE = os.environ.get("STEPPAGE_PROGRAM", TOP / "build/bin/steppage")
MUSCLE = os.environ.get("STEPPAGE_MUSCLE", TOP / "build/lib/libsteppage_muscle.so")


def person(sex, age_y, mass_kg, height_m):
    return {"sex": sex, "age_y": age_y, "mass_kg": mass_kg, "height_m": height_m}


MAN = person("male", 30, 75.16, 1.80)
# With the segments of the published leg: his muscles and paths are those of models/body, unscaled.
REFERENCE_MAN = {**MAN, "segments": {"thigh": {"length_m": 0.396}, "shank": {"length_m": 0.43}}}
DEFAULT = person("female", 60, 68, 1.65)
RANGE = (DEFAULT, person("female", 80, 40, 1.45), person("female", 35, 85, 1.47), person("male", 25, 150, 2.05),
         person("male", 70, 70, 2.05), person("male", 45, 95, 1.80), person("male", 85, 60, 1.70))


def described(patient):
    return f"{patient['sex']}, {patient['age_y']} y, {patient['mass_kg']:g} kg, {patient['height_m']:.2f} m"


def write_scenario(folder: Path, patient, kind, **activity):
    """A scenario without sensors: nothing but the patient has mass."""
    who = "_".join(f"{part}" for part in patient.values() if not isinstance(part, dict))
    file = folder / f"{kind}_{who}{'_own_segments' if 'segments' in patient else ''}.json"
    file.write_text(json.dumps({"schema": 1, "name": kind, "patient": patient, "sensors": [], "device": {"detector": "none"},
                                "activity": {"kind": kind, **activity}}))
    return file


def load(folder: Path, patient, kind="stand") -> mujoco.MjModel:
    """What `steppage model` writes; load_muscle() comes first."""
    scenario = write_scenario(folder, patient, kind)
    xml = scenario.with_suffix(".xml")
    subprocess.run([STEPPAGE, "model", scenario, "--out", xml], check=True)
    return mujoco.MjModel.from_xml_path(str(xml))


def load_muscle():
    mujoco.mj_loadPluginLibrary(str(MUSCLE))
