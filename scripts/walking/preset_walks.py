#!/usr/bin/env python3
"""preset_walks: makes docs/walking_presets.md and its pictures again: how every preset of impairments walks, beside the same man healthy. Takes ten minutes or so."""
from concurrent.futures import ThreadPoolExecutor
import csv
from dataclasses import dataclass, field
import json
from pathlib import Path
import subprocess
import sys
import tempfile

import numpy as np

import after_stroke
import charts
import gait
import limp

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "patient")]
import trials  # noqa: E402
from leg_report import table  # noqa: E402

SCENARIO = trials.TOP / "scenarios/walk/right_foot_drop.json"
SHIPPED = SCENARIO.parent / "presets"
DOCS = trials.TOP / "docs"
PRESETS = trials.TOP / "models/impairments/presets.tsv"
GAITS = ("healthy", "steppage", "compensated")
HEALTHY_GAIT, LEARNED_GAIT = "healthy", "compensated"
SEVERITIES = ("mild", "moderate", "severe")
SIDE = "right"
DURATION_S, JOBS = 30, 2
SHIPPED_S, SEEDS = 60, (1, 2, 3, 4, 5)
FEWEST = 5  # strides of a side, once up to speed, of which a mean is told
SURE = 2  # standard errors
JOINTS = {"hip_flexion": (-30, -10, 10, 30, 50), "knee_flexion": (-10, 10, 30, 50, 70, 90), "ankle_dorsiflexion": (-40, -20, 0, 20)}
PICTURES, STRIDE_AT_S = 6, 12.0
CUT = "crop=iw*0.42:ih*0.84:iw*0.29:ih*0.06,scale=180:-1"  # of a picture: the patient
GROUPS = (("Time and distance", ("speed", "cadence", "stride_time_cv", "step_length", "step_asymmetry", "stance", "stance_asymmetry")),
          ("Joints and foot", ("ankle_at_contact", "ankle_in_swing", "knee_in_swing", "knee_in_stance", "hip_in_swing", "hip_extension", "toe_clearance")),
          ("Pelvis and trunk", ("circumduction", "hip_hike", "pelvic_drop", "trunk_lean")))


@dataclass(frozen=True)
class Walker:
    """One preset with which a way to walk is shipped."""
    file: Path
    scenario: dict = field(compare=False)
    preset: str
    severity: str
    side: str
    percent: int  # of the way from nobody impaired to that severity

    @property
    def title(self):
        share = "" if self.percent == 100 else f"{self.percent} % of "
        return f"{self.preset}, {share}{self.severity}" + ("" if self.side == SIDE else f", {self.side}")


@dataclass
class Walked:
    """What is kept of the walks of one patient, by seed."""
    lasted_s: list
    fell: list
    residuals: list  # (N, Nm)
    measures: dict  # by name, of each walk with enough strides
    curves: dict  # by joint: of the first such walk, on gait.CYCLE

    def mean(self, name):
        return float(np.mean(self.measures[name]))

    def squared_error(self, name):
        """Of the mean."""
        return float(np.var(self.measures[name], ddof=1) / len(self.measures[name]))

    @property
    def is_told(self):
        return len(next(iter(self.measures.values()), ())) > 1


def presets():
    with PRESETS.open() as lines:
        return [row["preset"] for row in csv.DictReader(lines, delimiter="\t")]


def patient(impairments):
    return {**json.loads(SCENARIO.read_text())["patient"], "impairments": impairments}


def shipped_scenario(preset, severity):
    """Where adapt_presets.py puts it."""
    return SHIPPED / f"{preset}_{severity}.json"


def walkers():
    """All that are shipped, in the order of the presets."""
    found, order = [], presets()
    for file in SHIPPED.glob("*.json"):
        scenario = json.loads(file.read_text())
        impairment = scenario["patient"]["impairments"][0]
        percent = round(100 * (1 - impairment.get("share", 0)))
        found.append(Walker(file, scenario, impairment["preset"], impairment["severity"], impairment["side"], percent))
    return sorted(found, key=lambda of: (order.index(of.preset), SEVERITIES.index(of.severity), -of.percent, of.side != SIDE))


def walk_once(folder, key, way):
    """Of `key` (preset, severity), or nobody impaired: how long it lasted."""
    impairments = [{"preset": key[0], "side": SIDE, "severity": key[1]}] if key else []
    activity = {"kind": "walk", "gait": way, "duration_s": DURATION_S}
    return gait.lasted(trials.run(folder, "_".join((way, *(key or ("nobody",)))), activity, patient=patient(impairments), seed=1, **trials.NO_SENSORS))


def strip(folder, trial, side, file):
    """Pictures of one stride side by side."""
    row = next(row for row in gait.strides(trial, side) if float(row["ic_s"]) > STRIDE_AT_S)
    for i, at_s in enumerate(np.linspace(float(row["ic_s"]), float(row["next_ic_s"]), PICTURES, endpoint=False)):
        subprocess.run([trials.STEPPAGE, "view", trial.folder, "--png", folder / f"{i}.png", "--at", f"{at_s:.3f}"], check=True, capture_output=True)
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", folder / "%d.png", "-vf", f"{CUT},tile={PICTURES}x1", "-frames:v", "1", "-q:v", "4", file], check=True)


def walk_seeds(folder, name, scenario, side, picture=None):
    activity = {**scenario["activity"], "duration_s": SHIPPED_S}
    kept = Walked([], [], [], {}, {})
    for seed in SEEDS:
        trial = trials.run(folder, f"{name}_{seed}", activity, patient=scenario["patient"], seed=seed, **trials.NO_SENSORS)
        kept.lasted_s.append(trial.duration_s)
        kept.fell.append(trial.stop_reason == "fell")
        kept.residuals.append(trial.residual())
        if min(len(gait.strides(trial, one)) for one in gait.SIDES) < FEWEST:
            continue
        for measure, value in limp.measured(trial, side).items():
            kept.measures.setdefault(measure, []).append(value)
        if not kept.curves:
            kept.curves = {joint: gait.joint_curve(trial, joint, side) for joint in JOINTS}
            if picture:
                strip(trial.folder, trial, side, picture)
    return kept


def picture_of(walker):
    return DOCS / f"walking_preset_{walker.file.stem}.jpg"


def changed(name, walked, healthy):
    """(change, its standard error)"""
    return walked.mean(name) - healthy.mean(name), float(np.sqrt(walked.squared_error(name) + healthy.squared_error(name)))


def measures_table(names, healthy, done):
    """healthy: by gait, the man without impairment; the changes are those from LEARNED_GAIT."""
    def digits(name):
        return limp.MEASURES[name].digits
    rows = [[f"nobody impaired, gait `{way}`", *(f"{walked.mean(name):.{digits(name)}f}" for name in names)] for way, walked in healthy.items()]
    for walker, walked in done.items():
        rows.append([walker.title, *(f"{changed(name, walked, healthy[LEARNED_GAIT])[0]:+.{digits(name)}f}" if walked.is_told else "" for name in names)])
    return table(("", *(limp.MEASURES[name].title for name in names)), rows)


def verdict(sign, change, error):
    """Of a change that people show with that sign ("+" or "-")."""
    if abs(change) < SURE * error:
        return "not seen"
    return "as people" if (change > 0) == (sign == "+") else "**the opposite**"


def claims_table(healthy, done):
    rows = []
    for walker, walked in done.items():
        for claim in gait.read_table("limps.csv"):
            if claim["preset"] != walker.preset or not walked.is_told:
                continue
            measure, name = limp.MEASURES[claim["measure"]], claim["measure"]
            change, error = changed(name, walked, healthy)
            rows.append((walker.title, measure.title, claim["change"], f"{claim['people']} ({claim['source']})", f"{healthy.mean(name):.{measure.digits}f}",
                         f"{walked.mean(name):.{measure.digits}f}", f"{change:+.{measure.digits + 1}f} ({error:.{measure.digits + 1}f})", verdict(claim["change"], change, error)))
    return table(("Preset", "Quantity", "In people", "People", "Healthy man", "Patient", "Change (standard error)", ""), rows)


def curves(healthy, done):
    return charts.drawing([charts.Chart(f"{joint.replace('_', ' ')} (deg)", f"{walker.title}: stride (%)", (0, 20, 40, 60, 80, 100), ticks,
                                        [("people", list(zip(gait.CYCLE, healthy.curves[joint]))), (SIDE, list(zip(gait.CYCLE, walked.curves[joint])))])
                           for walker, walked in done.items() if walked.curves for joint, ticks in JOINTS.items()], len(JOINTS))


def missing(done):
    there = {walker.preset for walker in done}
    absent = [f"`{preset}`" for preset in presets() if preset not in there]
    return f"There is none for {', '.join(absent)}." if absent else "There is one for every preset, though not for every severity."


def page(alone, healthy, done, signals):
    """alone: by (preset, severity) or None, by gait, how long it lasted. signals: the section on them."""
    whole = {walker: not any(walked.fell) for walker, walked in done.items()}
    force_n, moment_nm = np.max([pair for walked in (*done.values(), *healthy.values()) for pair in walked.residuals], axis=0)
    reference = healthy[LEARNED_GAIT]
    groups = "\n\n".join(f"### {title}\n\n{measures_table(names, healthy, done)}" for title, names in GROUPS)
    strips = "\n\n".join(f"{walker.title}:\n\n![{walker.title}]({picture_of(walker).name})" for walker, walked in done.items() if walked.curves)
    return f"""# Presets of impairments in walking

Made by `scripts/walking/preset_walks.py` (a part of `make evidence`); do not edit.

The man of `scenarios/walk/right_foot_drop.json` without his foot drop, each preset on the right unless told otherwise. No device helps him.

## Ways to walk that are shipped

Scenarios in `scenarios/walk/presets`: with the gait `{LEARNED_GAIT}` (bred for him with every preset when it is mild) as it is, or with a way to walk of their own that
`steppage adapt`, `steppage steady` or `scripts/walking/breed.py` found (`provenance` says how, and what was changed by hand). {SHIPPED_S} s, seeds {SEEDS[0]} to {SEEDS[-1]}: {sum(whole.values())} of {len(done)} walk to the end with every seed.
{missing(done)} All at one speed each. Largest momentum residual of these walks {force_n:.1f} N and {moment_nm:.1f} Nm: floor and gravity alone act on him.

{table(("Preset", "Way to walk", "Completed", "Walked (s), by seed"), [
    (walker.title, "own" if gait.own_way(walker.scenario["activity"]) else f"`{LEARNED_GAIT}`", f"{sum(not fell for fell in walked.fell)} of {len(SEEDS)}",
     " ".join(f"{lasted_s:.0f}" for lasted_s in walked.lasted_s)) for walker, walked in done.items()])}

First rows of the tables: the same man healthy, with two gaits. Below: changes from him with the gait `{LEARNED_GAIT}`, so that they are the impairment's and not the gait's. Means of
the seeds, after the first {gait.STARTING_S:g} s. Affected side, asymmetries positive when it is longer. Circumduction: how far the ankle, seen from the hip, swings outside of the straight line from where it
left the floor to where it lands. Hip hike: the affected side of the pelvis above the other. Pelvic drop: the other side below it in mid-stance. Trunk lean: towards the affected side.

{groups}

### Against people

Every change that people show with an impairment (`models/reference/limps.csv`), and whether this man shows it: "not seen" is a change of less than {SURE} standard errors over the seeds. Most presets are mild.

{claims_table(reference, done)}

![joint angles of the affected side](walking_presets.svg)

Joint angles of the affected side over its stride; dashed: the same man healthy, gait `{LEARNED_GAIT}`.

### Pictures

One stride from the affected foot's contact on.

{strips}

{signals}
## Who walks without having learned to

Seconds walked of {DURATION_S}, seed 1, with the gaits as they are. Those of `healthy` were not tuned for this man, those of `steppage` for him with a foot drop.

{table(("Right side", *(f"`{way}`" for way in GAITS)), [
    (", ".join(key) if key else "nobody impaired", *(lasted[way] for way in GAITS)) for key, lasted in alone.items()])}
"""


def main():
    keys = [None, *((preset, severity) for preset in presets() for severity in SEVERITIES)]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(JOBS) as pool:
        folder = Path(name)
        tasks = [(key, way) for key in keys for way in GAITS]
        lasted = dict(zip(tasks, pool.map(lambda task: walk_once(folder, *task), tasks)))
        alone = {key: {way: lasted[key, way] for way in GAITS} for key in keys}
        nobody = {way: {"patient": patient([]), "activity": {"kind": "walk", "gait": way}} for way in (HEALTHY_GAIT, LEARNED_GAIT)}
        healthy = dict(zip(nobody, pool.map(lambda way: walk_seeds(folder, way, nobody[way], SIDE), nobody)))
        shipped = walkers()
        done = dict(zip(shipped, pool.map(lambda of: walk_seeds(folder, of.file.stem, of.scenario, of.side, picture_of(of)), shipped)))
        signals = after_stroke.section(list(pool.map(lambda seed: after_stroke.walk(folder, seed), range(1, after_stroke.COHORT + 1))))
    (DOCS / "walking_presets.svg").write_text(curves(healthy[LEARNED_GAIT], done))
    (DOCS / "walking_presets.md").write_text(page(alone, healthy, done, signals))
    print("docs/walking_presets.md")


if __name__ == "__main__":
    main()
