"""Trials of the program as tables: run it, read what it wrote. Needs numpy and the program."""
import csv
from dataclasses import dataclass, field
import json
import os
from pathlib import Path
import subprocess

import numpy as np

TOP = Path(__file__).resolve().parents[2]
STEPPAGE = os.environ.get("STEPPAGE_PROGRAM", TOP / "build/bin/steppage")
MUSCLE = os.environ.get("STEPPAGE_MUSCLE", TOP / "build/lib/libsteppage_muscle.so")
PASSED, NOT_VALID = 0, 4  # exit codes of a trial that was simulated
NO_SENSORS = {"sensors": [], "device": {"detector": "none"}}


def exercises():
    done = subprocess.run([STEPPAGE, "list", "exercises", "--json"], check=True, capture_output=True, text=True)
    return [row["name"] for row in json.loads(done.stdout)]


def opposite(side):
    return "left" if side == "right" else "right"


@dataclass
class Trial:
    stop_reason: str
    metrics: list
    reps: list  # rows of truth/reps.csv
    intervals: list  # rows of truth/intervals.csv
    motion: dict  # columns of truth/motion.csv
    cpu_s: float
    strides: list = field(default_factory=list)  # rows of truth/strides.csv, of a patient who walks
    folder: Path | None = None  # where it was read

    @property
    def duration_s(self):
        return float(self.motion["t_s"][-1])

    def patient(self):
        """As drawn and stored with the trial."""
        return json.loads((self.folder / "scenario.json").read_text())["patient"]

    def metric(self, name, side="both"):
        return next(row["value"] for row in self.metrics if row["name"] == name and row["side"] == side)

    def residual(self):
        return self.metric("physics.momentum_residual_force_n"), self.metric("physics.momentum_residual_moment_nm")

    def numbers(self, column):
        return np.array([float(row[column]) for row in self.reps])

    def asked(self):
        """(row of intervals.csv, which of motion's rows are in it) of each repetition that was asked for before the trial stopped."""
        t = self.motion["t_s"]
        during = [(row, (t >= float(row["start_s"])) & (t < float(row["end_s"]))) for row in self.intervals if row["label"] == "exercise"]
        return [(row, rows) for row, rows in during if rows.any()]

    def joint_deg(self, name):
        return self.motion[name + "_deg"]

    def trunk_lean_deg(self):
        """(forward, left): of the trunk's long axis from where it was at first, in the trunk's own planes of then."""
        w, x, y, z = (self.motion[f"pelvis_q{part}"] for part in "wxyz")
        pelvis = np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                           [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                           [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])
        flexion, bending = np.radians(self.joint_deg("lumbar_flexion")), np.radians(self.joint_deg("lumbar_bending"))
        lumbar = np.array([[np.cos(flexion), -np.sin(flexion) * np.sin(bending), np.sin(flexion) * np.cos(bending)],
                           [np.zeros_like(bending), np.cos(bending), np.sin(bending)],
                           [-np.sin(flexion), -np.cos(flexion) * np.sin(bending), np.cos(flexion) * np.cos(bending)]])
        trunk = np.einsum("ijt,jkt->ikt", pelvis, lumbar)
        forward, left, up = trunk[:, :, 0].T @ trunk[:, 2, :]
        return np.degrees(np.arctan2(forward, up)), np.degrees(np.arctan2(left, up))

    def pelvis_obliquity_deg(self, side):
        """How far this side of the pelvis is above the other."""
        w, x, y, z = (self.motion[f"pelvis_q{part}"] for part in "wxyz")
        left_up = np.degrees(np.arcsin(np.clip(2 * (y * z + w * x), -1, 1)))
        return left_up if side == "left" else -left_up


def read_rows(file):
    with file.open() as lines:
        return list(csv.DictReader(lines))


def read_trial(directory: Path, cpu_s=0.0):
    score = json.loads((directory / "score.json").read_text())
    with (directory / "truth/motion.csv").open() as file:
        names = file.readline().strip().split(",")
        values = np.loadtxt(file, delimiter=",", ndmin=2)
    strides = directory / "truth/strides.csv"
    return Trial(score["stop_reason"], score["metrics"], read_rows(directory / "truth/reps.csv"),
                 read_rows(directory / "truth/intervals.csv"), dict(zip(names, values.T)), cpu_s, read_rows(strides) if strides.exists() else [], directory)


def run(folder: Path, name, activity, **scenario):
    """Simulates one trial of `activity`; the rest of the scenario as given. CPU time is that of the whole program."""
    file, out = folder / f"{name}.json", folder / name
    file.write_text(json.dumps({"schema": 1, "name": name, "activity": activity, **scenario}))
    said = folder / f"{name}.log"
    with said.open("w") as log:
        program = subprocess.Popen([STEPPAGE, "run", file, "--out", out, "--no-progress"], stdout=subprocess.DEVNULL, stderr=log)
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode not in (PASSED, NOT_VALID):
        raise RuntimeError(f"{name}: {said.read_text()}")
    return read_trial(out, used.ru_utime + used.ru_stime)
