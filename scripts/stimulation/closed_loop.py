#!/usr/bin/env python3
"""closed_loop: makes docs/closed_loop.md again: a dropped foot walks without stimulation, as a detector says, with perfect timing, and late, on several
seeds. Every number in it is measured here; takes some minutes. `--quick`: two seeds of 10 s; `--out FOLDER` writes elsewhere than docs/."""
import argparse
from pathlib import Path
import sys
import tempfile

import numpy as np

TOP = Path(__file__).resolve().parents[2]
sys.path += [str(TOP / "scripts" / folder) for folder in ("exercises", "patient", "walking")]

import arms  # noqa: E402
import gait  # noqa: E402
from leg_report import table  # noqa: E402

SCENARIO = TOP / "scenarios/walk/right_foot_drop.json"
LATE_MS, USUAL_MS = 200, 20  # of the stimulator's latency
TITLES = {**arms.ARMS, "late": f"detector, {LATE_MS - USUAL_MS} ms later"}
# Title, of a trial, name of the metric that tells the gain in it.
MEASURES = [("ankle at contact (deg)", arms.mean("ankle_at_ic_deg"), "clinical_gain"),
            ("ankle, least in swing (deg)", arms.mean("ankle_min_swing_deg"), "clinical_gain_swing_ankle"),
            ("least toe clearance (mm)", lambda trial: 1000 * arms.mean("min_toe_clearance_m")(trial), "clinical_gain_clearance"),
            ("hip, most in swing: steppage (deg)", arms.mean("hip_max_swing_deg"), "clinical_gain_steppage"),
            ("knee, most in swing (deg)", arms.mean("knee_max_swing_deg"), None)]
VAGUE_SHARE = 0.5  # standard error of a part from which on it says nothing
PUBLISHED = "+5.2 deg (32 people, adaptive current steering; Robison 2022)"


def mean_and_error(values):
    """Mean, and its standard error; of what is there."""
    there = [value for value in values if value is not None]
    if not there:
        return float("nan"), float("nan")
    return float(np.mean(there)), float(np.std(there, ddof=1) / np.sqrt(len(there))) if len(there) > 1 else float("nan")


def errors_apart(ones, others):
    """Mean of the differences, seed by seed, in standard errors of that mean."""
    mean, error = mean_and_error([one - other for one, other in zip(ones, others)])
    return mean / error


def walk(folder, seed, duration_s):
    """The trial of each title. Who falls has walked until then."""
    changes = [f"/activity/duration_s={duration_s}", "/activity/falls=scored", f"/seed={seed}"]
    found = arms.run(SCENARIO, folder / f"arms_{seed}", changes)
    found["late"] = arms.run(SCENARIO, folder / f"late_{seed}", [*changes, f"/device/stimulator/latency_ms={LATE_MS}"], arms=False)
    return found


def values(walks, of, arm):
    """Of the seeds on which every arm has strides to tell of, so that they can be paired."""
    return [of(found[arm]) for found in walks if all(gait.strides(trial, arms.SIDE) for trial in found.values())]


def measured_table(walks):
    rows = []
    for title, of, gain in MEASURES:
        means = ["{:.1f} ({:.2f})".format(*mean_and_error(values(walks, of, arm))) for arm in TITLES]
        share, error = mean_and_error([arms.metric(gain)(found["detector"]) for found in walks]) if gain else (0, np.inf)
        share = f"{share:.2f} ({error:.2f})" if error < VAGUE_SHARE else ""
        rows.append([title, *means, share, f"{errors_apart(values(walks, of, 'late'), values(walks, of, 'detector')):+.1f}"])
    return table(["mean (standard error)", *TITLES.values(), f"part of perfect timing's change that the detector brings (empty: none, or vaguer than {VAGUE_SHARE:g})", "late less detector, in standard errors"], rows)


def timing_table(walks):
    rows = [[f"fes.{name}", *("{:.3g}".format(mean_and_error([arms.metric(name)(found[arm]) for found in walks])[0]) for arm in TITLES if arm != "none")]
            for name in arms.FES]
    return table(["mean over the seeds", *(title for arm, title in TITLES.items() if arm != "none")], rows)


def walked_table(walks):
    rows = [[title, sum(found[arm].stop_reason == "completed" for found in walks), "{:.1f}".format(min(found[arm].duration_s for found in walks)),
             sum(len(gait.strides(found[arm], arms.SIDE)) for found in walks)] for arm, title in TITLES.items()]
    return table(["", f"completed of {len(walks)}", "shortest walk (s)", "strides compared"], rows)


def page(walks, duration_s):
    ankle = MEASURES[0][1]
    gained, error = mean_and_error([with_it - without for with_it, without in zip(values(walks, ankle, "detector"), values(walks, ankle, "none"))])
    return f"""# A dropped foot, stimulated in closed loop

Made by `scripts/stimulation/closed_loop.py` (a part of `make evidence`); do not edit.

`scenarios/walk/right_foot_drop.json` (a man of 50, drive of TA and EDL .25) on {len(walks)} seeds, {duration_s:g} s each: without stimulation, as the detector
`shank_fes` says from a noisy shank IMU, with perfect timing, and as the detector says through a stimulator whose latency is {LATE_MS} ms
instead of {USUAL_MS}. The walks of a seed differ in the device alone (`steppage run SCENARIO --arms`). Means over the right side's strides from 5 s on, then over
the seeds. Falls are scored: who falls has walked until then.

{walked_table(walks)}

{measured_table(walks)}

The detector's stimulation changes the ankle at contact by {gained:+.1f} deg (standard error {error:.2f}); published: {PUBLISHED}.

{timing_table(walks)}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=TOP / "docs")
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    seeds, duration_s = (2, 10) if arguments.quick else (5, 30)
    with tempfile.TemporaryDirectory() as name:
        walks = [walk(Path(name), seed, duration_s) for seed in range(1, seeds + 1)]
        text = page(walks, duration_s)
    (arguments.out / "closed_loop.md").write_text(text)
    print(arguments.out / "closed_loop.md")


if __name__ == "__main__":
    main()
