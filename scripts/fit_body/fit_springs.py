#!/usr/bin/env python3
"""fit_springs: the springs of hip, knee and ankle, given what relaxed muscles do already.

Each is a cubic that never pushes away from its rest angle anywhere in the joint's range; within that it follows Riener-Edrich over
the working range as closely as the tolerance asks. Prints the attributes for models/body/body.xml. Needs scipy."""
import pathlib
import sys

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "patient"))
import reference_body
from body_math import Body
from references import passive_poses, passive_tolerance_nm, riener_edrich_curve

LEAST_STIFFNESS_NM_RAD = 1.0
HANGING_FOOT_DEG = -20
HANGING_FOOT_NM = -0.44  # gravity of a 0.97 kg foot whose centre lies 0.05 m in front of the ankle
HANGING_WEIGHT = 30
FAR_POSES = {"ankle_dorsiflexion": (list(range(-45, -20, 5)), {"knee_flexion": 60})}  # beyond the working range, at twice the tolerance


def wanted(body, joint):
    """Angles (rad), torque that the spring is to add (Nm), and its tolerance, over the poses of the passive tables."""
    angles, torques, tolerances = [], [], []
    poses = [(grid, held, 1) for name, grid, held in passive_poses() if name == joint]
    if joint in FAR_POSES:
        poses.append((*FAR_POSES[joint], 2))
    for grid, held, looseness in poses:
        expected = np.array(riener_edrich_curve(joint, grid, held))
        held = {"right_" + other: angle for other, angle in held.items()}
        angles.append(np.radians(grid))
        torques.append(expected - body.torque_nm("right_" + joint, grid, held, activation=0.0))
        tolerances.append(looseness * passive_tolerance_nm(expected))
    return tuple(np.concatenate(rows) for rows in (angles, torques, tolerances))


def fit(body, joint):
    q, torque, tolerance = wanted(body, joint)
    weight = 1 / tolerance
    if joint == "ankle_dorsiflexion":
        hang = body.torque_nm("right_ankle_dorsiflexion", [HANGING_FOOT_DEG], {"right_knee_flexion": 90}, activation=0.0)[0]
        q = np.append(q, np.radians(HANGING_FOOT_DEG))
        torque = np.append(torque, -HANGING_FOOT_NM - hang)
        weight = np.append(weight, HANGING_WEIGHT)
    powers = q[:, None] ** np.arange(4)
    low, high = body.model.joint("right_" + joint).range
    span = np.linspace(low, high, 40)
    slopes = np.stack([0 * span, 1 + 0 * span, 2 * span, 3 * span**2], axis=1)

    def misfit(c):
        return np.sum(np.abs(weight * (powers @ c - torque)) ** 4)

    start = np.linalg.lstsq(powers * weight[:, None], torque * weight, rcond=None)[0]
    found = minimize(misfit, start, method="SLSQP", options={"maxiter": 2000, "ftol": 1e-10},
                     constraints={"type": "ineq", "fun": lambda c: -LEAST_STIFFNESS_NM_RAD - slopes @ c})
    c = found.x
    roots = [root.real for root in np.roots(c[::-1]) if abs(root.imag) < 1e-9]
    rest = min(roots, key=lambda root: abs(root - (low + high) / 2))
    k1 = -(c[1] + 2 * c[2] * rest + 3 * c[3] * rest**2)
    k2 = -(c[2] + 3 * c[3] * rest)
    worst = np.max(np.abs(weight[:len(tolerance)] * (powers @ c - torque)[:len(tolerance)]))
    print(f'{joint}: stiffness="{k1:.3f} {k2:.3f} {-c[3]:.3f}" springref="{rest:.4f}"   worst pose {worst:.2f} of its tolerance')


def main():
    body = Body(reference_body.load())
    for joint in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion"):
        fit(body, joint)


if __name__ == "__main__":
    main()
