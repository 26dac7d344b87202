#!/usr/bin/env python3
"""Tunes force, fibre and tendon lengths and passive scale of models/body/muscles.csv, and the springs of hip, knee and ankle.

    scripts/fit_body/fit_muscles.py [--write]

Together they meet: isometric torque curves (band and shape of gait2392 and Rajagopal 2016), peaks of dynamometry, hip rotation and
toe flexion, the passive torques of Riener & Edrich, the hanging foot. Path points must be fitted first. numpy, scipy, mujoco."""
import argparse
import csv
import re
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "patient"))
import reference_body  # noqa: E402
import references  # noqa: E402
from body_math import Body, Muscle, isometric_force_n  # noqa: E402
from bounds import LINES, STRAIN  # noqa: E402

SIDE = "right_"
SPRINGS = ("hip_flexion", "knee_flexion", "ankle_dorsiflexion")
ROTATION_NM, TOE_NM = 54.5, 21.3  # wanted of the reference man: 25 and 10 Nm of the weaker, smaller default patient
TOE_NM_RAD, TOE_REST_DEG = 25.0, 5.0  # the whole joint: PredSim (Falisse 2022) has 25 Nm/rad about 0
BODY_XML, MUSCLES = ROOT / "models" / "body" / "body.xml", ROOT / "models" / "body" / "muscles.csv"


class Curve:
    """Lengths and arms of the lines over a sweep."""

    def __init__(self, body, joint, angles, held=(), direction=0):
        lengths, arms = body.sweep(SIDE + joint, angles, {SIDE + name: angle for name, angle in held})
        index = [body.tendon[SIDE + line] for line in LINES]
        self.joint, self.angles = joint, np.asarray(angles, float)
        self.lengths = lengths[:, index]
        arms = arms[:, index]
        self.arms = direction * np.maximum(direction * arms, 0) if direction else arms

    def torque(self, forces):
        return np.sum(self.arms * forces[self.rows], axis=1)


class Problem:
    def __init__(self):
        self.rows = {row["line"]: row for row in reference_body.muscle_rows()}
        body = Body(reference_body.load())
        self.cosine = {line: np.cos(float(self.rows[line]["pennation_rad"])) for line in LINES}
        standing, _ = body.pose({})
        self.standing = [standing[body.tendon[SIDE + line]] for line in LINES]
        self.active, self.passive = [], []
        self.isometric = {}
        for (torque, joint, held), points in references.isometric_torques().items():
            if len(points) >= 9:
                curve = self._add(self.active, Curve(body, joint, [p[0] for p in points], held, references.DIRECTION[torque]))
                self.isometric[torque, held] = (curve, np.array(points)[:, 1:])
        self.rotation = [self._add(self.active, Curve(body, "hip_rotation", [0], (("hip_flexion", flexion),), sign))
                         for flexion in (-15, 0, 15, 30, 45, 60) for sign in (1, -1)]
        self.toes = self._add(self.active, Curve(body, "toe_extension", [0], (), -1))
        self.relaxed = [(self._add(self.passive, Curve(body, joint, angles, held.items())),
                         np.array(references.riener_edrich_curve(joint, angles, held)))
                        for joint, angles, held in references.passive_poses()]
        hanging = (("toe_extension", 6), ("subtalar_inversion", 6))  # where they come to rest
        self.hanging = [self._add(self.passive, Curve(body, "ankle_dorsiflexion", [-15, -20, -25], hanging + held))
                        for held in ((("hip_flexion", 90), ("knee_flexion", 90)), ())]
        self.lengths = [np.vstack([curve.lengths for curve in curves]) for curves in (self.active, self.passive)]
        for curves in (self.active, self.passive):
            first = 0
            for curve in curves:
                curve.rows = slice(first, first + len(curve.angles))
                first += len(curve.angles)
        self.cache = {}
        self.spring_angles = {"hip_flexion": (-30, 120), "knee_flexion": (0, 135), "ankle_dorsiflexion": (-50, 25)}

    @staticmethod
    def _add(curves, curve):
        curves.append(curve)
        return curve

    def start(self):
        """The middle of what is published; lines are drawn back to it."""
        x, low, high = [], [], []
        for line, bound in LINES.items():
            fibre = np.array(bound.fibre_m) * self.cosine[line]
            ranges = [np.log(bound.force_n), np.log(fibre), bound.standing_range, np.log(bound.passive)]
            low += [least for least, _ in ranges]
            high += [most for _, most in ranges]
            x += [np.mean(ranges[0]), np.mean(ranges[1]), bound.standing, np.log(bound.usual_passive)]
        for _ in SPRINGS:
            x += [0, -1, 0, -0.5]
            low += [-15, -30, -20, -20]
            high += [15, 0, 20, 0]
        pad = 1e-6
        return np.clip(x, np.array(low) + pad, np.array(high) - pad), np.array(low), np.array(high)

    def muscle(self, i, line, four):
        force, fibre, standing, passive = np.exp(four[0]), np.exp(four[1]), four[2], np.exp(four[3])
        return Muscle(force * self.cosine[line], fibre, self.standing[i] - standing * fibre, 10,
                      STRAIN.get(line, STRAIN["others"]), 1, passive, reference_body.FIBRE_DAMPING)

    def forces(self, x):
        active, passive = [], []
        for i, line in enumerate(LINES):
            four = tuple(x[4 * i:4 * i + 4])
            key = (line, four)
            if key not in self.cache:
                muscle = self.muscle(i, line, four)
                self.cache[key] = tuple(isometric_force_n(muscle, activation, lengths[:, i])
                                        for activation, lengths in zip((1.0, 0.0), self.lengths))
                if len(self.cache) > 4000:
                    self.cache.pop(next(iter(self.cache)))
            active.append(self.cache[key][0])
            passive.append(self.cache[key][1])
        return np.array(active).T, np.array(passive).T

    def spring(self, x, joint, angles):
        first = 4 * len(LINES) + 4 * SPRINGS.index(joint)
        q = np.radians(angles)
        return np.polynomial.polynomial.polyval(q, x[first:first + 4])

    def residuals(self, x):
        active, passive = self.forces(x)
        out = []
        for (torque, held), (curve, models) in self.isometric.items():
            ours = curve.torque(active) * np.sign(references.DIRECTION[torque])
            low, high = 0.8 * models.min(axis=1), 1.2 * models.max(axis=1)
            scale = 0.15 * models.mean(axis=1).max()
            out += list(0.8 * np.minimum(0, ours - low - 0.3) / scale) + list(0.8 * np.maximum(0, ours - high + 0.3) / scale)
            similar = max(np.corrcoef(ours, models[:, k])[0, 1] for k in (0, 1))
            out.append(6 * max(0, 0.93 - similar))
            for name, posture, angles, age, least, most in references.DYNAMOMETRY:
                if name == torque and posture == held:
                    got = ours.max() if angles is None else np.interp(angles[0], curve.angles, ours)
                    per_nm_kg = references.relative_strength(age, torque) / references.REFERENCE_MASS_KG
                    out.append(120 * (max(0, least - got * per_nm_kg + 0.012) + max(0, got * per_nm_kg - most + 0.012)))
        for curve in self.rotation:
            out.append(max(0, ROTATION_NM - abs(curve.torque(active)[0])) / 2)
        out.append(max(0, TOE_NM - abs(self.toes.torque(active)[0])) / 1)
        for curve, expected in self.relaxed:
            error = curve.torque(passive) + self.spring(x, curve.joint, curve.angles) - expected
            error /= references.passive_tolerance_nm(expected)
            out += list(0.9 * error * np.abs(error) + 0.08 * error)
        for curve in self.hanging:
            gravity = np.array([hanging_nm(angle) for angle in curve.angles])
            net = curve.torque(passive) + self.spring(x, "ankle_dorsiflexion", curve.angles) + gravity
            out += [4 * max(0, net[0] + 0.05), 4 * max(0, 0.05 - net[2]), 3.0 * net[1]]
        for joint, (least, most) in self.spring_angles.items():
            slope = np.diff(self.spring(x, joint, np.linspace(least, most, 12)))
            out += list(0.3 * np.maximum(0, slope))
        start = self.prior
        for i, (line, bound) in enumerate(LINES.items()):
            four, prior = x[4 * i:4 * i + 4], start[4 * i:4 * i + 4]
            out += list(0.12 * (four - prior) / np.array([0.25, 0.25, 0.15, 1.0]))
        return np.array(out)

    def solve(self, evaluations):
        x, low, high = self.start()
        self.prior = x.copy()
        result = least_squares(self.residuals, x, bounds=(low, high), x_scale=np.maximum(0.1, (high - low) / 4), max_nfev=evaluations)
        print(f"cost {result.cost:.2f} after {result.nfev} evaluations")
        return result.x

    def table(self, x):
        """Rows of muscles.csv and how long each fibre is in standing; leg_report.py judges the result."""
        for i, line in enumerate(LINES):
            muscle = self.muscle(i, line, x[4 * i:4 * i + 4])
            yield (f"{line:6s} {muscle.max_force_n / self.cosine[line]:6.0f} N, fibre {muscle.optimal_fibre_m / self.cosine[line]:.4f} m, "
                   f"slack {muscle.tendon_slack_m:.4f} m, passive {muscle.passive_scale:.2f}, standing {x[4 * i + 2]:.2f}")


def hanging_nm(ankle_deg):
    """Gravity's torque about the ankle of a foot under a vertical shank, dorsiflexion positive."""
    angle = np.radians(ankle_deg)
    x, _, z = reference_body.FOOT_COM_M
    return -reference_body.FOOT_KG * 9.81 * (x * np.cos(angle) - z * np.sin(angle))


def spring_about_root(polynomial):
    """(stiffness of 1st to 3rd order, rest angle in rad) of the torque c0 + c1 q + c2 q^2 + c3 q^3: its real root of least size."""
    roots = np.roots(polynomial[::-1])
    rest = min((root.real for root in roots if abs(root.imag) < 1e-9), key=abs)
    c = polynomial
    return -(c[1] + 2 * c[2] * rest + 3 * c[3] * rest**2), -(c[2] + 3 * c[3] * rest), -c[3], rest


def write(problem, x):
    rows = reference_body.muscle_rows()
    for row in rows:
        if row["line"] in LINES:
            i = list(LINES).index(row["line"])
            muscle = problem.muscle(i, row["line"], x[4 * i:4 * i + 4])
            row["max_force_n"] = f"{np.exp(x[4 * i]):.0f}"
            row["optimal_fibre_m"] = f"{muscle.optimal_fibre_m / problem.cosine[row['line']]:.4f}"
            row["tendon_slack_m"] = f"{muscle.tendon_slack_m:.4f}"
            row["tendon_strain"] = f"{muscle.tendon_strain:g}"
            row["passive_scale"] = f"{muscle.passive_scale:.2f}"
    with MUSCLES.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    text = BODY_XML.read_text()
    for joint in SPRINGS:
        first = 4 * len(LINES) + 4 * SPRINGS.index(joint)
        a, b, c, rest = spring_about_root(x[first:first + 4])
        text = set_spring(text, joint, f"{a:.3f} {b:.3f} {c:.3f}", rest)
    BODY_XML.write_text(text)
    write_toe_spring()


def set_spring(text, joint, stiffness, rest):
    return re.sub(rf'(<joint name="{SIDE + joint}"[^>]*?)(?: stiffness="[^"]*" springref="[^"]*")?/>',
                  rf'\g<1> stiffness="{stiffness}" springref="{rest:.4f}"/>', text)


def write_toe_spring():
    """What the relaxed muscles leave of the whole joint's stiffness and rest angle."""
    body = Body(reference_body.load())
    low, high = body.torque_nm(SIDE + "toe_extension", [TOE_REST_DEG - 10, TOE_REST_DEG + 10], activation=0.0)
    stiffness = TOE_NM_RAD + (high - low) / np.radians(20)
    rest = np.radians(TOE_REST_DEG) - (low + high) / 2 / stiffness
    BODY_XML.write_text(set_spring(BODY_XML.read_text(), "toe_extension", f"{stiffness:.2f}", rest))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write muscles.csv and the springs of body.xml")
    parser.add_argument("--evaluations", type=int, default=120)
    arguments = parser.parse_args()
    problem = Problem()
    x = problem.solve(arguments.evaluations)
    print(*problem.table(x), sep="\n")
    if arguments.write:
        write(problem, x)


if __name__ == "__main__":
    main()
