"""Of the page on presets: a cohort of men drawn with hemiparesis (`scenarios/walk/after_stroke.json`, its ranges), and whether foot and shank streams of
theirs are like those of people after a stroke. Needs numpy; the comparison also what signals.py needs."""
import json
from pathlib import Path
import sys

import numpy as np

import gait
import limp
import signals

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "patient")]
import trials  # noqa: E402
from leg_report import table  # noqa: E402

SCENARIO = trials.TOP / "scenarios/walk/after_stroke.json"
COHORT = 20
MEASURES = ("speed", "stride_time_cv", "step_asymmetry", "stance", "stance_asymmetry", "knee_in_swing", "ankle_in_swing")

REASONS = """What is outside, and why, as far as it is known: their strides and swings vary less than people's because they fall when these vary more; most of those people were probably
impaired more than mildly, so that their legs swing more slowly, push off less and differ more; jerk and f95 of the foot are high because the sole slaps down soon after the heel, or
together with it."""


def walk(folder, seed):
    """Of the man that is drawn with that seed, with foot and shank sensors on both sides."""
    scenario = json.loads(SCENARIO.read_text())
    return trials.run(folder, f"after_stroke_{seed}", scenario["activity"], patient=scenario["patient"], seed=seed, **trials.NO_SENSORS | {"sensors": signals.SENSORS})


def described(cohort):
    """Ranges of who was drawn."""
    people = [trial.patient() for trial in cohort]

    def span(key, digits=0):
        values = [one[key] for one in people]
        return f"{min(values):.{digits}f} to {max(values):.{digits}f}"
    shares = [1 - one["impairments"][0]["share"] for one in people]
    return f"{span('age_y')} years, {span('height_m', 2)} m, {span('mass_kg')} kg, {100 * min(shares):.0f} to {100 * max(shares):.0f} % of the way to mild hemiparesis"


def limps(walked):
    side = walked[0].patient()["impairments"][0]["side"]
    measured = [limp.measured(trial, side) for trial in walked]
    rows = []
    for name in MEASURES:
        values, measure = [one[name] for one in measured], limp.MEASURES[name]
        middle, low, high = np.quantile(values, (0.5, 0.25, 0.75))
        rows.append((measure.title, *(f"{value:.{measure.digits}f}" for value in (middle, low, high))))
    return table(("Quantity", "Median", "First quartile", "Third quartile"), rows)


def section(cohort):
    """Of the trials of all that were drawn."""
    walked = [trial for trial in gait.completed(cohort) if gait.walks(trial)]
    text = f"""## Signals after a stroke

`scenarios/walk/{SCENARIO.name}`, seeds 1 to {len(cohort)}: men drawn from its ranges ({described(cohort)}), all with the same gains and feedback, {len(walked)} of whom walked
to the end. None is moderately or severely impaired: nobody walks here with that.
"""
    if not walked:
        return text
    text += f"\n{limps(walked)}\n"
    compared = signals.comparisons(walked, signals.AFTER_STROKE)
    if not compared:
        return text + "\nSignals not compared: no recordings or no scipy.\n"
    return text + f"""
Features of their foot and shank streams as in [walking.md](walking.md), section 6, against medians and quartiles of people after a stroke; "in": the cohort's median is between their
quartiles.

{signals.tables(compared, signals.AFTER_STROKE)}

{REASONS}
"""
