"""How an exercise gets worse as the muscles that it trains lose their drive, and what statics say of it. Needs mujoco and the program."""
from collections.abc import Callable
from dataclasses import dataclass, field
import math
from pathlib import Path
import sys

import numpy as np

import trials

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "patient"))
from body_math import Body, isometric_force_n  # noqa: E402
import people  # noqa: E402

DRIVES = (1.0, 0.7, 0.4, 0.2, 0.1, 0.05, 0.0)
NOISE = 0.05  # of the range: by so much a weaker patient may seem better
LEAST_DRIVE = 0.01


# Of a person of 75 kg and 1.75 m (Winter's segments), Nm: of a level thigh about the hip, with the lower leg as a weight at the knee; of a level
# lower leg about the knee; of the body about the hip of the leg that carries it (0.8 to 1.0 Nm/kg).
THIGH_NM, LOWER_LEG_NM, STANDING_HIP_NM = 33, 11.3, 67
FOOT_NM = 0.5
HALF_BODY_N, BALL_AHEAD_M, ANKLE_UP_M = 368, 0.13, 0.068  # of the ankle from the balls of a flat foot


def sine(degrees):
    return math.sin(math.radians(degrees))


def cosine(degrees):
    return math.cos(math.radians(degrees))


def sitting_hip_nm(hip, knee):
    return THIGH_NM * sine(hip) + LOWER_LEG_NM * sine(hip - knee)


def lying_hip_nm(hip, knee):
    return THIGH_NM * cosine(hip) + LOWER_LEG_NM * cosine(hip - knee)


def rising_ankle_nm(dorsiflexion):
    return HALF_BODY_N * (BALL_AHEAD_M * cosine(dorsiflexion) + ANKLE_UP_M * sine(dorsiflexion))


@dataclass(frozen=True)
class Load:
    """What gravity asks of the trained muscles on the way from rest to the target, of a person of 75 kg and 1.75 m."""
    joint: str
    way_deg: tuple  # (at rest, at the target)
    direction: int  # in which the trained muscles turn it
    gravity_nm: Callable  # of the angle of the joint and of those of `held_deg`
    held_deg: dict = field(default_factory=dict)  # other joint: (at rest, at the target)

    def at(self, share):
        """(angle of the joint, angles of the others) at that share of the way."""
        angle, *others = (rest + share * (target - rest) for rest, target in (self.way_deg, *self.held_deg.values()))
        return angle, dict(zip(self.held_deg, others))


@dataclass(frozen=True)
class Weakness:
    muscles: tuple
    load: Load
    weak_side: str = "right"  # the right leg moves
    helpers: tuple = ()  # that turn the joint the same way, keep their drive and take much of the load
    activity: dict = field(default_factory=dict)


WEAKNESSES = {
    "seated_marching": Weakness(("HFL", "RF"), Load("hip_flexion", (86, 105), 1, sitting_hip_nm, {"knee_flexion": (90, 90)})),
    "knee_extension": Weakness(("VAS", "RF"), Load("knee_flexion", (86, 8), -1, lambda knee, hip: LOWER_LEG_NM * sine(hip - knee),
                                                   {"hip_flexion": (86, 86)})),
    "toe_taps": Weakness(("HFL", "RF"), Load("hip_flexion", (90, 48), 1, lying_hip_nm, {"knee_flexion": (90, 90)})),
    "knee_to_chest": Weakness(("HFL", "RF"), Load("hip_flexion", (110, 8), 1, lying_hip_nm, {"knee_flexion": (120, 5)}),
                              activity={"assistance": "none"}),
    "flamingo_stand": Weakness(("HAB", "GMAX"), Load("hip_adduction", (0, 0), -1, lambda adduction: STANDING_HIP_NM), weak_side="left",
                               activity={"tempo_s": {"hold": 4}}),
    "side_leg_raise": Weakness(("HAB",), Load("hip_adduction", (-5, -41), -1, lambda adduction: (THIGH_NM + LOWER_LEG_NM) * sine(-adduction))),
    "ankle_dorsiflexion": Weakness(("TA", "EDL"), Load("ankle_dorsiflexion", (-25, 5), 1, lambda ankle, hip, knee: FOOT_NM,
                                                       {"hip_flexion": (85, 85), "knee_flexion": (100, 100)})),
    "assisted_toe_raise": Weakness(("TA", "EDL"), Load("ankle_dorsiflexion", (0, 10), 1, lambda ankle, hip, knee: FOOT_NM,
                                                       {"hip_flexion": (86, 86), "knee_flexion": (90, 90)}),
                                   activity={"assistance": "none"}),
    "heel_raise": Weakness(("SOL", "GAS"), Load("ankle_dorsiflexion", (0, -18), -1, rising_ankle_nm), weak_side="both",
                           helpers=("TP", "PER", "FDL")),
}


def weakness(exercise, drive):
    w = WEAKNESSES[exercise]
    return {"kind": "weakness", "side": w.weak_side, "muscles": list(w.muscles), "drive": drive}


def measure(folder, exercise, drive, repetitions=2):
    w = WEAKNESSES[exercise]
    sides = {} if w.weak_side == "both" else {"sides": "right"}
    trial = trials.run(folder, f"{exercise}_{drive}", {"kind": exercise, "repetitions": repetitions, **sides, **w.activity},
                       patient={"impairments": [weakness(exercise, drive)]}, **trials.NO_SENSORS)
    # What a fall prevents counts as nothing.
    done = float(np.sum(trial.numbers("range_fraction"))) / (repetitions * (2 if w.weak_side == "both" else 1))
    moved = [row for row in trial.reps if row["start_s"]]
    forward, left = trial.trunk_lean_deg()
    during = trial.motion["t_s"] >= min((float(row["start_s"]) for row, _ in trial.asked()), default=0.0)
    at_rest = np.argmax(during)
    return {"exercise": exercise, "drive": drive, "stop": trial.stop_reason,
            "range": max(done, 0.0),
            "up_s": float(np.mean([float(row["turn_s"]) - float(row["start_s"]) for row in moved])) if moved else None,
            "lean_forward_deg": largest(forward[during] - forward[at_rest]), "lean_left_deg": largest(left[during] - left[at_rest]),
            "force_n": trial.residual()[0]}


def largest(values):
    return float(values[np.argmax(np.abs(values))])


def falls_below(rows, share):
    """The drive at which the range, straight between the drives that were run, falls below this share; None if it never does."""
    whole = rows[0]["range"]
    for above, below in zip(rows, rows[1:]):
        if below["range"] < share * whole <= above["range"]:
            part = (share * whole - below["range"]) / (above["range"] - below["range"])
            return below["drive"] + part * (above["drive"] - below["drive"])
    return None


def is_monotone(rows):
    return all(weaker["range"] <= min(row["range"] for row in rows[:i + 1]) + NOISE for i, weaker in enumerate(rows[1:]))


class Statics:
    """Of a patient's own body; people.load_muscle() comes first."""

    def __init__(self, folder, patient):
        model = people.load(folder, patient)
        self.body = Body(model)
        own = [i for i in range(model.nbody) if model.body(model.body_rootid[i]).name == "pelvis"]
        self.mass_kg = float(model.body_mass[own].sum())
        self.height_m = patient["height_m"]

    def required_drive(self, exercise, share=1.0):
        """(Nm to hold, Nm that the trained muscles have at full activation, drive at which they just hold it) at that share of the way to the
        target. What other muscles relaxed, the joint's spring and helpers at full activation do counts to what has to be held; what others could
        do does not."""
        w = WEAKNESSES[exercise]
        load = w.load
        angle, others = load.at(share)
        held = {f"right_{joint}": other for joint, other in others.items()}
        joint = f"right_{load.joint}"
        passive = load.direction * self.body.passive_nm(joint, [angle], held)[0]
        needed = load.gravity_nm(angle, *others.values()) * self.mass_kg / 75 * self.height_m / 1.75 - passive
        needed -= load.direction * self.trained_nm(w.helpers, joint, angle, held, 1.0)
        drives = np.linspace(0.01, 1, 100)
        torques = [load.direction * self.trained_nm(w.muscles, joint, angle, held, drive) for drive in drives]
        enough = [drive for drive, torque in zip(drives, torques) if torque >= needed]
        return needed, torques[-1], enough[0] if enough else math.inf

    def trained_nm(self, muscles, joint, angle_deg, held, activation):
        lengths, arms = self.body.sweep(joint, [angle_deg], held)
        total = 0.0
        for name, muscle in self.body.muscles.items():
            if not any(name == f"right_{short}" or name.startswith(f"right_{short}_") for short in muscles):
                continue
            i = self.body.tendon[name]
            active = isometric_force_n(muscle, activation, lengths[:, i]) - isometric_force_n(muscle, 0.0, lengths[:, i])
            total += float((arms[:, i] * active)[0])
        return total
