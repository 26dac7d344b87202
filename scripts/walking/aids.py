#!/usr/bin/env python3
"""aids: makes docs/aids.md again: what orthosis, treadmill, body-weight support, cane, walker and rail do for patients who walk. Takes five minutes or so."""
from concurrent.futures import ThreadPoolExecutor
import json
from pathlib import Path
import sys
import tempfile

import numpy as np

import foot_drop_walks
import gait
import limp
import preset_walks

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "patient")]
import trials  # noqa: E402
from leg_report import table  # noqa: E402

SIDE, OTHER = "right", "left"  # the affected side, and the hand of the cane
DURATION_S, JOBS = 20, 2
STIFFNESSES_NM_DEG = (0, 1, 2, 4)
DROPPED = (0.2, 0.1)  # drives of TA and EDL
SUPPORTS = (0, 0.1, 0.2, 0.3, 0.4, 0.5)
SEEDS = (1, 2, 3, 4, 5)
SUPPORT_SEEDS = (1, 2, 3)
SLOW_M_S = 0.8
COMPENSATED = {"gait": "compensated", "speed_m_s": 1.0}
MASS_KG, MAN_KG = 68, preset_walks.patient([])["mass_kg"]  # of the default patient, and of the man
FEWEST = 3  # strides of a side, once up to speed, of which a mean is told
WEAK_DRIVE = 0.9
WEAK = {"impairments": [{"kind": "weakness", "side": SIDE, "muscles": ["HAB"], "drive": WEAK_DRIVE}]}
CANE = {"aid": "cane", "aid_side": OTHER, "aid_load": 0.15}
DROPPING = [{"preset": "trendelenburg", "side": SIDE, "severity": "mild"}]
RAIL = {"aid": "rail", "aid_side": OTHER}
WITH_WALKER = trials.TOP / "scenarios/walk/with_walker.json"


def walk(folder, key, patient, activity, seed=1):
    name = "_".join(str(part) for part in key)
    return trials.run(folder, name, {"kind": "walk", "duration_s": DURATION_S, **activity}, patient=patient, seed=seed, **trials.NO_SENSORS)


def told(trial, side=SIDE):
    """Strides of which a mean is told: those of who took enough."""
    rows = gait.strides(trial, side)
    return rows if len(rows) >= FEWEST else []


def orthosis_row(drive, stiffness, trial):
    rows = told(trial)
    if not rows:
        return (f"{drive:g}", f"{stiffness:g}", gait.lasted(trial), *[""] * 6)
    mean = gait.mean
    return (f"{drive:g}", f"{stiffness:g}", gait.lasted(trial), f"{gait.speed_m_s(trial):.2f}", f"{mean(rows, 'ankle_min_swing_deg'):.1f}",
            f"{mean(rows, 'ankle_at_ic_deg'):.1f}", f"{1000 * mean(rows, 'min_toe_clearance_m'):.0f}", f"{mean(rows, 'hip_max_swing_deg'):.1f}",
            f"{mean(rows, 'knee_max_swing_deg'):.1f}")


def peak_n(trial):
    """Of the mean vertical force over stance, mean of the sides."""
    return float(np.mean([np.max(gait.force_curve(trial, side)) for side in gait.SIDES])) * gait.weight_n(trial)


def ended(trials_of_seeds):
    """How many walked to the end, and how long all did on the average (s)."""
    return (f"{sum(trial.stop_reason != 'fell' for trial in trials_of_seeds)} of {len(trials_of_seeds)}",
            f"{np.mean([trial.duration_s for trial in trials_of_seeds]):.1f}")


def support_row(title, mass_kg, share, trials_of_seeds):
    whole = [trial for trial in trials_of_seeds if trial.stop_reason != "fell"]
    count = f"{len(whole)} of {len(trials_of_seeds)}"
    if not whole:
        return (title, f"{100 * share:.0f}", count, *[""] * 4)
    weight_n = mass_kg * gait.GRAVITY_M_S2
    strides = [row for trial in whole for row in gait.strides(trial)]
    support = np.mean([np.mean(trial.motion["body_weight_support_n"]) for trial in whole]) if share else 0
    return (title, f"{100 * share:.0f}", count, f"{support:.0f}", f"{np.mean([peak_n(trial) for trial in whole]) / weight_n:.2f}",
            f"{np.mean([gait.speed_m_s(trial) for trial in whole]):.2f}", f"{100 * gait.mean(strides, 'stance_fraction'):.1f}")


def cane_load(trial):
    """(largest of a stride, mean over the strides, and mean while the affected foot stands) in percent of the body weight."""
    if "cane_force_z_n" not in trial.motion:
        return None
    load = 100 * trial.motion["cane_force_z_n"] / (MASS_KG * gait.GRAVITY_M_S2)
    stances = [load[(trial.motion["t_s"] >= float(row["ic_s"])) & (trial.motion["t_s"] < float(row["fc_s"]))] for row in gait.strides(trial, SIDE)]
    return float(np.mean([np.max(stance) for stance in stances])), float(np.mean([np.mean(stance) for stance in stances]))


def cane_row(title, trials_of_seeds):
    whole = [trial for trial in trials_of_seeds if told(trial)]
    if not whole:
        return (title, *ended(trials_of_seeds), *[""] * 4)
    loads = [load for load in map(cane_load, whole) if load]
    load = [f"{value:.1f}" for value in np.mean(loads, axis=0)] if loads else ["", ""]
    return (title, *ended(trials_of_seeds), f"{np.mean([gait.speed_m_s(trial) for trial in whole]):.2f}", f"{np.mean([limp.pelvic_drop_deg(trial, SIDE) for trial in whole]):.1f}", *load)


def hand_n(trial, axis):
    """Of all hands that hold something that moves along."""
    return sum(trial.motion[f"{side}_hand_force_{axis}_n"] for side in gait.SIDES if f"{side}_hand_force_{axis}_n" in trial.motion)


def held_row(title, trials_of_seeds):
    """What hands feel after the first seconds, in percent of the body weight: mean over time, and the largest of each walk."""
    whole = [trial for trial in trials_of_seeds if told(trial)]
    if not whole:
        return (title, *ended(trials_of_seeds), *[""] * 4)
    percent = 100 / (MASS_KG * gait.GRAVITY_M_S2)
    late = [trial.motion["t_s"] > gait.STARTING_S for trial in whole]
    up = [percent * hand_n(trial, "z")[since] for trial, since in zip(whole, late)]
    aside = [percent * np.abs(hand_n(trial, "y")[since]) for trial, since in zip(whole, late)]
    return (title, *ended(trials_of_seeds), f"{np.mean([gait.speed_m_s(trial) for trial in whole]):.2f}", f"{np.mean([load.mean() for load in up]):.1f}",
            f"{np.mean([load.max() for load in up]):.1f}", f"{np.mean([force.max() for force in aside]):.1f}")


def belt_row(title, trial):
    rows = gait.strides(trial)
    return (title, gait.lasted(trial), f"{gait.speed_m_s(trial):.3f}", f"{gait.mean(rows, 'stride_length_m'):.3f}",
            f"{trial.motion['pelvis_x_m'][-1]:.2f}")


def page(done):
    return f"""# Aids

Made by `scripts/walking/aids.py` (a part of `make evidence`); do not edit. Settings: [scenario.md](scenario.md). {DURATION_S} s each; the first
{gait.STARTING_S:g} s are left out of what is told of strides. Gaits are the shipped ones: but for the walker nobody learned to walk with these aids.

## Ankle-foot orthosis

The man of [walking.md](walking.md), section 3, at {foot_drop_walks.STEPPAGE_M_S:g} m/s with the gait `steppage`; right dorsiflexors (TA, EDL) of little drive. All of the right side.

{table(("Drive", "Orthosis (Nm/deg)", "Walked (s)", "Speed (m/s)", "Ankle, least in swing (deg)", "Ankle at contact (deg)", "Toe clearance (mm)",
        "Hip, most in swing (deg)", "Knee, most in swing (deg)"),
       [orthosis_row(drive, stiffness, done["orthosis", drive, stiffness]) for drive in DROPPED for stiffness in STIFFNESSES_NM_DEG])}

## Treadmill

The default patient at {SLOW_M_S:g} m/s, seed 1. On a belt that moves at a constant velocity physics is the same as on the floor
(`Treadmill.IsWalkedOnAsTheFloorIs` in `tests/sim/trial/aids_test.cpp`). The patient drifts by the difference
between the speed walked and that of the belt, which has no end.

{table(("", "Walked (s)", "Speed (m/s)", "Stride (m)", "Pelvis at the end (m)"), [belt_row("floor", done["support", 0, 1]), belt_row("treadmill", done["treadmill",])])}

## Body-weight support

The default patient at {SLOW_M_S:g} m/s and the man of [walking_presets.md](walking_presets.md) with the gait `compensated`, on the floor, {len(SUPPORT_SEEDS)} seeds. Peak: of the mean
vertical force over stance. Means of those who walked to the end. The default patient takes the gait of strong people, tuned at 1.2 m/s, from some fifth of the weight on; the man has that strength
and one gait throughout, with which he walks the faster the lighter he is.

{table(("", "Support (%)", "Walked to the end", "Support (N)", "Peak (body weights)", "Speed (m/s)", "Stance (%)"),
       [support_row(title, mass_kg, share, [done[key, share, seed] for seed in SUPPORT_SEEDS])
        for title, mass_kg, key in (("default patient", MASS_KG, "support"), ("man", MAN_KG, "man's support")) for share in SUPPORTS])}

## Cane

The man of [walking_presets.md](walking_presets.md) with the gait `compensated` and the default patient at {SLOW_M_S:g} m/s, {len(SEEDS)} seeds; weak: the right hip abductors (HAB) have {WEAK_DRIVE:g} of their drive; the cane is in the left hand, with
{CANE["aid_load"]:g} of the weight on it at most. Steps with a cane are not corrected: nobody has learned to yet. Pelvic drop: by how much
the left side of the pelvis is lower in the middle of right stance. Load on the cane in percent of the body weight, over right stance. Means of those who
took at least {FEWEST} strides a side after the first {gait.STARTING_S:g} s. People put 10 to 20 % of their weight on a cane at most (as usually quoted from Chen 2001; not checked there).

{table(("", "Walked to the end", "Walked, mean (s)", "Speed (m/s)", "Pelvic drop (deg)", "Cane, peak (%)", "Cane, mean (%)"),
       [cane_row(title, [done[key, seed] for seed in SEEDS]) for title, key in
        (("man, healthy", "man"), ("man, mild preset `trendelenburg`", "dropping man"), ("default patient", "healthy"),
         ("default patient, with cane", "cane"), ("default patient, weak", "weak"), ("default patient, weak, with cane", "weak cane"))])}

## Walker and rail

The default patient, {len(SEEDS)} seeds. Walker: `{WITH_WALKER.relative_to(trials.TOP)}`, a way to walk that `steppage adapt` found, {walker_activity()["duration_s"]:g} s; both hands lean on it
with {100 * walker_activity()["aid_load"]:g} % of the weight. Rail: at {SLOW_M_S:g} m/s, in the left hand, {DURATION_S} s. Forces of what is held on the hands together.

{table(("", "Walked to the end", "Walked, mean (s)", "Speed (m/s)", "Up, mean (% of weight)", "Up, most (%)", "Sideward, most (%)"),
       [held_row(title, [done[key, seed] for seed in SEEDS]) for title, key in (("walker", "walker"), ("rail", "rail"))])}
"""


def walker_activity():
    return json.loads(WITH_WALKER.read_text())["activity"]


def main():
    tasks = {("orthosis", drive, stiffness): (foot_drop_walks.foot_drop(drive), {"gait": "steppage", "speed_m_s": foot_drop_walks.STEPPAGE_M_S, **(
        {"orthoses": [{"side": SIDE, "stiffness_nm_deg": stiffness}]} if stiffness else {})})
        for drive in DROPPED for stiffness in STIFFNESSES_NM_DEG}
    slow = {"speed_m_s": SLOW_M_S}
    tasks["treadmill",] = ({}, {**slow, "surface": "treadmill"})
    for seed in SEEDS:
        tasks |= {("support", share, seed): ({}, {**slow, "body_weight_support": share}, seed)
                  for share in SUPPORTS if share == 0 or seed in SUPPORT_SEEDS}
        if seed in SUPPORT_SEEDS:
            tasks |= {("man's support", share, seed): (preset_walks.patient([]), {**COMPENSATED, "body_weight_support": share}, seed) for share in SUPPORTS}
        tasks |= {("weak", seed): (WEAK, slow, seed), ("cane", seed): ({}, {**slow, **CANE}, seed), ("weak cane", seed): (WEAK, {**slow, **CANE}, seed)}
        tasks |= {("man", seed): (preset_walks.patient([]), COMPENSATED, seed), ("dropping man", seed): (preset_walks.patient(DROPPING), COMPENSATED, seed)}
        tasks |= {("walker", seed): ({}, walker_activity(), seed), ("rail", seed): ({}, {**slow, **RAIL}, seed)}
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(JOBS) as pool:
        done = dict(zip(tasks, pool.map(lambda key: walk(Path(name), key, *tasks[key]), tasks)))
    done |= {("healthy", seed): done["support", 0, seed] for seed in SEEDS}
    (trials.TOP / "docs/aids.md").write_text(page(done))
    print("docs/aids.md")


if __name__ == "__main__":
    main()
