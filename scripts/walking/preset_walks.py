#!/usr/bin/env python3
"""preset_walks: makes docs/walking_presets.md again: how every preset of impairments walks, beside the same man healthy. Takes two minutes or so."""
from concurrent.futures import ThreadPoolExecutor
import csv
import json
from pathlib import Path
import sys
import tempfile

import numpy as np

import gait

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "patient")]
import trials  # noqa: E402
from leg_report import table  # noqa: E402

SCENARIO = trials.TOP / "scenarios/walk/right_foot_drop.json"
PRESETS = trials.TOP / "models/impairments/presets.tsv"
GAITS = ("healthy", "steppage", "compensated")
SEVERITIES = ("mild", "moderate", "severe")
SIDE, OTHER = "right", "left"
DURATION_S, JOBS = 30, 2
ADAPTED_S, SEEDS = 60, (1, 2, 3, 4, 5)
LOADED_S = 0.1  # after initial contact the foot's pressure tells where it is
FEWEST = 5  # strides of a side, once up to speed, of which a mean is told

# What people's walking does, where a source says so; else what the preset is by definition.
PEOPLE = {
    "foot_drop": "ankle in swing -2.9 deg (Kesar 2010), hip and knee lifted more",
    "hemiparesis": "slower; longer stance on the other leg; knee in swing lower",
    "equinus": "toe walking, hip and knee bent in stance (Ong 2019)",
    "stiff_knee": "knee in swing below 44 deg, or 17 below the other",
    "crouch": "knee bent in stance (Ong 2019), slower",
    "trendelenburg": "pelvis drops to the other side in stance",
    "weak_hip_extension": "slower: weakness of 40 % 1.25 to 1.00 m/s (Johnson 2022)",
    "weak_knee_extension": "slower (Johnson 2022)",
    "weak_push_off": "slower, heel walking when severe (Ong 2019)",
    "limited_knee_extension": "knee bent in stance",
    "limited_knee_flexion": "knee in swing 50 / 38 / 20 deg",
    "limited_hip_extension": "shorter step of the other leg",
    "ataxic_leg": "irregular",
}


def presets():
    with PRESETS.open() as lines:
        return [row["preset"] for row in csv.DictReader(lines, delimiter="\t")]


def patient(impairments):
    return {**json.loads(SCENARIO.read_text())["patient"], "impairments": impairments}


def adapted_scenario(preset, severity):
    """Made by adapt_presets.py."""
    return SCENARIO.parent / f"presets/{preset}_{severity}.json"


def walk(folder, name, way, impairments):
    activity = {"kind": "walk", "gait": way, "duration_s": DURATION_S}
    return trials.run(folder, name, activity, patient=patient(impairments), seed=1, **trials.NO_SENSORS)


def step_lengths_m(trial, side):
    """From where the other foot has landed before."""
    def landed_m(row):
        return np.interp(float(row["ic_s"]) + LOADED_S, trial.motion["t_s"], trial.motion[f"{row['side']}_cop_x_m"])
    rows = sorted(gait.strides(trial), key=lambda row: float(row["ic_s"]))
    return [landed_m(row) - landed_m(before) for before, row in zip(rows, rows[1:]) if row["side"] == side != before["side"]]


def asymmetry_percent(affected, other):
    """Difference over the mean of both sides; positive: more on the affected side."""
    return 200 * (affected - other) / (affected + other)


def measures(trial):
    """By title; None of who did not take enough steps."""
    if min(len(gait.strides(trial, side)) for side in gait.SIDES) < FEWEST:
        return None

    def mean(column, side=SIDE):
        return float(np.mean(gait.numbers(gait.strides(trial, side), column)))
    return {"speed (m/s)": gait.speed_m_s(trial),
            "step asymmetry (%)": asymmetry_percent(*(np.median(step_lengths_m(trial, side)) for side in (SIDE, OTHER))),
            "stance asymmetry (%)": asymmetry_percent(mean("stance_fraction"), mean("stance_fraction", OTHER)),
            "ankle, least in swing (deg)": mean("ankle_min_swing_deg"),
            "knee, most in swing (deg)": mean("knee_max_swing_deg"),
            "hip, most in swing (deg)": mean("hip_max_swing_deg")}


def walk_adapted(folder, preset, severity, seed):
    scenario = json.loads(adapted_scenario(preset, severity).read_text())
    activity = {**scenario["activity"], "duration_s": ADAPTED_S}
    return trials.run(folder, f"{preset}_{severity}_{seed}", activity, patient=scenario["patient"], seed=seed, **trials.NO_SENSORS)


def changes_table(healthy, walks, walked):
    """walks: by preset and severity, a trial; walked: what the second column says of each."""
    usual = measures(healthy)
    digits = {title: 2 if "m/s" in title else 1 for title in usual}
    rows = [["healthy", gait.lasted(healthy), *(f"{value:.{digits[title]}f}" for title, value in usual.items()), ""]]
    for (preset, severity), trial in walks.items():
        found = measures(trial)
        changes = [f"{found[title] - value:+.{digits[title]}f}" for title, value in usual.items()] if found else [""] * len(usual)
        rows.append([f"{preset}, {severity}", walked[preset, severity], *changes, PEOPLE.get(preset, "") if severity == SEVERITIES[0] else ""])
    return table(("Right side", "walked (s)", *usual, "people"), rows)


def section(way, healthy, walks):
    whole = sum(trial.stop_reason != "fell" for trial in walks.values())
    return f"""## Gait `{way}`

{whole} of {len(walks)} walk to the end.

{changes_table(healthy, walks, {key: gait.lasted(trial) for key, trial in walks.items()})}
"""


def adapted_section(healthy, walks):
    """walks: by preset and severity, the trials of all seeds."""
    if not walks:
        return ""
    whole = sum(all(trial.stop_reason != "fell" for trial in of) for of in walks.values())
    longest = {key: max(of, key=lambda trial: trial.duration_s) for key, of in walks.items()}
    return f"""## Adapted

Who adapted to his own preset (`scripts/walking/adapt_presets.py`, scenarios in `scenarios/walk/presets`): {ADAPTED_S} s, seeds {SEEDS[0]} to {SEEDS[-1]}, by seed how long he walked; changes are those of the longest walk
from the healthy man with the gait `{GAITS[0]}` above. {whole} of {len(walks)} walk to the end with every seed.

{changes_table(healthy, longest, {key: " ".join(f"{trial.duration_s:.0f}" for trial in of) for key, of in walks.items()})}
"""


def page(sections):
    return "\n".join([f"""# Presets of impairments in walking

Made by `scripts/walking/preset_walks.py` (a part of `make evidence`); do not edit.

The man of `scenarios/walk/right_foot_drop.json` without his foot drop, each preset on the right, {DURATION_S} s, seed 1. The gains of a gait are the same in each
row, those of `healthy` were not tuned for him, those of `steppage` for him with a foot drop, and those of `compensated` for him with every preset when it is mild: no device helps, and a person who lives
with one impairment would have learned a gait for it. First row: values; below: changes from it, of those who took at least {FEWEST} strides a side after
{gait.STARTING_S:.0f} s. Asymmetries are differences over the mean of both sides, positive when the right one is longer. Joints are the right ones. Single runs: a change of
the size of a stride's own variation says nothing. The last column without a source is what the preset is by definition.
""", *sections])


def main():
    keys = [None, *((preset, severity) for preset in presets() for severity in SEVERITIES)]
    sections, healthy = [], {}
    for way in GAITS:
        with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(JOBS) as pool:
            def walk_with(key, folder=Path(name), way=way):
                impairments = [{"preset": key[0], "side": SIDE, "severity": key[1]}] if key else []
                return walk(folder, "_".join(key or ("healthy",)), way, impairments)
            done = dict(zip(keys, pool.map(walk_with, keys)))
        healthy[way] = done.pop(None)
        sections.append(section(way, healthy[way], done))
    keys = [key for key in keys if key and adapted_scenario(*key).exists()]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(JOBS) as pool:
        runs = [(*key, seed) for key in keys for seed in SEEDS]
        done = iter(pool.map(lambda run: walk_adapted(Path(name), *run), runs))
        sections.append(adapted_section(healthy[GAITS[0]], {key: [next(done) for _ in SEEDS] for key in keys}))
    (trials.TOP / "docs/walking_presets.md").write_text(page(sections))
    print("docs/walking_presets.md")


if __name__ == "__main__":
    main()
