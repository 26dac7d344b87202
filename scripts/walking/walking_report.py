#!/usr/bin/env python3
"""walking_report: makes docs/walking.md and its pictures again: every number of the patient in it is measured here. Takes about an hour.

`--quick` short trials and few of them, `--out FOLDER` writes elsewhere than docs/."""
import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import json
from pathlib import Path
import sys
import tempfile

import numpy as np

import charts
import foot_drop_walks
import gait
import signals

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "patient")]
import trials  # noqa: E402
from foot_drop_walks import PARETIC, STEPPAGE_M_S, SWITCHED, foot_drop  # noqa: E402
from gait import counted_and_timed, mean, norm_of, walks  # noqa: E402
from leg_report import table  # noqa: E402
from people import DEFAULT, described, person  # noqa: E402

USUAL_M_S = 1.2  # for which the healthy gaits are tuned, and at which the people of gait_curves.csv walked
FORCE_CUTOFFS_HZ = (20, 12.5, 10)  # 12.5: leaves 0.71 at 10 Hz: the cut-off where the -3 dB of both passes count
JOINTS = {"hip_flexion": (-20, 0, 20, 40), "knee_flexion": (-10, 10, 30, 50, 70), "ankle_dorsiflexion": (-30, -20, -10, 0, 10, 20)}
PEOPLE = (person("female", 30, 52, 1.52), person("female", 35, 62, 1.62), person("male", 45, 70, 1.70), person("male", 30, 75, 1.80),
          person("male", 35, 84, 1.88), person("male", 25, 95, 1.95), person("male", 50, 78, 1.76), person("female", 75, 58, 1.55),
          person("male", 70, 92, 1.70))
FAST_M_S, FAST_WALKER = 1.5, person("male", 30, 75, 1.80)
BEND_AT_S, HALF_TURN_DEG, AFTER_BEND_S = 8, 180, 12
STOP_AT_S, AFTER_STOP_S = 10, 20
THERE_AND_BACK = trials.TOP / "scenarios/walk/there_and_back.json"
CHANGES_FROM_M_S, CHANGES_S = 0.8, 45
CHANGES = {"speed_changes": [{"at_s": 10, "to_m_s": 1.2}, {"at_s": 25, "to_m_s": CHANGES_FROM_M_S}]}


@dataclass
class Extent:
    """How much is walked: everything for the page, little for a look."""
    duration_s: float = 60
    speeds_m_s: tuple = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3)
    seeds: tuple = (1, 2, 3, 4, 5)
    drives: tuple = (1.0, 0.7, 0.5, 0.3, 0.2, 0.1, 0.07, 0.05, 0.03, 0.0)
    stimulated_drive: float = 0.07
    stimulations: tuple = ((0.0, 0), (0.2, 0), (0.2, 200))  # level, delay in ms
    bends: tuple = ((0.8, 10), (1.0, 10), (1.2, 5), (1.2, 10))  # m/s, deg/s
    from_standing: tuple = (0.6, 0.8, 1.0, 1.2)  # m/s
    stops: tuple = (0.6, 0.8, 1.0, 1.2)  # m/s
    slopes: tuple = ((0.8, -1), (0.8, 0.3))  # m/s, deg
    switched_drives: tuple = (0.5, 0.25, 0.15, 0.1, 0.05)
    switched_s: float = 300
    people: tuple = PEOPLE
    cohort: int = 18
    draws: tuple = (1, 2, 3)
    endurance_s: float = 600


QUICK = Extent(15, (1.2,), (1,), (1.0, 0.05), 0.3, ((0.3, 0),), ((1.0, 10),), (0.8,), (1.0,), (), (0.5,), 15, PEOPLE[:1], 2, (1,), 30)


def number(value, digits):
    return "" if value is None or np.isnan(value) else f"{value:.{digits}f}"


METHOD = f"""## How it is measured

Events and strides are those of `truth/strides.csv`, from the forces between sole and floor. A foot is loaded above 20 N or 2 % of the body weight,
whichever is more; interruptions of less than 10 ms do not count. It stands while a loaded point of its sole moves slower than 0.3 m/s, or while it carries
a fifth of the body weight (more than a leg weighs: no toe that is dragged does); less than 80 ms without that is no swing, less than 100 ms of it no stance. Initial and final contact are the first and the last moment of load; sliding for up to 50 ms
at either end belongs to stance, longer sliding is a drag. Heel and front of the foot (all before the heel) touch above 5 N: foot flat is when both do,
heel off when the heel no longer does, up to final contact. A contact is flat when heel and front touch within 20 ms of each other. Where the sole touches
in swing for 10 ms or more, that is a drag (`truth/intervals.csv`), `caught` when the toe stops; it is no contact. Minimum toe clearance is the lowest
local minimum, between a quarter and three quarters of swing, of the lowest point before the heel; without a minimum, the clearance when that point is
fastest; 0 where it touches. Stride length is the way of the foot on the floor, 0.1 s after contact; step width the distance of the other foot from the line
between (negative when feet cross). `ankle_min_swing_deg` is the least dorsiflexion from mid-swing on: push-off is not meant. Hip and knee are the
largest of the swing.

Here the first {gait.STARTING_S:g} s are left out: the patient gets up to speed.
"""


def curve_rows(trial, norms):
    found = []
    for joint in JOINTS:
        for side in gait.SIDES:
            curve = gait.joint_curve(trial, joint, side)
            apart = gait.deviation(curve, norms[joint])
            found.append((joint.replace("_", " "), side, f"{curve.min():.1f} to {curve.max():.1f}",
                          f"{norms[joint].mean.min():.1f} to {norms[joint].mean.max():.1f}", f"{apart.rms_sd:.2f}", f"{apart.offset:+.1f}",
                          f"{apart.rms_sd_without_offset:.2f}", f"{apart.correlation:.3f}"))
    return found


def force_rows(trial, norms):
    stance_percent = float(norm_of("stance")["mean"])
    force = norms["vertical_force"]
    curves = [(f"patient, {side}{f', {cutoff:g} Hz' if cutoff else ''}", gait.force_curve(trial, side, cutoff_hz=cutoff))
              for cutoff in (None, *FORCE_CUTOFFS_HZ) for side in gait.SIDES]
    curves += [("Fukuchi 2018", gait.stance_of(force.mean, stance_percent)), ("Winter 1991", gait.stance_of(force.second_mean, stance_percent))]
    rows = []
    for of, curve in curves:
        humps, rises = gait.humps(curve), gait.rises(curve)
        third = rises[2] if len(rises) > 2 else 0
        rows.append((of, humps.first_at, *(f"{part:.2f}" for part in (humps.first, humps.valley, humps.second)), gait.peaks(curve), f"{third:.3f}"))
    return rows


def stride_rows(trial):
    rows = gait.strides(trial)
    found = {"stance": 100 * mean(rows, "stance_fraction"), "step_width": 100 * mean(rows, "step_width_m"),
             "stride_time_cv": 100 * gait.stride_time_cv(trial), "min_toe_clearance": 100 * mean(rows, "min_toe_clearance_m")}
    lines = []
    for quantity, value in found.items():
        norm = norm_of(quantity)
        lines.append((f"{quantity.replace('_', ' ')} ({norm['unit']})", number(value, 2), norm["mean"], f"{norm['low']} to {norm['high']}", norm["source"]))
    return lines


def curve_picture(trial, norms):
    panels = []
    for joint, ticks in JOINTS.items():
        norm = norms[joint]
        lines = [("people", list(zip(gait.CYCLE, norm.mean)))]
        lines += [(side, list(zip(gait.CYCLE, gait.joint_curve(trial, joint, side)))) for side in gait.SIDES]
        panels.append(charts.Chart(f"{joint.replace('_', ' ')} (deg)", "% of stride", (0, 20, 40, 60, 80, 100), ticks, lines,
                                   list(zip(gait.CYCLE, norm.mean - norm.sd, norm.mean + norm.sd))))
    force = norms["vertical_force"]
    lines = [("people", list(zip(gait.CYCLE, force.mean)))]
    lines += [(side, list(zip(gait.CYCLE, gait.force_curve(trial, side, "next_ic_s", gait.CYCLE)))) for side in gait.SIDES]
    panels.append(charts.Chart("vertical force (body weights)", "% of stride", (0, 20, 40, 60, 80, 100), (0, 0.5, 1, 1.5), lines,
                               list(zip(gait.CYCLE, force.mean - force.sd, force.mean + force.sd))))
    return charts.drawing(panels, 2)


def looks(trial, norms):
    return f"""{table(("Joint", "Side", "Range (deg)", "People (deg)", "RMS (SD)", "Offset (deg)", "RMS without offset (SD)", "Correlation"), curve_rows(trial, norms))}

Vertical force over stance, body weights, percent of stance; people: stance is {norm_of("stance")["mean"]} % of the stride. Means over people smooth the humps.
Peaks: how often the force rises and falls by {gait.PROMINENCE_BW:g} body weights or more; the humps are the highest before and after the valley. People have two.
Third rise: by how much the force rises and falls apart from the two largest times.
Without a frequency: as it is. With one: low-passed without delay, by a Butterworth filter of second order forwards and backwards, which leaves half at that
frequency and 0.71 at 0.8 of it. Gait laboratories low-pass motions at 4 to 20 Hz (introduction of Applied Sciences 15, 2177, 2025); what was done to the
forces of the two references is not known here. `brisk` was bred for two humps, as it is and low-passed: what no such care was taken of, as `healthy` (section
8), has more peaks, from the blow of the forefoot after the heel's, from a tremble of some 10 Hz after it, and from the knee that runs into its stop in mid-stance.

{table(("Of", "First hump at (%)", "First hump", "Valley", "Second hump", "Peaks", "Third rise"), force_rows(trial, norms))}

{table(("Quantity", "Patient", "People", "Usual", "Source"), stride_rows(trial))}
"""


def usual_section(rows, endurance, norms):
    """Text and picture. rows: as those of speed_section; endurance: {seed: trial}."""
    walked = next((trial for *_, trial in rows if walks(trial)), None)
    text = f"""## 1. A healthy patient at {USUAL_M_S:g} m/s

{described(DEFAULT)}; `{{"kind": "walk", "gait": "brisk", "speed_m_s": {USUAL_M_S:g}}}`, a gait that was bred for her alone:

{speed_table(rows)}

Longer walks:

{table(("Seed", "Stop", "Walked (s)", "Strides", "Speed (m/s)", "Stride time CV (%)", "Least toe clearance (mm)"), [endurance_row(*one) for one in endurance.items()])}
"""
    if walked is None:
        return text, None
    text += f"""
The first of these walks that completed: means over the strides against means of healthy adults at 1.2 m/s (Fukuchi 2018), in standard deviations between
people (Winter 1991, natural cadence; `models/reference/gait_curves.csv`): root mean square over the stride, as it is and after the mean offset is
taken off. Zero of an angle depends on the markers of a laboratory: the two references' own means are {reference_offsets(norms)} deg apart.

![joint angles and vertical force over the stride](walking_curves.svg)

Grey: mean and one standard deviation; blue left, red right.

{looks(walked, norms)}"""
    return text, curve_picture(walked, norms)


def endurance_row(seed, trial):
    if not walks(trial):
        return (seed, trial.stop_reason, f"{trial.duration_s:.0f}", *[""] * 4)
    rows = gait.strides(trial)
    return (seed, trial.stop_reason, f"{trial.duration_s:.0f}", len(rows), f"{gait.speed_m_s(trial):.2f}",
            f"{100 * gait.stride_time_cv(trial):.1f}", f"{1000 * gait.numbers(rows, 'min_toe_clearance_m').min():.1f}")


def reference_offsets(norms):
    return ", ".join(f"{np.mean(norms[joint].mean - norms[joint].second_mean):+.1f} ({joint.split('_')[0]})" for joint in JOINTS)


def speed_row(people, asked_m_s, seed, trial):
    if not walks(trial):
        return (f"{asked_m_s:g}", seed, trial.stop_reason, *[""] * 9)
    rows, reached = gait.strides(trial), gait.speed_m_s(trial)
    time_s, time_sd, length_m, length_sd = gait.of_people(reached, people)
    own_time, own_length = mean(rows, "stride_time_s"), mean(rows, "stride_length_m")
    return (f"{asked_m_s:g}", seed, trial.stop_reason, f"{reached:.2f}", f"{own_time:.2f}", f"{time_s:.2f} ({time_sd:.2f})",
            f"{(own_time - time_s) / time_sd:+.1f}", f"{own_length:.2f}", f"{length_m:.2f} ({length_sd:.2f})",
            f"{(own_length - length_m) / length_sd:+.1f}", f"{100 * mean(rows, 'stance_fraction'):.1f}", f"{100 * gait.stride_time_cv(trial):.1f}")


def speed_table(rows, people="older"):
    return table(("Asked (m/s)", "Seed", "Stop", "Reached (m/s)", "Stride (s)", "People (s)", "SD", "Stride (m)", "People (m)", "SD", "Stance (%)", "Stride time CV (%)"),
                 [speed_row(people, *row) for row in rows])


def speed_section(rows):
    whole = {speed for speed in {asked for asked, _, _ in rows}
             if all(trial.stop_reason == "completed" and walks(trial) for asked, _, trial in rows if asked == speed)}
    slowest = f"The slowest speed at which every seed completes: {min(whole):g} m/s." if whole else "At no speed did every seed complete."
    return f"""## 2. Speeds

Stride time and length against older people on a treadmill at the speed that the patient reached (mean, SD between people;
`models/reference/gait_speeds.csv`; below 0.49 and above 1.41 m/s those of the nearest speed measured). {slowest}

{speed_table(rows)}
"""


def other_ways(extent):
    """By title: (m/s, duration in s, settings of the walk)."""
    ways = {f"{speed:g} m/s, {rate:g} deg/s": (speed, BEND_AT_S + HALF_TURN_DEG / rate + AFTER_BEND_S,
                                               {"turns": [{"at_s": BEND_AT_S, "by_deg": HALF_TURN_DEG, "rate_deg_s": rate}]})
            for speed, rate in extent.bends}
    ways[f"{CHANGES_FROM_M_S:g} m/s, to {CHANGES['speed_changes'][0]['to_m_s']:g} and back"] = (CHANGES_FROM_M_S, CHANGES_S, CHANGES)
    ways |= {f"{speed:g} m/s, from standing": (speed, extent.duration_s, {"start": "standing"}) for speed in extent.from_standing}
    ways |= {f"{speed:g} m/s, then stands": (speed, STOP_AT_S + AFTER_STOP_S, {"stop_at_s": STOP_AT_S}) for speed in extent.stops}
    ways |= {f"{speed:g} m/s, slope of {slope:g} deg": (speed, extent.duration_s, {"slope_deg": slope}) for speed, slope in extent.slopes}
    there_and_back = json.loads(THERE_AND_BACK.read_text())["activity"]
    return ways | {"there and back": (there_and_back["speed_m_s"], there_and_back["duration_s"], there_and_back)}


def other_ways_section(of):
    return f"""## 7. Turns, changes of speed, starts, stops, slopes

Half a turn to the left, {BEND_AT_S} s after the start, and {AFTER_BEND_S} s straight on; changes of speed by 0.3 m/s2, {CHANGES_S} s in all; starts from quiet standing;
stops that begin after {STOP_AT_S} s, and {AFTER_STOP_S} s for the last steps and standing; `{THERE_AND_BACK.relative_to(trials.TOP)}`: from standing, half a turn, standing again.

{table(("Walk", "Completed", "Walked (s), by seed"), [(title, *counted_and_timed(of_seeds)) for title, of_seeds in of.items()])}
"""


def endured(trial):
    walked = ""
    if walks(trial):
        rows = gait.strides(trial)
        walked = (f" {len(rows)} strides, {gait.speed_m_s(trial):.2f} m/s, stride time CV {100 * gait.stride_time_cv(trial):.1f} %, "
                  f"least toe clearance {1000 * gait.numbers(rows, 'min_toe_clearance_m').min():.1f} mm.")
    return f"{trial.duration_s:.0f} s at {USUAL_M_S:g} m/s with the gait `healthy`: {trial.stop_reason}.{walked}"


def endurance_section(endurance, others):
    force, moment = zip(*(trial.residual() for trial in others))
    stopped = [trial.stop_reason for trial in others]
    counts = ", ".join(f"{stopped.count(reason)} {reason}" for reason in sorted(set(stopped)))
    return f"""## 4. Nothing but floor and gravity; endurance

All {len(others)} trials of this page: {counts}. Largest difference, over windows of 10 ms, between the change of the patient's momentum and gravity plus
contacts: {max(force):.2f} N and {max(moment):.2f} Nm.

{endured(endurance)} {endurance.duration_s / endurance.cpu_s:.1f} simulated seconds a second
of one core, sensors, detector, truth and files included.
"""


def healthy_section(trial, norms):
    walked = f"{gait.speed_m_s(trial):.2f} m/s.\n\n{looks(trial, norms)}" if walks(trial) else f"Did not walk: {trial.stop_reason}.\n"
    return f"""## 8. The gait `healthy` at {USUAL_M_S:g} m/s

The patient of section 1 with the gaits of section 2. {walked}"""


def fast_section(rows):
    """rows: as those of speed_section."""
    return f"""## 9. The gait `fast`

{described(FAST_WALKER)}, for whom it was bred; `{{"kind": "walk", "gait": "fast", "speed_m_s": {FAST_M_S:g}}}`. Against young people (1.71 m; above the fastest speed
measured those of that speed):

{speed_table(rows, "young")}
"""


def person_row(patient, trial):
    rows = gait.strides(trial)
    if not walks(trial):
        return (described(patient), trial.stop_reason, *[""] * 7)
    return (described(patient), trial.stop_reason, f"{gait.speed_m_s(trial):.2f}", f"{mean(rows, 'stride_time_s'):.2f}", f"{mean(rows, 'stride_length_m'):.2f}",
            f"{100 * mean(rows, 'stance_fraction'):.1f}", number(100 * mean(rows, "step_width_m"), 1), f"{mean(rows, 'knee_max_swing_deg'):.1f}",
            f"{1000 * mean(rows, 'min_toe_clearance_m'):.1f}")


def people_section(cohort):
    return f"""## 5. Other people

At {USUAL_M_S:g} m/s.

{table(("Patient", "Stop", "Speed (m/s)", "Stride (s)", "Stride (m)", "Stance (%)", "Step width (cm)", "Knee, most in swing (deg)", "Toe clearance (mm)"),
       [person_row(*one) for one in cohort])}
"""


def signal_comparisons(cohort):
    """(those who walked to the end, signals.comparisons() of them)"""
    walked = [trial for trial in gait.completed(cohort) if walks(trial)]
    return walked, signals.comparisons(walked, signals.HEALTHY)


def signal_section(cohort, others):
    """others: further draws of as many people, to see by how much chance decides."""
    walked, comparisons = signal_comparisons(cohort)
    text = f"""## 6. Signals

{len(cohort)} drawn people of 60 to 74 years (`"gait": "older", "wander": 1`) who are asked for {signals.NATURAL_M_S:g} m/s (`scripts/walking/signals.py`), {len(walked)} of whom walked to the end: features of their foot
and shank streams (LSM6DSO, {signals.RATE_HZ} Hz, both sides; on the lower shank, {signals.LOWER_SHANK_MM} mm below the usual place, where uniss wore them), by the code behind the published table,
against medians and quartiles of real people; "in": the cohort's median is between their quartiles.
"""
    if not comparisons:
        return text + f"\nNot compared: {'no recordings or no scipy' if walked else 'nobody walked'}.\n"
    text += f"\n{signals.tables(comparisons, signals.HEALTHY)}\n"
    text += f"""
They walk at {np.mean([gait.speed_m_s(trial) for trial in walked]):.2f} m/s with strides of {np.mean([mean(gait.strides(trial), 'stride_length_m') for trial in walked]):.2f} m. What is outside the quartiles of uniss and felius, and why, as far as it is known: swing
peak of the shank and push-off of the foot are low because strides are short; contact peak of the shank is low because the knee is bent at contact and yields;
f95 of the foot is high because the sole slaps down soon after the heel, or together with it; the CV of the shank's swing peak is low because they fall when
knees wander more.
"""
    for other in others:
        walked, comparisons = signal_comparisons(other)
        counts = "; ".join(f"{segment} {', '.join(f'{count} ({dataset})' for (dataset, _), count in zip(signals.HEALTHY[segment], inside))}"
                           for segment, (_, inside) in comparisons.items())
        text += f"\nAnother draw of {len(other)}: {len(walked)} walked to the end; inside, of {len(signals.FEATURES)}: {counts}.\n"
    return text


def make_page(extent, walk, jobs=2):
    """The page, and its pictures by name. walk(name, speed_m_s, duration_s, stimulation=, gait=, path=, seed=, patient=, sensors=) gives a trial."""
    tasks = {("healthy",): (USUAL_M_S, extent.duration_s, {}), ("endurance",): (USUAL_M_S, extent.endurance_s, {})}
    tasks |= {("brisk", seed): (USUAL_M_S, extent.duration_s, {"gait": "brisk", "seed": seed}) for seed in extent.seeds}
    tasks |= {("brisk endurance", seed): (USUAL_M_S, extent.endurance_s, {"gait": "brisk", "seed": seed}) for seed in extent.seeds}
    tasks |= {("speed", speed, seed): (speed, extent.duration_s, {"seed": seed}) for speed in extent.speeds_m_s for seed in extent.seeds}
    tasks |= {("fast", seed): (FAST_M_S, extent.duration_s, {"gait": "fast", "patient": FAST_WALKER, "seed": seed}) for seed in extent.seeds}
    tasks |= {("drive", drive, seed): (STEPPAGE_M_S, extent.duration_s, {**foot_drop_walks.dose(drive), "seed": seed})
              for drive in extent.drives for seed in extent.seeds}
    tasks |= {("stimulation", level, delay_ms, seed):
              (STEPPAGE_M_S, extent.duration_s, {"patient": foot_drop(extent.stimulated_drive), "gait": "steppage", "seed": seed,
                                              "stimulation": {"side": PARETIC, "level": level, "delay_ms": delay_ms}})
              for level, delay_ms in extent.stimulations for seed in extent.seeds}
    ways = other_ways(extent)
    tasks |= {("way", i, seed): (*way[:2], {"seed": seed, "path": way[2]}) for i, way in enumerate(ways.values()) for seed in extent.seeds}
    tasks |= {("switched", drive, seed): (STEPPAGE_M_S, extent.switched_s, {"patient": foot_drop(drive), "gait": "steppage", "seed": seed, "stimulation": SWITCHED})
              for drive in extent.switched_drives for seed in extent.seeds}
    presets = foot_drop_walks.switched_presets()
    tasks |= {("switched", title, seed): (STEPPAGE_M_S, extent.switched_s, {"seed": seed, **way}) for title, way in presets.items() for seed in extent.seeds}
    tasks |= {("person", i): (USUAL_M_S, extent.duration_s, {"patient": one}) for i, one in enumerate(extent.people)}
    tasks |= {("cohort", draw, i): (signals.NATURAL_M_S, extent.duration_s, {"patient": one, "gait": "older", "path": {"wander": 1}, "sensors": signals.SENSORS, "seed": i})
              for draw in extent.draws for i, one in enumerate(signals.cohort(extent.cohort, draw))}
    with ThreadPoolExecutor(jobs) as pool:
        done = dict(zip(tasks, pool.map(lambda key: walk("_".join(map(str, key)), *tasks[key][:2], **tasks[key][2]), tasks)))
    doses = [(drive, [done["drive", drive, seed] for seed in extent.seeds]) for drive in extent.drives]
    cohorts = [[done["cohort", draw, i] for i in range(extent.cohort)] for draw in extent.draws]
    usual, curves = usual_section([(USUAL_M_S, seed, done["brisk", seed]) for seed in extent.seeds],
                                  {seed: done["brisk endurance", seed] for seed in extent.seeds}, gait.norms())
    page = "\n".join(["# Walking", "", "Made by `scripts/walking/walking_report.py` (a part of `make evidence`); do not edit.", "", METHOD, usual,
                      speed_section([(speed, seed, done["speed", speed, seed]) for speed in extent.speeds_m_s for seed in extent.seeds]),
                      foot_drop_walks.dose_section(doses),
                      foot_drop_walks.stimulation_section(extent.stimulated_drive, [(*key[1:], done[key]) for key in done if key[0] == "stimulation"]),
                      foot_drop_walks.switched_section({drive: [done["switched", drive, seed] for seed in extent.seeds] for drive in (*extent.switched_drives, *presets)}),
                      endurance_section(done["endurance",], list(done.values())),
                      people_section([(one, done["person", i]) for i, one in enumerate(extent.people)]),
                      signal_section(cohorts[0], cohorts[1:]),
                      other_ways_section({title: [done["way", i, seed] for seed in extent.seeds] for i, title in enumerate(ways)}),
                      healthy_section(done["healthy",], gait.norms()),
                      fast_section([(FAST_M_S, seed, done["fast", seed]) for seed in extent.seeds])])
    pictures = {"walking_foot_drop.svg": foot_drop_walks.dose_picture(doses)}
    if curves:
        pictures["walking_curves.svg"] = curves
    return page, pictures


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--out", type=Path, default=trials.TOP / "docs", metavar="FOLDER")
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        def walk(name, speed_m_s, duration_s, stimulation=None, gait="healthy", path=None, **scenario):
            activity = {"kind": "walk", "gait": gait, "speed_m_s": speed_m_s, "duration_s": duration_s, **(path or {})}
            if stimulation:
                activity["stimulation"] = stimulation
            return trials.run(Path(folder), name, activity, **scenario)

        page, pictures = make_page(QUICK if chosen.quick else Extent(), walk, chosen.jobs)
    (chosen.out / "walking.md").write_text(page)
    for name, picture in pictures.items():
        (chosen.out / name).write_text(picture)
    print(chosen.out / "walking.md")


if __name__ == "__main__":
    main()
