"""What the leg is compared with: models/reference/*.csv, the passive torques of Riener & Edrich, dynamometry."""
import csv
import math
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "models" / "reference"

# Our lines of a muscle of the moment-arm table, where they are not one line of the same name.
LINES = {"HAB": ("HAB_1", "HAB_2"), "HFL": ("HFL_1",)}


def rows(name: str):
    with (REFERENCE / f"{name}.csv").open() as file:
        return list(csv.DictReader(file))


def moment_arms():
    """{(muscle, joint): [(angle_deg, arm_mm), ...]} of gait2392, the force-weighted mean of a muscle's members."""
    curves = {}
    for row in rows("moment_arms"):
        curves.setdefault((row["muscle"], row["joint"]), []).append((float(row["angle_deg"]), float(row["arm_mm"])))
    return curves


def isometric_torques():
    """{(torque, joint, held): [(angle_deg, gait2392_nm, rajagopal2016_nm), ...]}, held being () or ((joint, angle_deg),)."""
    curves = {}
    for row in rows("isometric_torque"):
        held = tuple((name, float(angle)) for name, angle in (part.split("=") for part in row["held"].split()))
        curves.setdefault((row["torque"], row["joint"], held), []).append(
            (float(row["angle_deg"]), float(row["gait2392_nm"]), float(row["rajagopal2016_nm"])))
    return {key: sorted(curve) for key, curve in curves.items()}


# Direction of a torque about its joint, positive as the joint is named.
DIRECTION = {"hip_flexion": 1, "hip_extension": -1, "hip_adduction": 1, "hip_abduction": -1, "knee_flexion": 1,
             "knee_extension": -1, "dorsiflexion": 1, "plantarflexion": -1, "inversion": 1, "eversion": -1}


def riener_edrich_nm(joint: str, hip_deg: float, knee_deg: float, ankle_deg: float) -> float:
    """Passive torque of the whole joint, muscles included: Riener & Edrich 1999, J Biomech 32:539. Positive as our joint."""
    e, h, k, a = math.exp, hip_deg, knee_deg, ankle_deg
    return {
        "hip_flexion": lambda: e(1.4655 - 0.0034 * k - 0.0750 * h) - e(1.3403 - 0.0226 * k + 0.0305 * h) + 8.072,
        "knee_flexion": lambda: (e(1.800 + 0.0460 * a - 0.0352 * k + 0.0217 * h) - e(-3.971 + 0.0004 * a + 0.0495 * k - 0.0128 * h)
                                 - 4.820 + e(2.220 - 0.150 * k)),
        "ankle_dorsiflexion": lambda: e(-7.9763 - 0.1949 * a + 0.0008 * k) - e(2.1016 + 0.0843 * a - 0.0176 * k) + 1.792,
    }[joint]()


def passive_poses():
    """(joint, angles_deg, held) over which the passive torque is compared: the working range."""
    for knee in (0, 60):
        yield "ankle_dorsiflexion", list(range(-20, 16, 5)), {"knee_flexion": knee}
    for hip in (0, 45, 80):
        yield "knee_flexion", list(range(5, 111, 5)), {"hip_flexion": hip}
    for knee in (0, 30, 60, 90):
        hips = [h for h in range(-10, 101, 5) if abs(riener_edrich_nm("hip_flexion", h, knee, 0)) <= 60]
        yield "hip_flexion", hips, {"knee_flexion": knee}


def riener_edrich_curve(joint, angles_deg, held):
    values = {"hip_flexion": 0, "knee_flexion": 0, "ankle_dorsiflexion": 0, **held}
    return [riener_edrich_nm(joint, *{**values, joint: angle}.values()) for angle in angles_deg]


def passive_tolerance_nm(expected):
    return 0.3 * abs(expected) + 2  # a number or an array


def relative_strength(age_y: float, torque: str = "") -> float:
    """Of a man, against the young man of the same mass: a straight decline from 40 years on. At 70 years 0.62 is left, of the knee
    flexors 0.57: the middles of the ranges of Sarabon et al. 2021 for older and for young men."""
    left = 0.57 if torque == "knee_flexion" else 0.62
    return max(0.3, 1 - (1 - left) / 30 * max(0, age_y - 40))


REFERENCE_MASS_KG = 75.16
# Torque, joint, angles, held posture, age of the measured men, range in Nm/kg. Sarabon et al. 2021 (PMC8554160); the rest are orders
# of magnitude for 60 to 70 years (Bohannon 1997; Danneskiold-Samsoe 2009; Harbo 2012), a range for the peak.
SEATED = (("hip_flexion", 90.0),)
DYNAMOMETRY = (
    ("knee_extension", SEATED, (60,), 30, 2.92, 3.45), ("knee_extension", SEATED, (60,), 70, 1.74, 2.16),
    ("knee_extension", SEATED, (20,), 30, 1.34, 2.23), ("knee_extension", SEATED, (90,), 30, 2.50, 3.06),
    ("knee_flexion", SEATED, (60,), 30, 1.15, 1.62), ("knee_flexion", SEATED, (60,), 70, 0.69, 0.89),
    ("plantarflexion", (), None, 65, 1.2, 1.6), ("dorsiflexion", (), None, 65, 0.35, 0.50),
    ("hip_flexion", (), None, 65, 1.2, 1.6), ("hip_extension", (), None, 65, 1.6, 2.4),
    ("hip_abduction", (), None, 65, 1.0, 1.4), ("hip_adduction", (), None, 65, 1.0, 1.5),
)
