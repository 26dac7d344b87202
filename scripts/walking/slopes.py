#!/usr/bin/env python3
"""slopes: changes a gait little by little towards wished numbers. Walks once with each gain a step up and once a step down, then writes the least change of
gains that should lead there. Takes about five minutes a core, as its walks last 16 s; what it writes goes on with `--set /activity/gains=...` or into `tune --from`.

  slopes.py scenario.json --out gains.json --to speed_m_s=1.2 first_hump=1.22 ankle_correlation=0.875

The scenario has its gains written out (as those of a file of `steppage tune`), and the patient walks with them: what is disturbed by a step shall not fall."""
import argparse
from concurrent.futures import ThreadPoolExecutor
import json
import os
from pathlib import Path
import subprocess
import sys
import tempfile

import numpy as np

import gait

sys.path.append(str(Path(__file__).resolve().parents[1] / "exercises"))
import trials  # noqa: E402

NORMS = gait.norms()
WALK_S, VARIABILITY = 16, 0.5  # of a walk that is measured: long enough for ten strides of each side, little that happens by chance
STEP = 1 / 80  # of the range that tuning may try: smaller ones drown in chance, from twice that on walks fall
RIDGE = 0.02  # of the wish's own weight: by trial, so that no gain is changed by much more than a step
# Balance. Their slopes are as good as any, but a walk that is changed in them falls.
LEFT_ALONE = ("start_", "landing_per_", "landing_angle", "landing_width", "width_", "trunk_", "HFL_lean", "GMAX_lean", "HAM_lean", "HAB_bend", "HAD_bend", "hold_",
              "HAB_hold", "hindfoot_hold", "HAB_swing", "HAD_swing", "RF_swing")


def correlation(trial, joint):
    """With people's curve, of the side where it is lower."""
    return min(gait.deviation(gait.joint_curve(trial, joint, side), NORMS[joint]).correlation for side in gait.SIDES)


def of_force(trial, number):
    """Of the vertical force over stance, mean of both sides."""
    return float(np.mean([number(gait.force_curve(trial, side)) for side in gait.SIDES]))


# What can be wished for, and how much of it is a large difference.
MEASURES = {
    "speed_m_s": (gait.speed_m_s, 0.05),
    "first_hump": (lambda trial: of_force(trial, lambda stance: gait.humps(stance).first), 0.1),
    "valley": (lambda trial: of_force(trial, lambda stance: gait.humps(stance).valley), 0.1),
    "second_hump": (lambda trial: of_force(trial, lambda stance: gait.humps(stance).second), 0.1),
    "ripple": (lambda trial: of_force(trial, gait.ripple), 0.2),
    "hip_correlation": (lambda trial: correlation(trial, "hip_flexion"), 0.05),
    "knee_correlation": (lambda trial: correlation(trial, "knee_flexion"), 0.05),
    "ankle_correlation": (lambda trial: correlation(trial, "ankle_dorsiflexion"), 0.05),
    "stance": (lambda trial: gait.mean(gait.strides(trial), "stance_fraction"), 0.02),
    "step_width_m": (lambda trial: gait.mean(gait.strides(trial), "step_width_m"), 0.02),
    "toe_clearance_m": (lambda trial: gait.mean(gait.strides(trial), "min_toe_clearance_m"), 0.005),
    "stride_time_s": (lambda trial: gait.mean(gait.strides(trial), "stride_time_s"), 0.05),
}


def ranges():
    """(least, most) of each gain, as tuning may try it."""
    schema = json.loads(subprocess.run([trials.STEPPAGE, "list", "schema"], check=True, capture_output=True, text=True).stdout)
    gains = schema["properties"]["activity"]["properties"]["gains"]["properties"]
    return {name: (one["anyOf"][0]["minimum"], one["anyOf"][0]["maximum"]) for name, one in gains.items()}


def with_gains(scenario, gains):
    return scenario | {"activity": scenario["activity"] | {"gains": gains}}


def measured(scenario, wished):
    """The wished numbers of a walk, nan each of one that ends early."""
    with tempfile.TemporaryDirectory() as folder:
        activity = scenario["activity"] | {"duration_s": WALK_S, "variability": VARIABILITY}
        others = {key: value for key, value in scenario.items() if key not in ("schema", "name", "activity")}
        trial = trials.run(Path(folder), "walk", activity, **others | trials.NO_SENSORS)
        if trial.stop_reason != "completed" or not gait.walks(trial):
            return np.full(len(wished), np.nan)
        return np.array([MEASURES[name][0](trial) for name in wished])


def slope(up, here, down):
    """A step's change of each number, from whichever sides walked."""
    both = np.where(np.isnan(up), here - down, np.where(np.isnan(down), up - here, (up - down) / 2))
    return np.nan_to_num(both)


def least_change(slopes, missing, ridge=RIDGE):
    """Steps of each gain, (n,): the smallest, by the sum of their squares, whose changes slopes' @ steps come to what is missing, (m,), both in large
    differences; `ridge` says how little of it is left for how much smaller steps. slopes: (n, m)."""
    return slopes @ np.linalg.solve(slopes.T @ slopes + ridge * np.eye(len(missing)), missing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="file of gains to write")
    parser.add_argument("--to", nargs="+", required=True, metavar="NAME=VALUE", help=f"of {', '.join(MEASURES)}")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    wished = {}
    for one in options.to:
        name, _, value = one.partition("=")
        if name not in MEASURES:
            parser.error(f"{name} is not one of {', '.join(MEASURES)}")
        wished[name] = float(value)
    scenario = json.loads(options.scenario.read_text())
    gains = scenario["activity"].get("gains", {})
    low_high = ranges()
    if gains.keys() != low_high.keys():
        parser.error(f"{options.scenario}: /activity/gains has to hold every gain")
    here = measured(scenario, wished)
    if np.isnan(here).any():
        parser.error(f"{options.scenario}: does not walk for {WALK_S} s")
    step = {name: STEP * (high - low) for name, (low, high) in low_high.items() if not name.startswith(LEFT_ALONE)}

    def moved(steps):
        """The gains, some of them by so many of their own steps, within what tuning may try."""
        return gains | {name: float(np.clip(gains[name] + number * step[name], *low_high[name])) for name, number in steps.items()}

    tried = [(name, sign) for name in step for sign in (1, -1)]
    with ThreadPoolExecutor(options.jobs) as threads:
        found = list(threads.map(lambda one: measured(with_gains(scenario, moved({one[0]: one[1]})), wished), tried))
    unit = np.array([MEASURES[name][1] for name in wished])
    slopes = np.array([slope(up, here, down) for up, down in zip(found[::2], found[1::2])]) / unit
    steps = least_change(slopes, (np.array(list(wished.values())) - here) / unit)
    changed = moved(dict(zip(step, steps)))
    reached = measured(with_gains(scenario, changed), wished)
    for name, before, expected, after in zip(wished, here, here + unit * (steps @ slopes), reached):
        print(f"{name}: {before:.4g}, wished {wished[name]:.4g}, expected {expected:.4g}, reached {after:.4g}")
    options.out.write_text(json.dumps({"schema": 1, "activity": "walk", "gains": changed,
                                       "provenance": {"command": f"scripts/walking/slopes.py {options.scenario.name} --to {' '.join(options.to)}"}}, indent=2) + "\n")


if __name__ == "__main__":
    main()
