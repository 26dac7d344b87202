#!/usr/bin/env python3
"""exercise_report: makes docs/exercises.md and its picture again: every number in it is measured here. Takes some minutes.

`--only NAME ...` does some exercises, `--quick` few repetitions and people, `--out FOLDER` writes elsewhere than docs/."""
import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
import sys
import tempfile

import numpy as np

import dose
import plot
import trials

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "patient"))
from leg_report import table  # noqa: E402
from people import DEFAULT, described, load_muscle, person  # noqa: E402

HERE = Path(__file__).resolve().parent
POSTURES = HERE / "postures.csv"
# Drawn over 1.45 to 2.05 m, 40 to 150 kg, body mass index 16 to 40, both sexes, 20 to 85 years.
PEOPLE = (person("female", 20, 40, 1.45), person("female", 85, 82, 1.45), person("male", 24, 150, 2.05), person("male", 80, 68, 2.05),
          person("female", 38, 48, 1.72), person("male", 52, 110, 1.70), person("female", 67, 74, 1.60), person("male", 33, 78, 1.82),
          person("female", 75, 58, 1.55), person("male", 62, 92, 1.93))
REPETITIONS = {"flamingo_stand": 2}  # of one side; 10 of the others
BRIEF = {"flamingo_stand": {"tempo_s": {"hold": 5}}}  # for many people
# Of exercises, by a patient who can do them: (name, activity, patient).
VARIANTS = (("heel_raise, single leg", {"kind": "heel_raise", "posture": "single_leg", "repetitions": 3}, person("male", 30, 75, 1.80)),)
MIRRORED = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion", "subtalar_inversion")
CENTRAL = ("rest", "transfer", "activity", "exercise")


@dataclass
class Extent:
    """How much is done: everything for the page, little for a look."""
    repetitions: int = 10
    drives: tuple = dose.DRIVES
    people: tuple = PEOPLE
    session_repetitions: int = 6

    def of(self, exercise):
        return min(self.repetitions, REPETITIONS.get(exercise, self.repetitions))


QUICK = Extent(1, (1.0, 0.2, 0.0), PEOPLE[:2], 1)


def posture_angle(trial, row, side):
    """The angle of one row of postures.csv while `side` moves, over the trial."""
    if row["joint"] == "forward_lean":
        return trial.trunk_lean_deg()[0]
    if row["joint"] == "pelvis_obliquity":
        return trial.pelvis_obliquity_deg(side)
    leg = side if row["leg"] == "moving" else trials.opposite(side)
    return trial.joint_deg(f"{leg}_{row['joint']}")


def posture_rows(trial, exercise):
    """Of each joint with a band: the range that it took while repetitions were asked for, and by how much that leaves what is allowed:
    from where the exercise starts to the band of its end, the tolerance on both sides."""
    found = []
    for row in trials.read_rows(POSTURES):
        if row["exercise"] != exercise or not trial.asked():
            continue
        start, low, high, tolerance = (float(row[f"{name}_deg"]) for name in ("start", "low", "high", "tolerance"))
        taken = np.concatenate([posture_angle(trial, row, asked["side"])[during] for asked, during in trial.asked()])
        outside = max(min(start, low) - tolerance - taken.min(), taken.max() - max(start, high) - tolerance, 0.0)
        found.append((exercise, row["leg"], row["joint"].replace("_", " "), f"{start:g}", f"{low:g} to {high:g}", f"{tolerance:g}",
                      f"{taken.min():.1f} to {taken.max():.1f}", f"{outside:.1f}"))
    return found


def peaks(trial):
    """Mean of the repetitions' peak activations, by muscle."""
    values = {}
    for row in trial.reps:
        for word in row["peak_activations"].split():
            muscle, value = word.split(":")
            values.setdefault(muscle, []).append(float(value))
    return ", ".join(f"{muscle} {np.mean(v):.2f}" for muscle, v in values.items())


def healthy_row(exercise, trial):
    force, moment = trial.residual()
    if not trial.reps:
        return exercise, trial.stop_reason, 0, *[""] * 7, f"{force:.2f} / {moment:.2f}", ""
    ranges, tracking = trial.numbers("range_fraction"), trial.numbers("tracking_rms_deg")
    return (exercise, trial.stop_reason, len(trial.reps), f"{ranges.min():.2f} / {ranges.mean():.2f}", f"{trial.numbers('range_deg').mean():.1f}",
            f"{trial.numbers('hold_s').mean():.1f}", f"{tracking.mean():.1f} / {tracking.max():.1f}", peaks(trial),
            f"{trial.numbers('support_n').max():.0f}", f"{trial.numbers('assistance_n').max():.0f}", f"{force:.2f} / {moment:.2f}",
            f"{trial.duration_s / trial.cpu_s:.1f}")


def healthy_section(rows, whole):
    by_others = "; ".join(f"*{name}* by {described(patient)}" for name, _, patient in VARIANTS)
    return f"""## 1. A healthy patient

{described(DEFAULT)}, default prescription, sensors, detector and truth on; `steppage run` with `{{"kind": EXERCISE}}`. Range is the share of what
was asked for, tracking the root mean square difference of the measured joint from the smoothest course out and back (`truth/reps.csv`); activations
are means over the repetitions of each one's peak. Momentum as in [results.md](results.md). Speed: simulated seconds over those of one core, start and
files included. A row that names a variant is of another person: {by_others}.

{table(("Exercise", "Stop", "Reps", "Range, min / mean", "Range (deg)", "Hold (s)", "Tracking, mean / max (deg)", "Peak activation", "Support (N)",
        "Assistance (N)", "Momentum (N / Nm)", "Speed"), rows)}

All of them together: {whole:.1f} simulated seconds a second.
"""


def posture_section(rows):
    return f"""## 2. Postures kept

From the same trials. Bands: `scripts/exercises/postures.csv`, from descriptions of the exercises in home programmes and clinical practice, signs as in
[models/README.md](../models/README.md). A joint may be anywhere between its start and the band of the end; *outside* is what is left beyond the
tolerance. Forward lean is the trunk's, from where it began. Joints of the moving leg, of the resting one, of the trunk.

{table(("Exercise", "Of", "Joint", "Start (deg)", "End (deg)", "Tolerance (deg)", "Taken (deg)", "Outside (deg)"), rows)}
"""


def dose_sections(doses, statics, extent):
    lines, thresholds, panels = [], [], []
    for exercise, rows in doses.items():
        for row in rows:
            tempo = "" if row["up_s"] is None else f"{row['up_s']:.2f}"
            lines.append((exercise, f"{row['drive']:g}", row["stop"], f"{row['range']:.2f}", tempo, f"{row['lean_forward_deg']:.1f}",
                          f"{row['lean_left_deg']:.1f}", f"{row['force_n']:.2f}"))
        needed, capacity, drive = statics.required_drive(exercise)
        half = statics.required_drive(exercise, 0.5)[2]
        below_90, below_50 = dose.falls_below(rows, 0.9), dose.falls_below(rows, 0.5)
        thresholds.append((exercise, ", ".join(dose.WEAKNESSES[exercise].muscles), "yes" if dose.is_monotone(rows) else "no", number(below_90),
                           number(below_50), f"{needed:.1f}", f"{capacity:.0f}", number(drive), number(half), ratio(below_90, drive), ratio(below_50, half)))
        panels.append((exercise.replace("_", " "), [[(row["drive"], row["range"]) for row in rows]], drive))
    picture = plot.charts(panels, (0, 0.1, 0.4, 1), 1.25, "drive")
    text = f"""## 3. Weakness

The muscles that an exercise trains lose their drive, two repetitions each: of the right leg, which moves; of the standing leg in `flamingo_stand`
(held for 4 s); of both in `heel_raise`.
Range as above; in `toe_taps` and `knee_to_chest` (without arms), where gravity does the way out, it is the way both out of the start posture and back to
it: a leg that has sunk before it is asked has not done it.

![range over drive](exercises_weakness.svg)

*Needs*: gravity's torque at the end of the range for 75 kg and 1.75 m (Winter's segments) times mass and stature, and what the relaxed leg adds; in
`heel_raise` without what the other plantarflexors (TP, PER, FDL) give at full activation, about half of it: they keep their drive.
*Has*: what the trained muscles alone can do there at full activation (tendons in equilibrium). *Predicted* is the drive at which both are equal, dashed
in the picture; *predicted half*, that at half of the way. Others of the leg help in the trial, and moving takes more than holding. A drive that is
predicted or found below {dose.LEAST_DRIVE:g} is too little to be compared: then gravity asks nothing there.

{table(("Exercise", "Muscles", "Monotone", "Drive at 90 %", "Drive at 50 %", "Needs (Nm)", "Has (Nm)", "Predicted",
        "Predicted half", "At 90 % over predicted", "At 50 % over predicted half"), thresholds)}

{table(("Exercise", "Drive", "Stop", "Range", "Up (s)", "Trunk forward (deg)", "Trunk left (deg)", "Momentum (N)"), lines)}
"""
    return text, picture


def ratio(found, predicted):
    return number(found / predicted if found is not None and dose.LEAST_DRIVE < predicted <= 1 else None)


def number(value):
    return "none" if value is None else "above 1" if value > 10 else f"{value:.2f}"


def people_section(rows, drives):
    lines = [(exercise, described(patient), trial.stop_reason, f"{trial.numbers('range_fraction').min():.2f}" if trial.reps else "", number(drive),
              "{:.2f} / {:.2f}".format(*trial.residual())) for (exercise, patient, trial), drive in zip(rows, drives)]
    stopped = [line for line in lines if line[2] != "completed"]
    return f"""## 4. Other people

{len(lines)} trials of one repetition a side (`flamingo_stand`: held for 5 s); {len(stopped)} did not complete. An engine warning counts as divergence.
*Strength* is the share of what the trained muscles of this person have that gravity asks for at the end of the range, as *predicted drive* in section 3:
moving takes more than holding, so that who needs more than about 0.8 is asked for too much, and a therapist would ask for less.

Largest momentum residuals come from impacts, over 10 steps: legs without drive that fall (toe taps, knee to chest), and a crossed leg that settles on
the other thigh in the first second (woman of 85, 82 kg). They are errors of the integration, and shrink with its step.

{table(("Exercise", "Patient", "Stop", "Least range", "Strength", "Momentum (N / Nm)"), lines)}
"""


def mirror_row(exercise, by_side):
    """Largest difference between the legs' joints, and the trunk's, when the other side does the same."""
    worst, where = 0.0, ""
    for name in MIRRORED:
        for of in ("moving", "resting"):
            leg = {side: side if of == "moving" else trials.opposite(side) for side in by_side}
            right, left = (by_side[side].joint_deg(f"{leg[side]}_{name}") for side in ("right", "left"))
            length = min(len(right), len(left))
            apart = float(np.max(np.abs(right[:length] - left[:length])))
            if apart > worst:
                worst, where = apart, f"{of} {name.replace('_', ' ')}"
    fractions = {side: np.mean(by_side[side].numbers("range_fraction")) if by_side[side].reps else 0 for side in by_side}
    return exercise, f"{fractions['right']:.3f}", f"{fractions['left']:.3f}", f"{worst:.2f}", where


def gaps(trial):
    """Seconds that no interval labels."""
    end, missing = 0.0, 0.0
    spans = sorted((float(row["start_s"]), float(row["end_s"])) for row in trial.intervals if row["label"] in CENTRAL)
    for start, stop in spans:
        missing += max(0.0, start - end)
        end = max(end, stop)
    return missing + max(0.0, trial.duration_s - end)


def symmetry_section(mirror, session):
    return f"""## 5. Sides and sessions

One repetition of the right side against one of the left, no variability: range, and the largest difference between the same joints of the two trials,
sides exchanged, at any time.

{table(("Exercise", "Range right", "Range left", "Largest difference (deg)", "Where"), mirror)}

All exercises as one session: {session.duration_s:.0f} s, {session.stop_reason}, {len(session.reps)} repetitions,
{gaps(session):.3f} s without a label, momentum {session.residual()[0]:.2f} N and {session.residual()[1]:.2f} Nm,
{session.duration_s / session.cpu_s:.1f} simulated seconds a second.
"""


def make_page(folder, names, extent, jobs):
    def run(name, activity, **scenario):
        return trials.run(folder, name, activity, **scenario)

    with ThreadPoolExecutor(jobs) as pool:
        healthy = list(pool.map(lambda e: run(e, {"kind": e, "repetitions": extent.of(e)}), names))
        variants = [(name, run(name.replace(", ", "_").replace(" ", "_"), activity, patient=patient)) for name, activity, patient in VARIANTS
                    if activity["kind"] in names]
        doses = list(pool.map(lambda ed: dose.measure(folder, *ed), [(e, d) for e in names for d in extent.drives]))
        cohort = [(e, p) for e in names for p in extent.people]
        others = list(pool.map(lambda i: run(f"{cohort[i][0]}_person_{i}", {"kind": cohort[i][0], "repetitions": 1, **BRIEF.get(cohort[i][0], {})}, patient=cohort[i][1],
                                             **trials.NO_SENSORS), range(len(cohort))))
        sidewise = [e for e in names if e != "heel_raise"]  # both heels rise together
        pairs = [(e, side) for e in sidewise for side in ("right", "left")]
        sided = list(pool.map(lambda es: run("_".join(es), {"kind": es[0], "repetitions": 1, "sides": es[1], "tempo_variability": 0,
                                                               **BRIEF.get(es[0], {})},
                                             **trials.NO_SENSORS), pairs))
    session = run("session", {"kind": "session", "parts": [{"kind": e, "repetitions": min(extent.session_repetitions, extent.of(e))}
                                                           for e in names]})
    whole = sum(trial.duration_s for trial in healthy) / sum(trial.cpu_s for trial in healthy)
    by_exercise = {e: [row for row in doses if row["exercise"] == e] for e in names}
    load_muscle()
    bodies = {id(p): dose.Statics(folder, p) for p in extent.people}
    weak, picture = dose_sections(by_exercise, dose.Statics(folder, DEFAULT), extent)
    mirror = [mirror_row(e, {side: trial for (name, side), trial in zip(pairs, sided) if name == e}) for e in sidewise]
    page = "\n".join(["# The exercises", "", "Made by `scripts/exercises/exercise_report.py` (a part of `make evidence`); do not edit.", "",
                      healthy_section([healthy_row(e, trial) for e, trial in (*zip(names, healthy), *variants)], whole),
                      posture_section([row for e, trial in zip(names, healthy) for row in posture_rows(trial, e)]), weak,
                      people_section([(e, p, trial) for (e, p), trial in zip(cohort, others)], [bodies[id(p)].required_drive(e)[2] for e, p in cohort]), symmetry_section(mirror, session)])
    return page, picture


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="+", default=None, metavar="NAME")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--out", type=Path, default=trials.TOP / "docs", metavar="FOLDER")
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page, picture = make_page(Path(folder), chosen.only or trials.exercises(), QUICK if chosen.quick else Extent(), chosen.jobs)
    (chosen.out / "exercises.md").write_text(page)
    (chosen.out / "exercises_weakness.svg").write_text(picture)
    print(chosen.out / "exercises.md")


if __name__ == "__main__":
    main()
