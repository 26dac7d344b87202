#!/usr/bin/env python3
"""stumbles: makes docs/stumbles.md again: what walkers do who are pushed, slip or trip, and what a sensor shows of their falls. Takes four minutes or so."""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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

FOOT_DROP = trials.TOP / "scenarios/walk/right_foot_drop.json"
SITES = ("lower_back", "sternum")
SEEDS = range(1, 6)
JOBS = 2
SPEED_M_S = 0.8
WATCHED_S = 6  # after the push, or so: who has not fallen by then has recovered
UNDER_WAY_S, PHASE_S = 5.0, 0.25  # pushes come at other moments of the stride with each seed
AT_M, STEP_M = 3.0, 0.12  # so do patches and obstacles
DIRECTIONS = {"forward": 0, "to the left": 90, "backward": 180, "to the right": 270}
IMPULSES_NS = (5, 10, 15, 20, 30, 60)
FRICTIONS = (0.03, 0.1, 0.2, 0.3)
SLIP_LENGTH_M = 0.6
HEIGHTS_MM = (0, 8, 15, 30)
LIGHT_G = 0.6
AFTER_S = 1.0  # of the impact


@dataclass
class Stumble:
    stop_reason: str
    seconds: float
    intervals: list
    signals: dict  # (time in s, size of the specific force in g) by site, of who fell

    def labelled(self, label):
        return [row for row in self.intervals if row["label"] == label]

    @property
    def fell(self):
        return self.stop_reason == "fell"

    @property
    def fall(self):
        """(onset, impact) in s."""
        row = self.labelled("fall")[0]
        return float(row["start_s"]), float(row["end_s"])

    @property
    def cause(self):
        return self.labelled("fall")[0]["detail"]


def specific_force_g(folder, site):
    with (folder / f"streams/{site}.csv").open() as file:
        file.readline()
        rows = np.loadtxt(file, delimiter=",", ndmin=2)
    return rows[:, 0] / 1e6, np.linalg.norm(rows[:, 2:5], axis=1) / gait.GRAVITY_M_S2


def walk(folder, key, activity, **scenario):
    sensors = [{"kind": "imu", "site": site, "errors": False} for site in SITES]
    trial = trials.run(folder, "_".join(str(part) for part in key), {"kind": "walk", "falls": "scored", **activity}, sensors=sensors,
                       device={"detector": "none"}, seed=key[-1], **scenario)
    fell = trial.stop_reason == "fell"
    return Stumble(trial.stop_reason, trial.duration_s, trial.intervals, {site: specific_force_g(trial.folder, site) for site in SITES} if fell else {})


def default_walk(duration_s, **settings):
    return {"speed_m_s": SPEED_M_S, "duration_s": duration_s, **settings}


def pushed(folder, impulse_ns, direction, seed):
    at_s = UNDER_WAY_S + PHASE_S * seed
    pushes = [{"at_s": at_s, "impulse_ns": impulse_ns, "direction_deg": DIRECTIONS[direction]}]
    return walk(folder, ("push", impulse_ns, direction.replace(" ", "_"), seed), default_walk(at_s + WATCHED_S, pushes=pushes))


def slipped(folder, friction, seed):
    slips = [{"at_m": AT_M + STEP_M * seed, "length_m": SLIP_LENGTH_M, "friction": friction}]
    return walk(folder, ("slip", friction, seed), default_walk(AT_M / SPEED_M_S + WATCHED_S, slips=slips))


def obstacles(height_mm, seed):
    return {"obstacles": [{"at_m": AT_M + STEP_M * seed, "height_mm": height_mm}]} if height_mm else {}


def tripped(folder, height_mm, seed):
    return walk(folder, ("trip", height_mm, seed), default_walk(AT_M / SPEED_M_S + WATCHED_S, **obstacles(height_mm, seed)))


def dropped_and_tripped(folder, height_mm, seed):
    patient = json.loads(FOOT_DROP.read_text())["patient"]
    return walk(folder, ("drop", height_mm, seed), {"gait": "steppage", "duration_s": AT_M + WATCHED_S, **obstacles(height_mm, seed)}, patient=patient)


def everything(folder):
    """Stumbles by what upset them."""
    keys = [*((pushed, impulse, direction, seed) for impulse in IMPULSES_NS for direction in DIRECTIONS for seed in SEEDS),
            *((slipped, friction, seed) for friction in FRICTIONS for seed in SEEDS),
            *((way, height, seed) for way in (tripped, dropped_and_tripped) for height in HEIGHTS_MM for seed in SEEDS)]
    with ThreadPoolExecutor(JOBS) as pool:
        return dict(zip(keys, pool.map(lambda key: key[0](folder, *key[1:]), keys)))


def share(found):
    return sum(not one.fell for one in found) / len(found)


def survived_ns(shares):
    """The impulse at which half recover, between those that were tried; without a push all do."""
    points = [(0, 1.0), *zip(IMPULSES_NS, shares)]
    for (low, before), (high, after) in zip(points, points[1:]):
        if before >= 0.5 > after:
            return low + (before - 0.5) / (before - after) * (high - low)
    return float("nan")


def of(found, *key):
    return [stumble for other, stumble in found.items() if other[:len(key)] == key]


def pushes_section(found):
    shares = {direction: [share(of(found, pushed, impulse, direction)) for impulse in IMPULSES_NS] for direction in DIRECTIONS}
    shares["all"] = [float(np.mean([shares[direction][i] for direction in DIRECTIONS])) for i in range(len(IMPULSES_NS))]
    rows = [[direction, *(f"{value:.2f}" for value in values), f"{survived_ns(values):.0f}"] for direction, values in shares.items()]
    near = [sum(bool(one.labelled("near_fall")) for one in of(found, pushed, impulse) if not one.fell) for impulse in IMPULSES_NS]
    return f"""## Pushes

Half a sine wave of 0.2 s on the trunk, on {len(SEEDS)} seeds, each at another moment of the stride: share that still walks {WATCHED_S} s later, and the
impulse at which half do.

{table(("pushed", *(f"{impulse} N s" for impulse in IMPULSES_NS), "half (N s)"), rows)}

Of those who recovered, with a near fall: {", ".join(f"{count} at {impulse} N s" for impulse, count in zip(IMPULSES_NS, near))}.
"""


def slips_section(found):
    def row(friction):
        walks = of(found, slipped, friction)
        return [friction, sum(bool(one.labelled("slip")) for one in walks), sum(one.fell for one in walks)]
    return f"""## Slips

A patch of {SLIP_LENGTH_M} m, which one or two feet meet, {len(SEEDS)} seeds (the dry floor has 0.9).

{table(("friction", f"slip, of {len(SEEDS)}", "fall"), map(row, FRICTIONS))}
"""


def trips_section(found):
    def row(height):
        cells = [height]
        for way in (tripped, dropped_and_tripped):
            walks = of(found, way, height)
            cells += [sum(bool(one.labelled("trip")) for one in walks), sum(one.fell for one in walks)]
        return cells
    return f"""## Obstacles

A ridge of 30 mm across the path, {len(SEEDS)} seeds. The man with the foot drop (`scenarios/walk/right_foot_drop.json`) walks the gait `steppage`, without
stimulation.

{table(("height (mm)", f"default patient: trip, of {len(SEEDS)}", "fall", f"foot drop: trip, of {len(SEEDS)}", "fall"), map(row, HEIGHTS_MM))}
"""


def trace(stumble, site):
    """By title, of one fall."""
    onset_s, impact_s = stumble.fall
    time_s, force_g = stumble.signals[site]
    falling = force_g[(time_s >= onset_s) & (time_s <= impact_s)]
    landing = force_g[(time_s >= impact_s) & (time_s <= impact_s + AFTER_S)]
    return {"least while falling (g)": falling.min(), f"below {LIGHT_G} g (s)": np.mean(falling < LIGHT_G) * (impact_s - onset_s), "impact peak (g)": landing.max(),
            "onset to impact (s)": impact_s - onset_s}


def falls_section(found):
    people = {"least while falling (g)": "0.4 to 0.6", f"below {LIGHT_G} g (s)": "0.2 to 0.5", "impact peak (g)": "2 to 6", "onset to impact (s)": "0.7 to 1.0"}
    ways = {"push": (pushed,), "slip": (slipped,), "obstacle": (tripped, dropped_and_tripped)}
    rows, causes = [], []
    for name, kinds in ways.items():
        falls = [one for key, one in found.items() if key[0] in kinds and one.fell]
        causes.append(f"{name}: " + (", ".join(f"{count} {cause}" for cause, count in Counter(one.cause for one in falls).most_common()) or "none"))
        for site in SITES if falls else ():
            traces = [trace(one, site) for one in falls]
            cells = [np.percentile([one[title] for one in traces], (50, 10, 90)) for title in people]
            rows.append([name, site, len(falls), *("{:.2f} ({:.2f} to {:.2f})".format(*cell) for cell in cells)])
    return f"""## What a sensor shows of a fall

Size of the specific force at lower back and sternum, 104 Hz, without the sensor's errors (its filter stays); of all falls above, median (10 to 90 %).
People: what is expected of body-worn sensors (Bourke 2007; Kangas 2008). This patient falls on a hard floor with arms that hang and does nothing to land softly.

{table(("upset by", "site", "falls", *people), [["people", "trunk", "", *people.values()], *rows])}

Causes that truth tells: {"; ".join(causes)}.
"""


def page(found):
    return "\n".join([f"""# Stumbles and falls

Made by `scripts/walking/stumbles.py` (a part of `make evidence`); do not edit.

The default patient at {SPEED_M_S} m/s, gait `healthy`, unless something else is said. How pushes, patches and obstacles are declared, and what onset, impact,
cause and a near fall are: [scenario.md](scenario.md). The gait was tuned to walk, not to recover: there is no reflex but those that walk, and steps are corrected as was learned without pushes.
""", pushes_section(found), slips_section(found), trips_section(found), falls_section(found)])


def main():
    with tempfile.TemporaryDirectory() as name:
        found = everything(Path(name))
    (trials.TOP / "docs/stumbles.md").write_text(page(found))
    print("docs/stumbles.md")


if __name__ == "__main__":
    main()
