#!/usr/bin/env python3
"""arms: one patient without stimulation, stimulated by a detector, and with perfect timing: the same walk three times, side by side.

    scripts/stimulation/arms.py SCENARIO --out FOLDER [--set /json/pointer=value]...

Writes FOLDER/{none,detector,oracle} (trial directories) and FOLDER/report.html. Needs numpy and the program."""
import argparse
import html
from pathlib import Path
import subprocess
import sys

import numpy as np

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "walking")]
import charts  # noqa: E402
import gait  # noqa: E402
import trials  # noqa: E402

SIDE = "right"
ARMS = {"none": "no stimulation", "detector": "detector", "oracle": "perfect timing"}
COLOURS = {"none": "people", "detector": "right", "oracle": "left"}  # keys of charts.COLOURS
JOINTS = {"ankle_dorsiflexion": (-30, -20, -10, 0, 10, 20), "knee_flexion": (-10, 10, 30, 50, 70), "hip_flexion": (-40, -20, 0, 20, 40)}
FES = ("onset_error_ms", "offset_error_ms", "swing_coverage", "stance_overstimulation", "missed_swings", "false_bursts_per_min",
       "latency_p95_ms", "charge_per_step_uc", "safety_violations")


def run(scenario, out, changes, arms=True):
    """The trial of each arm, or of the scenario alone."""
    done = subprocess.run([trials.STEPPAGE, "run", scenario, "--out", out, "--no-progress", *(["--arms"] if arms else []),
                           *(word for one in changes for word in ("--set", one))], capture_output=True, text=True)
    if done.returncode not in (trials.PASSED, trials.NOT_VALID):
        raise SystemExit(done.stderr)
    return {arm: trials.read_trial(out / arm) for arm in ARMS} if arms else trials.read_trial(out)


def mean(column):
    return lambda trial: float(np.mean(gait.numbers(gait.strides(trial, SIDE), column)))


def metric(name):
    return lambda trial: next((row["value"] for row in trial.metrics if row["name"] == f"fes.{name}"), None)


# Title, of a trial, format, name of the metric that tells the gain in it.
ROWS = [("walked (s)", lambda trial: trial.duration_s, "{:.1f}", None),
        ("strides of the right side", lambda trial: len(gait.strides(trial, SIDE)), "{:d}", None),
        ("speed (m/s)", gait.speed_m_s, "{:.2f}", None),
        ("ankle at contact (deg)", mean("ankle_at_ic_deg"), "{:+.1f}", "clinical_gain"),
        ("ankle, least in swing (deg)", mean("ankle_min_swing_deg"), "{:+.1f}", "clinical_gain_swing_ankle"),
        ("least toe clearance (mm)", lambda trial: 1000 * mean("min_toe_clearance_m")(trial), "{:.1f}", "clinical_gain_clearance"),
        ("hip, most in swing: steppage (deg)", mean("hip_max_swing_deg"), "{:.1f}", "clinical_gain_steppage"),
        ("knee, most in swing (deg)", mean("knee_max_swing_deg"), "{:.1f}", None),
        *((f"fes.{name}", metric(name), "{:.3g}", None) for name in FES)]


def side_by_side(found):
    rows = [["", *ARMS.values(), "gain"]]
    for title, of, form, gain in ROWS:
        values = [of(trial) if gait.strides(trial, SIDE) else None for trial in found.values()]
        shown = ["" if value is None else form.format(value) for value in values]
        gained = metric(gain)(found["detector"]) if gain else None
        rows.append([title, *shown, "" if gained is None else f"{gained:.2f}"])
    return rows


def drawn(found):
    walked = {arm: trial for arm, trial in found.items() if gait.strides(trial, SIDE)}
    panels = [charts.Chart(f"{SIDE} {joint.replace('_', ' ')} (deg)", "% of stride", (0, 25, 50, 75, 100), ticks,
                           [(COLOURS[arm], list(zip(gait.CYCLE, gait.joint_curve(trial, joint, SIDE)))) for arm, trial in walked.items()])
              for joint, ticks in JOINTS.items()]
    return charts.drawing(panels, len(panels))


def page(found, rows):
    cells = "\n".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    legend = ", ".join(f'<b style="color:{charts.COLOURS[COLOURS[arm]]}">{title}</b>' for arm, title in ARMS.items())
    links = ", ".join(f'<a href="{arm}/report.html">{title}</a>' for arm, title in ARMS.items())
    return (f'<!doctype html><meta charset="utf-8"><title>Stimulation</title><style>body{{font:14px sans-serif;margin:2em}}'
            f'td{{padding:.15em 1em;border-bottom:1px solid #ddd}}</style>\n<h1>One patient, three devices</h1>\n<p>Means over strides: {legend}.</p>\n'
            f'{drawn(found)}\n<table>{cells}</table>\n<p>Gain: the part of what perfect timing changes that the detector changes (fes.clinical_gain).</p>\n<p>Each walk: {links}</p>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], dest="changes", metavar="/json/pointer=value")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    found = run(arguments.scenario, arguments.out, arguments.changes)
    rows = side_by_side(found)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip())
    (arguments.out / "report.html").write_text(page(found, rows))
    print(f"report: {arguments.out / 'report.html'}")


if __name__ == "__main__":
    main()
