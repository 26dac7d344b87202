#!/usr/bin/env python3
"""The leg against its references: moment arms, strength, passive torques, as data and as sections 1 to 3 of docs/patient.md.

    scripts/patient/leg_report.py [MODEL.xml LIBRARY.so]

MODEL.xml is what `steppage model` writes for the reference man (1.80 m, 75.16 kg, at most 40 years), LIBRARY.so the muscle plugin that
it names; without them the leg is built from models/body. Arms and torques are those of the right leg. Needs numpy and mujoco."""
import csv
import sys
from pathlib import Path

import mujoco
import numpy as np

import reference_body
import references
from body_math import Body

SIDE = "right_"
FLOOR_MM, SHARE = 5.0, 0.2  # tolerance of an arm: the larger of 5 mm and 20 % of the reference
ROTATION_DEG = (-15, 0, 15, 30, 45, 60)
WEAKER = 0.57 * 1.65 / 1.80  # a woman of 60 years, 68 kg and 1.65 m against the reference man: force times arm
EXPLANATIONS = Path(__file__).with_name("explanations.csv")


def held_names(held):
    return {SIDE + name: angle for name, angle in dict(held).items()}


def arm_errors(body: Body):
    """One row per muscle and joint: the pose with the greatest error in units of its tolerance, and whether any sign is wrong."""
    rows = []
    for (muscle, joint), points in references.moment_arms().items():
        low, high = np.degrees(body.model.joint(SIDE + joint).range)
        points = np.array([point for point in points if low - 1 <= point[0] <= high + 1])
        lines = {SIDE + line: body.muscles[SIDE + line].max_force_n for line in references.LINES.get(muscle, (muscle,))}
        ours = 1000 * body.moment_arm_m(lines, SIDE + joint, points[:, 0])
        error = np.abs(ours - points[:, 1]) / np.maximum(FLOOR_MM, SHARE * np.abs(points[:, 1]))
        worst = int(error.argmax())
        rows.append({"muscle": muscle, "joint": joint, "angle_deg": points[worst, 0], "ours_mm": ours[worst],
                     "reference_mm": points[worst, 1], "error_of_tolerance": error[worst],
                     "poses": len(error), "poses_outside": int(np.sum(error > 1)),
                     "poses_of_wrong_sign": int(np.sum((ours * points[:, 1] <= 0) & (np.abs(points[:, 1]) > FLOOR_MM))),
                     "outside_deg": points[error > 1, 0].tolist()})
    return sorted(rows, key=lambda row: -row["error_of_tolerance"])


def jump_sweeps(body: Body):
    """Every place where a path of the leg snaps, each joint swept over its range at a grid of the others."""
    grids = {
        "hip_flexion": {"hip_adduction": (-45, -20, 0, 30), "hip_rotation": (-45, -20, 0, 20, 40), "knee_flexion": (0, 60)},
        "hip_adduction": {"hip_flexion": (-30, 0, 30, 60, 90, 120), "hip_rotation": (-45, -20, 0, 20, 40)},
        "hip_rotation": {"hip_flexion": (-30, 0, 30, 60, 90, 120), "hip_adduction": (-45, -20, 0, 30)},
        "knee_flexion": {"hip_flexion": (-30, 0, 30, 60, 90, 120), "ankle_dorsiflexion": (-45, 0, 30)},
        "ankle_dorsiflexion": {"knee_flexion": (0, 60, 120), "subtalar_inversion": (-20, 0, 30)},
        "subtalar_inversion": {"ankle_dorsiflexion": (-50, 0, 30)},
        "toe_extension": {"ankle_dorsiflexion": (-50, 0, 30)},
    }
    found = []
    for joint, grid in grids.items():
        low, high = np.degrees(body.model.joint(SIDE + joint).range)
        found += body.jumps(SIDE + joint, np.arange(low, high, 1.0), held_names(grid))
    return found


def torque_curves(body: Body):
    """One row per torque and held posture: our isometric curve, its likeness to the models' and the poses outside their band."""
    rows = []
    for (torque, joint, held), points in references.isometric_torques().items():
        if len(points) < 9:
            continue
        angles, models = np.array(points)[:, 0], np.array(points)[:, 1:]
        ours = np.abs(body.torque_nm(SIDE + joint, angles, held_names(held), references.DIRECTION[torque]))
        low, high = 0.8 * models.min(axis=1), 1.2 * models.max(axis=1)
        rows.append({"torque": torque, "held": held, "angles_deg": angles, "ours_nm": ours, "low_nm": low, "high_nm": high,
                     "correlation": {name: float(np.corrcoef(ours, models[:, k])[0, 1])
                                     for k, name in enumerate(("gait2392", "Rajagopal 2016"))},
                     "outside": [{"angle_deg": a, "ours_nm": o, "low_nm": l, "high_nm": h}
                                 for a, o, l, h in zip(angles, ours, low, high) if not l <= o <= h]})
    return rows


def dynamometry(curves):
    """One row per measured range: our torque, of the reference man at the age of the measured men, per body mass."""
    rows = []
    for torque, held, angles, age, least, most in references.DYNAMOMETRY:
        curve = next(c for c in curves if c["torque"] == torque and c["held"] == held)
        peak = curve["ours_nm"].max() if angles is None else np.interp(angles[0], curve["angles_deg"], curve["ours_nm"])
        rows.append({"torque": torque, "pose": "peak" if angles is None else f"{angles[0]} degrees, seated", "age_y": age,
                     "reference_nm": float(peak), "low_nm_kg": least, "high_nm_kg": most,
                     "ours_nm_kg": float(peak * references.relative_strength(age, torque) / references.REFERENCE_MASS_KG)})
    return rows


def passive_curves(body: Body):
    """One row per joint and held posture: passive torque against Riener & Edrich."""
    rows = []
    for joint, angles, held in references.passive_poses():
        ours = body.passive_nm(SIDE + joint, angles, held_names(held))
        expected = np.array(references.riener_edrich_curve(joint, angles, held))
        error = np.abs(ours - expected) / references.passive_tolerance_nm(expected)
        worst = int(error.argmax())
        rows.append({"joint": joint, "held": held, "poses": len(angles), "angles_deg": angles, "ours_nm": ours,
                     "expected_nm": expected, "poses_outside": int(np.sum(error > 1)),
                     "worst": {"angle_deg": angles[worst], "ours_nm": ours[worst], "expected_nm": expected[worst],
                               "error_of_tolerance": error[worst]}})
    return rows


def rotations(body: Body):
    return [{"hip_flexion_deg": flexion, "internal_nm": body.hip_rotation_nm(flexion, 1),
             "external_nm": body.hip_rotation_nm(flexion, -1)} for flexion in ROTATION_DEG]


def toe_flexion_nm(body: Body):
    return float(-body.torque_nm(SIDE + "toe_extension", [0], direction=-1)[0])


def toe_stiffness_nm_rad(body: Body):
    low, high = body.passive_nm(SIDE + "toe_extension", [0, 10])
    return float((low - high) / np.radians(10))


def measure(model: mujoco.MjModel):
    body = Body(model)
    curves = torque_curves(body)
    return {"arms": arm_errors(body), "jumps": jump_sweeps(body), "torques": curves, "dynamometry": dynamometry(curves),
            "rotation": rotations(body), "toe_flexion_nm": toe_flexion_nm(body), "passive": passive_curves(body),
            "toe_stiffness_nm_rad": toe_stiffness_nm_rad(body),
            "hanging_foot_deg": {knee: float(body.hanging_foot_deg(knee)[0]) for knee in (0, 90)}}


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join("---" for _ in header) + " |"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def words(name):
    return name.replace("_", " ")


def posture(held):
    return ", ".join(f"{words(name)} {angle:g}" for name, angle in dict(held).items()) or "others 0"


def arms_section(data, explanations):
    rows = [(row["muscle"], words(row["joint"]), f"{row['angle_deg']:g}", f"{row['ours_mm']:.1f}", f"{row['reference_mm']:.1f}",
             f"{row['error_of_tolerance']:.2f}", explanations.get((row["muscle"], row["joint"]), "")) for row in data["arms"][:5]]
    total = sum(row["poses"] for row in data["arms"])
    outside = sum(row["poses_outside"] for row in data["arms"])
    wrong = sum(row["poses_of_wrong_sign"] for row in data["arms"])
    left = "; ".join(f"{row['muscle']} {words(row['joint'])} at {', '.join(f'{a:g}' for a in row['outside_deg'])}"
                     for row in data["arms"] if row["poses_outside"])
    return f"""## 1. Moment arms

Against gait2392 (Delp 1990), the mean of each line's muscles weighted by maximal force, over the range of every joint. An arm
may be off by 5 mm or 20 %, whichever is more. {total} arms in {len(data["arms"])} pairs of muscle and joint: {outside} outside,
{wrong} of the wrong sign where the reference exceeds 5 mm{f" ({left})" if left else ""}. Paths that snap in any posture of the leg:
{len(data["jumps"])}. Left out: the small knee arms of tensor fasciae latae, gracilis and sartorius.

The five worst:

{table(("Muscle", "Joint", "At (deg)", "Ours (mm)", "gait2392 (mm)", "Error / tolerance", "Why"), rows)}
"""


def strength_section(data):
    measured = [(words(row["torque"]), row["pose"], row["age_y"], f"{row['reference_nm']:.0f}", f"{row['ours_nm_kg']:.2f}",
                 f"{row['low_nm_kg']:.2f} to {row['high_nm_kg']:.2f}") for row in data["dynamometry"]]
    shapes = []
    for row in data["torques"]:
        better = max(row["correlation"], key=row["correlation"].get)
        outside = [f"{pose['angle_deg']:g}: {pose['ours_nm']:.0f} ({pose['low_nm']:.0f} to {pose['high_nm']:.0f})"
                   for pose in row["outside"]]
        shapes.append((words(row["torque"]), posture(row["held"]), f"{row['ours_nm'].max():.0f}",
                       f"{row['correlation'][better]:.2f} ({better})", "; ".join(outside) or "none"))
    turning = [(row["hip_flexion_deg"], f"{row['internal_nm']:.0f}", f"{row['external_nm']:.0f}",
                f"{WEAKER * row['internal_nm']:.0f}", f"{WEAKER * row['external_nm']:.0f}") for row in data["rotation"]]
    return f"""## 2. Strength

Isometric torque of all muscles that turn the joint one way, fully active, fibres and tendons in equilibrium; a man of 1.80 m,
75.16 kg and at most 40 years. Dynamometry is for men of the given age (reference man times his strength at that age):

{table(("Torque", "Pose", "Age (y)", "Reference man (Nm)", "At that age (Nm/kg)", "Measured (Nm/kg)"), measured)}

Shape over the joint's range, against the better matching of gait2392 and Rajagopal 2016; poses outside 0.8 times the weaker to
1.2 times the stronger of the two models, as angle: ours (band):

{table(("Torque", "Held (deg)", "Peak (Nm)", "Correlation", "Outside"), shapes)}

Why poses lie outside: adduction and plantarflexion at knee 0 are held down by the dynamometry of older men, which both models exceed;
hip extension ends early because one line of GMAX leaves its wrap beyond 95 degrees; the others miss by a few Nm at the end of the
range, where one line stands for several muscles.

Active hip rotation, and that of a woman of 60 years, 68 kg and 1.65 m ({WEAKER:.2f} of the reference man):

{table(("Hip flexion (deg)", "Internal (Nm)", "External (Nm)", "Internal, weaker", "External, weaker"), turning)}

Toe flexion: {data["toe_flexion_nm"]:.1f} Nm, {WEAKER * data["toe_flexion_nm"]:.1f} Nm of the weaker patient.
"""


def passive_section(data):
    rows = [(words(row["joint"]), posture(row["held"]), f"{row['angles_deg'][0]} to {row['angles_deg'][-1]}",
             f"{row['poses'] - row['poses_outside']} of {row['poses']}", f"{row['worst']['angle_deg']:g}",
             f"{row['worst']['ours_nm']:.1f}", f"{row['worst']['expected_nm']:.1f}") for row in data["passive"]]
    hanging = data["hanging_foot_deg"]
    return f"""## 3. Passive torques

Relaxed muscles and the joint's spring against Riener & Edrich 1999 (whole joint, muscles included), within 30 % + 2 Nm:

{table(("Joint", "Held (deg)", "Range (deg)", "Within", "Worst at", "Ours (Nm)", "Riener & Edrich (Nm)"), rows)}

A relaxed foot hangs at {-hanging[0]:.0f} degrees of plantarflexion under a vertical shank with the knee straight and at
{-hanging[90]:.0f} with the knee at 90 degrees. The toe joint has {data["toe_stiffness_nm_rad"]:.0f} Nm/rad.
"""


def report(data):
    with EXPLANATIONS.open() as file:
        explanations = {(row["muscle"], row["joint"]): row["explanation"] for row in csv.DictReader(file)}
    return "\n".join((arms_section(data, explanations), strength_section(data), passive_section(data)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        mujoco.mj_loadPluginLibrary(sys.argv[2])
    chosen = mujoco.MjModel.from_xml_path(sys.argv[1]) if len(sys.argv) > 1 else reference_body.load()
    print(report(measure(chosen)), end="")
