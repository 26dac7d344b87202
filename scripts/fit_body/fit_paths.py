#!/usr/bin/env python3
"""Moves path points and wrapping cylinders of models/body/body.xml until moment arms follow models/reference/moment_arms.csv.

    scripts/fit_body/fit_paths.py [GROUP ...] [--write]

A residual is an arm's error in units of its tolerance (5 mm or 20 % of the reference, whichever is larger), squared, so that the
worst pose counts most. Points may leave their place in body.xml by a few centimetres at a small price (groups.py), so a second run
goes on where the first one ended. Needs numpy, scipy, mujoco."""
import argparse
import csv
import itertools
import re
import sys
from pathlib import Path

import mujoco
import numpy as np
from scipy.optimize import least_squares

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "patient"))
import reference_body  # noqa: E402
from body_math import Body  # noqa: E402
from groups import GROUPS  # noqa: E402

SIDE = "right_"
BODY_XML = ROOT / "models" / "body" / "body.xml"
FLOOR_MM, SHARE = 5.0, 0.2
CLEARANCE_M = 0.003  # of a point from the cylinder it wraps: inside, the path would lose the cylinder at once
HIP = {"hip_flexion": range(-30, 121, 15), "hip_adduction": (-45, 0, 30), "hip_rotation": (-45, 0, 40)}
SHIFT_PRICE = 0.08  # residual of a point moved by its whole allowance


def reference_arms(muscle):
    with (ROOT / "models" / "reference" / "moment_arms.csv").open() as file:
        return [(row["joint"], float(row["angle_deg"]), float(row["arm_mm"])) for row in csv.DictReader(file)
                if row["muscle"] == muscle]


class Fit:
    """One group of lines that are moved together."""

    def __init__(self, group, rows):
        self.group = group
        self.model = reference_body.load(rows=rows)
        self.data = mujoco.MjData(self.model)
        self.force = {row["line"]: reference_body.muscle_parameters(row)[0] for row in rows}
        self.poses, self.wanted = [], []
        for muscle, lines in group.muscles.items():
            for joint, angle, arm in group.adjust(muscle, reference_arms(muscle)):
                self.wanted.append((self._pose({joint: angle}), lines, joint, arm, max(FLOOR_MM, SHARE * abs(arm))))
        self.rotation = [(self._pose({"hip_flexion": flexion}), sign, wanted_nm)
                         for flexion, sign, wanted_nm in group.rotation_nm]
        self.crowded = [self._pose(dict(zip(HIP, angles))) for angles in itertools.product(*HIP.values())] if group.outside else []
        self.handles, self.start, self.allowance = [], [], []
        for name, allowance in group.points.items():
            self._free(self.model.site(SIDE + name).id, "site_pos", range(3), allowance)
        for name, (allowance, radius_allowance) in group.cylinders.items():
            geom = self.model.geom(SIDE + name).id
            self._free(geom, "geom_pos", (0, 2), allowance)
            self._free(geom, "geom_size", (0,), radius_allowance)
        for name, allowance in group.tilt.items():
            self._free(self.model.geom(SIDE + name).id, "geom_quat", (2, 3), allowance)
        self.start = np.array(self.start)
        self.allowance = np.array(self.allowance)

    def _free(self, index, field, axes, allowance):
        for axis in axes:
            self.handles.append((getattr(self.model, field), index, axis))
            self.start.append(getattr(self.model, field)[index, axis])
            self.allowance.append(allowance)

    def _pose(self, angles):
        qpos = self.model.qpos0.copy()
        for joint, angle in angles.items():
            qpos[self.model.joint(SIDE + joint).qposadr[0]] = np.radians(angle)
        for index, known in enumerate(self.poses):
            if np.array_equal(known, qpos):
                return index
        self.poses.append(qpos)
        return len(self.poses) - 1

    def slopes(self):
        result = []
        self.gaps = []
        for index, qpos in enumerate(self.poses):
            self.data.qpos[:] = qpos
            mujoco.mj_kinematics(self.model, self.data)
            mujoco.mj_comPos(self.model, self.data)
            mujoco.mj_tendon(self.model, self.data)
            slope = np.zeros((self.model.ntendon, self.model.nv))
            mujoco.mju_sparse2dense(slope, self.data.ten_J.ravel(), self.model.ten_J_rownnz, self.model.ten_J_rowadr,
                                    self.model.ten_J_colind.ravel())
            result.append(slope)
            if index in self.crowded:
                self.gaps += self._gaps()
        return result

    def _gaps(self):
        """Distances of the points from the surface of the cylinder they must stay outside of."""
        gaps = []
        for cylinder, names in self.group.outside.items():
            geom = self.model.geom(SIDE + cylinder).id
            axis = self.data.geom_xmat[geom].reshape(3, 3)[:, 2]
            for name in names:
                offset = self.data.site_xpos[self.model.site(SIDE + name).id] - self.data.geom_xpos[geom]
                gaps.append(np.linalg.norm(offset - axis * (axis @ offset)) - self.model.geom_size[geom, 0])
        return gaps

    def arm_mm(self, slopes, pose, lines, joint):
        column = self.model.joint(SIDE + joint).dofadr[0]
        weights = [self.force[line] for line in lines]
        arms = [-1000 * slopes[pose][self.model.tendon(SIDE + line).id, column] for line in lines]
        return np.dot(weights, arms) / sum(weights)

    def place(self, x):
        for (array, index, axis), value in zip(self.handles, self.start + x * self.allowance):
            array[index, axis] = value
        for name in self.group.tilt:
            quaternion = self.model.geom_quat[self.model.geom(SIDE + name).id]
            quaternion[:2] = np.sqrt((1 - np.sum(quaternion[2:] ** 2)) / 2)

    def errors(self):
        slopes = self.slopes()
        return [(lines, joint, pose, arm, self.arm_mm(slopes, pose, lines, joint), tolerance)
                for pose, lines, joint, arm, tolerance in self.wanted]

    def residuals(self, x):
        self.place(x)
        slopes = self.slopes()
        out = []
        for pose, lines, joint, arm, tolerance in self.wanted:
            error = (self.arm_mm(slopes, pose, lines, joint) - arm) / tolerance
            out.append(error * abs(error) + 0.1 * error)
        for pose, sign, wanted_nm in self.rotation:
            column = self.model.joint(SIDE + "hip_rotation").dofadr[0]
            total = sum(max(0, -sign * slopes[pose][self.model.tendon(SIDE + line).id, column]) * self.force[line]
                        for lines in self.group.muscles.values() for line in lines)
            out.append(max(0, wanted_nm - total) / 8)
        out += [max(0, CLEARANCE_M - gap) / 0.001 for gap in self.gaps]
        return np.array(out + list(SHIFT_PRICE * x))

    def solve(self):
        random = np.random.default_rng(1)
        starts = [np.zeros(len(self.start))] + [random.uniform(-0.7, 0.7, len(self.start)) for _ in range(self.group.starts - 1)]
        best = min((least_squares(self.residuals, start, bounds=(-1.0001, 1.0001), diff_step=1e-4,
                                  max_nfev=self.group.evaluations) for start in starts), key=lambda result: result.cost)
        self.place(best.x)
        return best.x

    def write(self):
        text = BODY_XML.read_text()
        for name in self.group.points:
            position = self.model.site(SIDE + name).pos
            text = edit(text, "site", SIDE + name, "pos", position)
        for name in self.group.cylinders:
            geom = self.model.geom(SIDE + name)
            text = edit(text, "geom", SIDE + name, "pos", geom.pos)
            text = edit(text, "geom", SIDE + name, "size", geom.size[:2])
        for name in self.group.tilt:
            text = edit(text, "geom", SIDE + name, "quat", self.model.geom(SIDE + name).quat)
        BODY_XML.write_text(text)


def edit(text, element, name, attribute, values):
    number = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") if value else "0" for value in np.round(values, 4) + 0.0)
    pattern = rf'(<{element} name="{name}"[^>]* {attribute}=")[^"]*'
    text, count = re.subn(pattern, rf"\g<1>{number}", text)
    if count != 1:
        raise ValueError(f"{name} has no {attribute}")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all of them if none is named")
    parser.add_argument("--write", action="store_true", help="write the points into models/body/body.xml")
    arguments = parser.parse_args()
    for name in arguments.groups or GROUPS:
        fit = Fit(GROUPS[name], reference_body.muscle_rows())
        shift = fit.solve()
        worst = sorted(fit.errors(), key=lambda e: -abs(e[4] - e[3]) / e[5])[:6]
        print(f"{name}: largest shift {np.abs(shift).max():.2f} of its allowance")
        for lines, joint, pose, wanted, got, tolerance in worst:
            angles = np.degrees(fit.poses[pose][7:])
            angle = angles[np.argmax(np.abs(angles))]
            print(f"  {'+'.join(lines):12s} {joint:20s} at {angle:6.1f}: {got:6.1f} for {wanted:6.1f} mm, "
                  f"{abs(got - wanted) / tolerance:.2f} of the tolerance")
        if arguments.write:
            fit.write()


if __name__ == "__main__":
    main()
