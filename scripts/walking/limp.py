"""What a limp is seen by: numbers of a walk, each of one side. Works on trials.Trial; needs numpy."""
from dataclasses import dataclass
from pathlib import Path
import sys
from typing import Callable

import numpy as np

import gait

sys.path.append(str(Path(__file__).resolve().parents[1] / "exercises"))
from trials import opposite  # noqa: E402

LANDED_S = 0.1  # after initial contact the foot's pressure tells where it is


def asymmetry_percent(affected, sound):
    """Difference over the mean of both sides; positive: more on the affected side."""
    return 200 * (affected - sound) / (affected + sound)


def step_length_m(trial, side):
    """Median, from where the other foot landed before."""
    def landed_m(row):
        return np.interp(float(row["ic_s"]) + LANDED_S, trial.motion["t_s"], trial.motion[f"{row['side']}_cop_x_m"])
    rows = sorted(gait.strides(trial), key=lambda row: float(row["ic_s"]))
    return float(np.median([landed_m(row) - landed_m(before) for before, row in zip(rows, rows[1:]) if row["side"] == side != before["side"]]))


def turned(axis, angle_deg):
    """Matrices, one for each angle, that turn about x, y or z."""
    angle = np.radians(angle_deg)
    cos, sin, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    return np.moveaxis(np.array({"x": [[one, zero, zero], [zero, cos, -sin], [zero, sin, cos]],
                                 "y": [[cos, zero, sin], [zero, one, zero], [-sin, zero, cos]],
                                 "z": [[cos, -sin, zero], [sin, cos, zero], [zero, zero, one]]}[axis]), -1, 0)


def ankle_aside_m(trial, side):
    """World y of the ankle joint less that of the hip joint: of the chain of hinges in models/body/body.xml, lengths of the drawn patient."""
    segments = trial.patient()["segments"]
    mirror = 1 if side == "right" else -1
    w, x, y, z = (trial.motion[f"pelvis_q{part}"] for part in "wxyz")
    pelvis_row = np.stack([2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)], axis=-1)
    hip = (turned("y", -trial.joint_deg(f"{side}_hip_flexion")) @ turned("x", mirror * trial.joint_deg(f"{side}_hip_adduction"))
           @ turned("z", mirror * trial.joint_deg(f"{side}_hip_rotation")))
    shank = turned("y", trial.joint_deg(f"{side}_knee_flexion"))
    leg = -segments["thigh"]["length_m"] * hip[:, :, 2] - segments["shank"]["length_m"] * (hip @ shank)[:, :, 2]
    return np.sum(pelvis_row * leg, axis=1)


def circumduction_m(trial, side):
    """Mean over the swings: how far the ankle is, at most, outside of the straight line from where it left the floor to where it lands, seen from the hip."""
    outwards = ankle_aside_m(trial, side) * (1 if side == "left" else -1)
    return gait.mean_of(trial, side, gait.SWING, outwards, lambda way: np.max(way - np.linspace(way[0], way[-1], len(way))))


def in_midstance(trial, side, values):
    """Mean over the strides."""
    return gait.mean_of(trial, side, gait.STANCE, values, np.mean, gait.MIDSTANCE)


def pelvic_drop_deg(trial, side):
    """By how much the other side of the pelvis is lower in the middle of this leg's stance, mean over the strides."""
    return in_midstance(trial, side, trial.pelvis_obliquity_deg(side))


def lean_aside_deg(trial, side):
    """Of the trunk towards this leg in the middle of its stance, mean over the strides."""
    _, left = trial.trunk_lean_deg()
    return in_midstance(trial, side, left if side == "left" else -left)


def of_strides(column, scale=1.0):
    return lambda trial, side: gait.mean(gait.strides(trial, side), column, scale)


def cadence_steps_min(trial, _side):
    return 120 / gait.mean(gait.strides(trial), "stride_time_s")


@dataclass(frozen=True)
class Measure:
    title: str
    digits: int
    of: Callable  # (trial, affected side)


# By the name that models/reference/limps.csv uses.
MEASURES = {
    "speed": Measure("speed (m/s)", 2, lambda trial, side: gait.speed_m_s(trial)),
    "cadence": Measure("cadence (steps/min)", 1, cadence_steps_min),
    "stride_time_cv": Measure("stride time CV (%)", 1, lambda trial, side: 100 * gait.stride_time_cv(trial)),
    "step_length": Measure("step (cm)", 1, lambda trial, side: 100 * step_length_m(trial, side)),
    "step_asymmetry": Measure("step asymmetry (%)", 1, lambda trial, side: asymmetry_percent(step_length_m(trial, side), step_length_m(trial, opposite(side)))),
    "stance": Measure("stance (%)", 1, of_strides("stance_fraction", 100)),
    "stance_asymmetry": Measure("stance asymmetry (%)", 1, lambda trial, side: asymmetry_percent(
        *(gait.mean(gait.strides(trial, one), "stance_fraction") for one in (side, opposite(side))))),
    "ankle_at_contact": Measure("ankle at contact (deg)", 1, of_strides("ankle_at_ic_deg")),
    "ankle_in_swing": Measure("ankle, least in swing (deg)", 1, of_strides("ankle_min_swing_deg")),
    "knee_in_swing": Measure("knee, most in swing (deg)", 1, of_strides("knee_max_swing_deg")),
    "knee_in_stance": Measure("knee in mid-stance (deg)", 1, lambda trial, side: in_midstance(trial, side, trial.joint_deg(f"{side}_knee_flexion"))),
    "hip_in_swing": Measure("hip, most in swing (deg)", 1, of_strides("hip_max_swing_deg")),
    "hip_extension": Measure("hip extension, most in stance (deg)", 1, lambda trial, side: -gait.mean_of(
        trial, side, gait.STANCE, trial.joint_deg(f"{side}_hip_flexion"), np.min)),
    "toe_clearance": Measure("toe clearance (mm)", 1, of_strides("min_toe_clearance_m", 1000)),
    "circumduction": Measure("circumduction (cm)", 1, lambda trial, side: 100 * circumduction_m(trial, side)),
    "hip_hike": Measure("hip hike, most in swing (deg)", 1, lambda trial, side: gait.mean_of(trial, side, gait.SWING, trial.pelvis_obliquity_deg(side), np.max)),
    "pelvic_drop": Measure("pelvic drop (deg)", 1, pelvic_drop_deg),
    "trunk_lean": Measure("trunk lean to the side in stance (deg)", 1, lean_aside_deg),
}


def measured(trial, side):
    """All of them, by name."""
    return {name: measure.of(trial, side) for name, measure in MEASURES.items()}
