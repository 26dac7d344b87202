#!/usr/bin/env python3
"""patient_report: makes docs/patient.md and its pictures again: every number in it is measured here. Takes some minutes."""
import csv
import json
import math
import subprocess
import tempfile
import time
from pathlib import Path

import mujoco
import numpy as np

import leg_report
import people
from body_math import Body
from leg_report import table

DOCS = people.TOP / "docs"
SETTLED_S = 5
PICTURES = {"standing": (people.DEFAULT, "stand"), "seated": (people.DEFAULT, "sit"), "supine": (people.DEFAULT, "lie"),
            "small": (people.RANGE[1], "stand"), "tall": (people.RANGE[4], "stand")}


def run(folder: Path, patient, kind, duration_s=60):
    scenario = people.write_scenario(folder, patient, kind, duration_s=duration_s)
    out = scenario.with_suffix("")
    if not out.exists():  # a posture has no repetitions, so the trial is not valid for scoring: exit code 4
        done = subprocess.run([people.STEPPAGE, "run", scenario, "--out", out, "--no-progress"], capture_output=True, text=True)
        if done.returncode not in (0, 4):
            raise RuntimeError(done.stderr)
    return out


def metric(trial: Path, name):
    return next(row["value"] for row in json.loads((trial / "score.json").read_text())["metrics"] if row["name"] == name)


def sway_mm(trial: Path):
    """Root mean square of the centre of pressure of both feet about its mean, forward and sideward, after the first seconds."""
    with (trial / "truth/motion.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if float(row["t_s"]) >= SETTLED_S]
    loads = {side: np.array([float(row[f"{side}_grf_z_n"]) for row in rows]) for side in ("left", "right")}
    result = []
    for axis in "xy":
        centre = sum(loads[side] * np.array([float(row[f"{side}_cop_{axis}_m"]) for row in rows]) for side in loads)
        result.append(1000 * float(np.std(centre / sum(loads.values()))))
    return result


def posture_row(folder, patient, kind):
    trial = run(folder, patient, kind)
    score = json.loads((trial / "score.json").read_text())
    row = {"patient": patient, "kind": kind, "fell": score["stop_reason"] == "fell",
           "force_n": metric(trial, "physics.momentum_residual_force_n"),
           "moment_nm": metric(trial, "physics.momentum_residual_moment_nm")}
    row["sway_mm"] = sway_mm(trial) if kind == "stand" else None
    return row


def mass_row(folder, patient):
    m = people.load(folder, patient)
    own = [i for i in range(m.nbody) if m.body(m.body_rootid[i]).name == "pelvis"]
    moments = m.body_inertia[own]
    lengths = mujoco.MjData(m)
    mujoco.mj_forward(m, lengths)
    apart = max(abs(lengths.ten_length[m.tendon("left" + name[5:]).id] - lengths.ten_length[m.tendon(name).id])
                for name in (m.tendon(i).name for i in range(m.ntendon)) if name.startswith("right"))
    return {"patient": patient, "error_kg": float(abs(m.body_mass[own].sum() - patient["mass_kg"])),
            "is_rigid": bool(np.all(2 * moments.max(axis=1) < moments.sum(axis=1) + 1e-12) and np.all(moments > 0)),
            "apart_m": float(apart)}


def speed_row(folder, kind):
    m = people.load(folder, people.DEFAULT, kind)
    d = mujoco.MjData(m)
    best = math.inf
    for _ in range(7):
        mujoco.mj_resetDataKeyframe(m, d, m.key("start").id)
        d.ctrl[m.actuator_plugin >= 0] = 0.1
        mujoco.mj_step(m, d, nstep=50)
        start = time.process_time()
        mujoco.mj_step(m, d, nstep=300)
        best = min(best, (time.process_time() - start) / 300)
    return {"kind": kind, "dofs": m.nv, "muscles": sum(m.actuator_plugin >= 0), "contacts": d.ncon, "us": 1e6 * best,
            "real_time": m.opt.timestep / best}


def smaller_patient(folder):
    body = Body(people.load(folder, people.DEFAULT))
    return {"rotation": leg_report.rotations(body), "toe_flexion_nm": leg_report.toe_flexion_nm(body)}


def measure(folder: Path):
    people.load_muscle()
    data = leg_report.measure(people.load(folder, people.REFERENCE_MAN))
    proportions = Body(people.load(folder, people.MAN))
    data["de_leva_man"] = leg_report.dynamometry(leg_report.torque_curves(proportions))
    data["default_patient"] = smaller_patient(folder)
    data["masses"] = [mass_row(folder, patient) for patient in people.RANGE]
    data["postures"] = ([posture_row(folder, patient, "stand") for patient in people.RANGE]
                        + [posture_row(folder, people.DEFAULT, kind) for kind in ("sit", "lie")])
    data["said"] = said_by_the_soundness_tests()
    data["speed"] = [speed_row(folder, kind) for kind in ("stand", "sit", "lie")]
    return data


def default_section(data):
    rows = [(f"{row['hip_flexion_deg']:g}", f"{row['internal_nm']:.0f}", f"{row['external_nm']:.0f}") for row in data["rotation"]]
    return f"""The same, measured on the default patient's own body ({people.described(people.DEFAULT)}):

{table(("Hip flexion (deg)", "Internal (Nm)", "External (Nm)"), rows)}

Her toe flexion: {data["toe_flexion_nm"]:.1f} Nm.
"""


def proportions_section(rows):
    lines = [(leg_report.words(row["torque"]), row["pose"], row["age_y"], f"{row['ours_nm_kg']:.2f}",
              f"{row['low_nm_kg']:.2f} to {row['high_nm_kg']:.2f}") for row in rows]
    return f"""A man of the same height with de Leva's mean proportions has a thigh of 0.437 m instead of 0.396 m; his bones, and with them
the arms at the knee, scale with it. His peaks, nothing else changed:

{table(("Torque", "Pose", "Age (y)", "Nm/kg", "Measured (Nm/kg)"), lines)}
"""


def masses_section(rows):
    lines = [(people.described(row["patient"]), f"{row['error_kg']:.0e}", "yes" if row["is_rigid"] else "no", f"{row['apart_m']:.0e}")
             for row in rows]
    return f"""## 4. Masses and symmetry

{table(("Patient", "Segments against body mass (kg)", "Inertias that rigid bodies can have", "Left against right paths (m)"), lines)}

A mirrored trial of a mirrored patient gives mirrored streams: `tests/sim/physics/mirror_test.cpp`.
"""


def postures_section(rows):
    lines = [(people.described(row["patient"]), row["kind"], "yes" if row["fell"] else "no",
              f"{row['sway_mm'][0]:.1f} / {row['sway_mm'][1]:.1f}" if row["sway_mm"] else "",
              f"{row['force_n']:.2f} / {row['moment_nm']:.2f}") for row in rows]
    return f"""## 5. Postures

60 s each, by muscle alone, without a hand on anything. Sway: root mean square of the centre of pressure after the first
{SETTLED_S} s, forward / sideward. Momentum: largest difference, over windows of 10 ms, between the change of the body's momentum and
gravity plus contacts.

{table(("Patient", "Posture", "Fell", "Sway (mm)", "Momentum (N / Nm)"), lines)}
"""


def said_by_the_soundness_tests():
    """What the tests of the physics print of stiffness, damping, energy and impacts, each line once."""
    program = people.TOP / "build/bin/physics_test"
    done = subprocess.run([program, "--gtest_filter=Ankle*:*Dynamometer*:Dropped*:Stepping.*"], capture_output=True, text=True, check=True)
    starts = ("ankle", "dynamometer", "dropped", "strength", "heel strike")
    return "\n".join(dict.fromkeys(line for line in done.stdout.splitlines() if line.startswith(starts)))


def soundness_section(rows, said):
    lines = [(row["kind"], row["dofs"], row["muscles"], row["contacts"], f"{row['us']:.0f}", f"{row['real_time']:.0f}") for row in rows]
    return f"""## 6. Soundness

Held by tests in `tests/sim/physics/`, which print: a dropped body loses its energy and comes to rest; no chatter; accelerometers equal
the motion at heel strike; half the step tells the same; the ankle on a dynamometer (5 muscles: the plantarflexors, 7: all).

```
{said}
```

Measured relaxed ankles have about 20 Nm/rad at 10 degrees of dorsiflexion (Chung 2004); contracting ones stiffen in proportion to
torque at a nearly constant damping ratio (Weiss, Hunter & Kearney 1988, J Biomech 21:539). Ours does so at 10 Hz. At 1 Hz fibres give
way behind their tendons and the ankle is nearly a damper. The amplitude of a foot sensor's ringing under load is a property of the model.

## 7. Speed

Bare stepping, one core, best of seven windows of 0.3 s; it depends on the machine. `bench/compare_myosuite` compares with MyoSuite's
leg in one run.

{table(("Posture", "Degrees of freedom", "Muscles", "Contacts", "us a step", "Simulated s a second"), lines)}
"""


def pictures(folder: Path):
    for name, (patient, kind) in PICTURES.items():
        subprocess.run([people.STEPPAGE, "view", run(folder, patient, kind), "--png", DOCS / f"patient_{name}.png", "--at", "30"],
                       check=True, capture_output=True)
    return "\n".join(f"![{name}](patient_{name}.png)" for name in PICTURES)


def page(data, shown):
    return "\n".join(["# The patient", "", "Made by `scripts/patient/patient_report.py` (a part of `make evidence`); do not edit. The body itself is "
                      "described in [models/README.md](../models/README.md).", "", shown, "", leg_report.report(data),
                      proportions_section(data["de_leva_man"]), default_section(data["default_patient"]), masses_section(data["masses"]), postures_section(data["postures"]),
                      soundness_section(data["speed"], data["said"])])


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = measure(folder)
        (DOCS / "patient.md").write_text(page(data, pictures(folder)))
    print("docs/patient.md")


if __name__ == "__main__":
    main()
