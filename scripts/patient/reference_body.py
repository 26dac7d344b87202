"""The reference man's right leg as a compiled model: models/body/body.xml with the muscles of models/body/muscles.csv.

The program's own `model` command writes the same for a patient of any size; this one needs no build. Segments get
nominal masses (the program takes them from ../anthropometry.csv) except the foot, which hangs."""
import csv
import math
from pathlib import Path

import mujoco

MODELS = Path(__file__).resolve().parents[2] / "models"
FOOT_KG = 0.97  # foot with toes, of a 75.16 kg man
FOOT_COM_M = (0.04, 0, -0.045)
FIBRE_DAMPING = 0.05


def muscle_rows(path: Path = MODELS / "body" / "muscles.csv"):
    with path.open() as file:
        return list(csv.DictReader(file))


def muscle_parameters(row: dict):
    """The eight numbers of an actuator: pennation is constant and folded into force and fibre length."""
    cosine = math.cos(float(row["pennation_rad"]))
    return [float(row["max_force_n"]) * cosine, float(row["optimal_fibre_m"]) * cosine, float(row["tendon_slack_m"]),
            float(row["max_velocity_l0_s"]), float(row["tendon_strain"]), 1.0, float(row["passive_scale"]), FIBRE_DAMPING]


def load(xml: Path = MODELS / "body" / "body.xml", rows=None) -> mujoco.MjModel:
    spec = mujoco.MjSpec.from_file(str(xml))
    spec.nuser_actuator = 8
    for body in spec.bodies[1:]:
        foot = body.name == "right_foot"
        body.explicitinertial = True
        body.mass = FOOT_KG if foot else 1e-3 if body.name == "right_toes" else 1.0
        body.inertia = [1e-3] * 3
        body.ipos = FOOT_COM_M if foot else (0, 0, 0)
    for row in rows or muscle_rows():
        actuator = spec.add_actuator(name="right_" + row["line"], target="right_" + row["line"])
        actuator.trntype = mujoco.mjtTrn.mjTRN_TENDON
        actuator.userdata = muscle_parameters(row)
    return spec.compile()
