#!/usr/bin/env python3
"""breed SCENARIO --out FILE: breeds a way to walk for who falls with his own, where `steppage adapt` comes to an end: falls are what it costs, not looks.
Gains, those that differ between the sides and the strength of the feedback are searched for at once by CMA-ES, from those of the scenario, in short walks. Numbers of the scenario that are a range are
drawn anew for each walk. What it asks is hard at the end; `--from POINTER=VALUE` says what is easier at first, e.g. --from /patient/impairments/0/share=0.2: it gets harder in STAIRS stairs, one up
when the mean of a generation walks, one down when it falls. Takes an hour or so on two cores; what was interrupted goes on where it stood (FILE.search), and the same command gives the same file."""
import argparse
from concurrent.futures import ThreadPoolExecutor
import copy
from dataclasses import dataclass
import json
import pickle
from pathlib import Path
import sys
import tempfile

import cma
import numpy as np

import gait
import slopes

sys.path.append(str(Path(__file__).resolve().parents[1] / "exercises"))
import trials  # noqa: E402

WALKERS_AT_ONCE = 2
STEP = 0.05  # of a gain's range: the unit of the search
ATTITUDE_STEP, UNEVEN_STEP, STRENGTH_STEP = 0.6, 0.6, 0.1  # of that unit: the start's gains, what differs between the sides; the logarithm of the feedback's strength
BRED = ("gains", "uneven_gains", "feedback")
DOWN = 0.5  # share of the judging walks below which it gets easier
STAIRS = 20  # from easy to hard


def setting(text):
    """POINTER=JSON"""
    pointer, _, value = text.partition("=")
    return pointer.strip("/").split("/"), json.loads(value)


def with_settings(scenario, settings):
    """A copy, with those values at those places."""
    changed = copy.deepcopy(scenario)
    for path, value in settings:
        place = changed
        for key in path[:-1]:
            place = place[int(key) if isinstance(place, list) else key]
        place[int(path[-1]) if isinstance(place, list) else path[-1]] = value
    return changed


def between(easy, hard, share):
    """Each number, also those of ranges, so far on the way; what is no number is the same in both."""
    if isinstance(hard, dict):
        if missing := easy.keys() - hard.keys():
            raise ValueError(f"--from is about {', '.join(sorted(missing))}, of which the scenario says nothing: --set it, too")
        return {key: between(easy[key], value, share) for key, value in hard.items()}
    if isinstance(hard, list):
        return [between(a, b, share) for a, b in zip(easy, hard)]
    if isinstance(hard, (int, float)) and easy != hard:
        return easy + share * (hard - easy)
    return hard


class Genome:
    """An activity as numbers, all 0 for the one that it begins with, in steps."""

    def __init__(self, activity, ranges):
        self.activity, self.ranges = activity, {name: ranges[name] for name in activity["gains"]}
        self.names = list(self.ranges)
        self.uneven = [name for name in self.names if not name.startswith("start_")]
        self.size = len(self.names) + len(self.uneven) + 1

    def step(self, name):
        low, high = self.ranges[name]
        return STEP * (high - low) * (ATTITUDE_STEP if name.startswith("start_") else 1)

    def bred(self, numbers):
        own, uneven, strength = np.split(numbers, [len(self.names), self.size - 1])
        activity = copy.deepcopy(self.activity)
        before = activity.get("uneven_gains", {})
        activity["gains"] = {name: float(np.clip(activity["gains"][name] + by * self.step(name), *self.ranges[name])) for name, by in zip(self.names, own)}
        activity["uneven_gains"] = {name: float(before.get(name, 0) + by * UNEVEN_STEP * self.step(name)) for name, by in zip(self.uneven, uneven)}
        factor = float(np.exp(STRENGTH_STEP * strength[0]))
        for laws in (activity.get("feedback", {}), activity.get("feedback", {}).get("passing", {})):
            scale(laws.get("law", {}), factor)
        return activity


def scale(tree, factor):
    for key, value in tree.items():
        if isinstance(value, dict):
            scale(value, factor)
        else:
            tree[key] = value * factor


@dataclass(frozen=True)
class Walk:
    """How one went."""
    lasted: float  # share of what was asked for
    fell: bool
    speed_m_s: float
    stride_cv: float  # percent
    width_m: float

    def cost(self, slowest, fastest):
        """Falls above all; then the speed, evenness and a base that is not too wide."""
        out_of_band = max(0.0, slowest - self.speed_m_s, self.speed_m_s - fastest)
        return 4 * (3 * (1 - self.lasted) + self.fell) + 8 * out_of_band + 0.15 * self.stride_cv + 4 * max(0.0, self.width_m - 0.2)


NOWHERE = (0.0, 20.0, 0.4)  # told of who falls before he has walked


def walk(scenario):
    duration_s = scenario["activity"]["duration_s"]
    with tempfile.TemporaryDirectory() as folder:
        trial = trials.run(Path(folder), "walk", **{key: value for key, value in scenario.items() if key not in ("schema", "name")} | trials.NO_SENSORS)
    told = (gait.speed_m_s(trial), 100 * gait.stride_time_cv(trial), gait.mean(gait.strides(trial), "step_width_m")) if gait.walks(trial) else NOWHERE
    return Walk(trial.duration_s / duration_s, trial.stop_reason == "fell", *told)


class Breeding:
    def __init__(self, scenario, wanted):
        self.wanted, self.stair, self.generation = wanted, 0, 0
        self.hard = with_settings(scenario, [*wanted.harder, (["activity", "duration_s"], wanted.duration)])
        self.easy = with_settings(self.hard, wanted.easier)
        self.genome = Genome(scenario["activity"], slopes.ranges())
        self.search = cma.CMAEvolutionStrategy(np.zeros(self.genome.size), wanted.sigma, {
            "popsize": wanted.population, "seed": wanted.seed, "CMA_diagonal": True, "verbose": -9})
        self.best = (0, 0.0, np.zeros(self.genome.size))  # stair, share of walks completed, of the mean that walked best

    def walks(self, pool, asked, numbers, count, stream):
        """stream: its walks have the same seeds in one generation, whoever walks."""
        bred = self.genome.bred(numbers)
        activity = {**asked["activity"], **{key: bred[key] for key in BRED if key in bred}}
        seeds = np.random.default_rng([self.wanted.seed, self.generation, stream]).integers(1, 1_000_000, count)
        return [pool.submit(walk, {**asked, "activity": activity, "seed": int(seed)}) for seed in seeds]

    def breed(self, pool):
        """One generation."""
        asked, tried = between(self.easy, self.hard, self.stair / STAIRS), self.search.ask()
        walks = [self.walks(pool, asked, numbers, self.wanted.walks, 0) for numbers in tried]
        costs = [float(np.mean([done.result().cost(*self.wanted.speeds) for done in of])) for of in walks]
        self.search.tell(tried, costs)
        mean = self.search.mean.copy()
        judged = [done.result() for done in self.walks(pool, asked, mean, self.wanted.judges, 1)]
        completed = float(np.mean([not one.fell for one in judged]))
        if completed >= self.wanted.up:
            self.best = max(self.best, (self.stair, completed, mean), key=lambda of: of[:2])
        speeds, widths = ([getattr(one, key) for one in judged if not one.fell] or [0] for key in ("speed_m_s", "width_m"))
        print(f"{self.generation:3d} stair {self.stair:2d} cost {min(costs):.2f} {np.median(costs):.2f} mean completed {completed:.2f} lasted {np.mean([one.lasted for one in judged]):.2f} "
              f"at {np.mean(speeds):.2f} m/s, {np.mean(widths):.2f} m wide", flush=True)
        self.stair = min(STAIRS, self.stair + 1) if completed >= self.wanted.up else max(0, self.stair - 1) if completed < DOWN else self.stair
        self.generation += 1


def write(file, content):
    """All of it or nothing."""
    part = Path(f"{file}.part")
    part.write_bytes(content)
    part.replace(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--generations", type=int, default=80)
    parser.add_argument("--set", type=setting, action="append", default=[], help="POINTER=JSON: what is other than in SCENARIO")
    parser.add_argument("--harder", type=setting, action="append", default=[], help="POINTER=JSON: what is harder while it breeds")
    parser.add_argument("--from", dest="easier", type=setting, action="append", default=[], help="POINTER=JSON: what is easier at first")
    parser.add_argument("--sigma", type=float, default=0.12)
    parser.add_argument("--population", type=int, default=14)
    parser.add_argument("--walks", type=int, default=3, help="of each gait")
    parser.add_argument("--judges", type=int, default=8, help="walks of the mean")
    parser.add_argument("--up", type=float, default=0.87, help="share of the judging walks that makes it harder")
    parser.add_argument("--duration", type=float, default=22, help="of a walk, in s")
    parser.add_argument("--speeds", type=lambda text: tuple(float(number) for number in text.split(",")), default="0.45,0.9", help="m/s, allowed at no cost")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()

    scenario, kept = with_settings(json.loads(wanted.scenario.read_text()), wanted.set), Path(f"{wanted.out}.search")
    if "gains" not in scenario["activity"]:
        parser.error(f"{wanted.scenario} has no gains of its own to begin with: steppage adapt finds some")
    breeding = pickle.loads(kept.read_bytes()) if kept.exists() else Breeding(scenario, wanted)
    if any(value != getattr(breeding.wanted, key) for key, value in vars(wanted).items() if key != "generations"):
        parser.error(f"{kept} is of another search: remove it, or give another --out")
    with ThreadPoolExecutor(WALKERS_AT_ONCE) as pool:
        while breeding.generation < wanted.generations:
            breeding.breed(pool)
            write(kept, pickle.dumps(breeding))
            write(wanted.out, json.dumps({**scenario, "activity": breeding.genome.bred(breeding.best[2])}, indent=2).encode())


if __name__ == "__main__":
    main()
