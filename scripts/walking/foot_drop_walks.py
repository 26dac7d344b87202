"""Of the page on walking: who loses the drive of the dorsiflexors, and what stimulation does for him. Works on trials.Trial; needs numpy."""
import json
from pathlib import Path
import sys

import numpy as np

import charts
import gait

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / "exercises"), str(SCRIPTS / "patient")]
import trials  # noqa: E402
from leg_report import table  # noqa: E402
from people import described, person  # noqa: E402

STEPPAGE_M_S = 1.0  # for which the steppage gait is tuned
PARETIC = "right"
SWITCHED = {"side": PARETIC, "level": 0.2, "from_s": 20, "until_s": 40, "repeat_s": 40}
STEPPER = person("male", 50, 78, 1.76)  # for whom the steppage gait is tuned
SWITCHED_ONES_OWN = trials.TOP / "scenarios/walk/foot_drop_switched.json"  # made by `steppage adapt` and `steppage steady`
NO_DRIVE = trials.TOP / "scenarios/walk/no_dorsiflexors.json"  # made by `steppage adapt`


def foot_drop(drive):
    return {**STEPPER, "impairments": [{"kind": "weakness", "side": PARETIC, "muscles": ["TA", "EDL"], "drive": drive}]}


def dose(drive):
    """Patient, gait and what else belongs to the walk of who lives with that drive: without any, he adapted to it."""
    own = {"path": gait.own_way(json.loads(NO_DRIVE.read_text())["activity"])} if drive == 0 else {}
    return {"patient": foot_drop(drive), "gait": "steppage", **own}


def paretic_strides(found):
    return [stride for trial in found for stride in gait.strides(trial, PARETIC)]


def swing_numbers(found):
    """Speed, ankle, toe clearance, hip and knee of trials with strides, as text; means over all of these."""
    rows = paretic_strides(found)
    return (f"{np.mean([gait.speed_m_s(trial) for trial in found]):.2f}", f"{gait.mean(rows, 'ankle_at_ic_deg'):.1f}", f"{gait.mean(rows, 'ankle_min_swing_deg'):.1f}",
            f"{np.mean([gait.swing_dorsiflexion_deg(trial, PARETIC) for trial in found]):.1f}", f"{1000 * gait.mean(rows, 'min_toe_clearance_m'):.1f}",
            f"{gait.mean(rows, 'hip_max_swing_deg'):.1f}", f"{gait.mean(rows, 'knee_max_swing_deg'):.1f}")


def dose_row(drive, of_seeds):
    found = gait.completed(of_seeds)
    told = (f"{drive:g}", gait.counted(of_seeds))
    if not found:
        return (*told, *[""] * 10)
    dragged, caught = np.mean([gait.drags(trial, PARETIC) for trial in found], axis=0)
    kinds = " / ".join(f"{100 * share:.0f}" for share in np.mean([list(gait.contacts(trial, PARETIC).values()) for trial in found], axis=0))
    return (*told, *swing_numbers(found), f"{100 * dragged:.0f}", f"{100 * caught:.0f}", kinds)


def dose_picture(doses):
    told = [(drive, paretic_strides(found)) for drive, found in ((drive, gait.completed(of_seeds)) for drive, of_seeds in doses) if found]
    quantities = (("ankle at initial contact (deg)", "ankle_at_ic_deg", 1, (-30, -20, -10, 0, 10)),
                  ("ankle, least in swing (deg)", "ankle_min_swing_deg", 1, (-40, -30, -20, -10, 0, 10)),
                  ("minimum toe clearance (mm)", "min_toe_clearance_m", 1000, (0, 20, 40, 60, 80)),
                  ("hip, most in swing (deg)", "hip_max_swing_deg", 1, (0, 20, 40, 60)), ("knee, most in swing (deg)", "knee_max_swing_deg", 1, (40, 60, 80, 100)))
    panels = [charts.Chart(title, "drive of TA and EDL", (0, 0.25, 0.5, 0.75, 1), ticks, [("right", [(d, gait.mean(rows, column, scale)) for d, rows in told])],
                           dots=True) for title, column, scale, ticks in quantities]
    return charts.drawing(panels, 3)


def dose_section(doses):
    stiff, stroke = gait.norm_of("swing_knee_flexion_stiff"), gait.norm_of("swing_dorsiflexion_stroke")
    return f"""## 3. Foot drop

The {PARETIC} dorsiflexors (TA, EDL) of a patient ({described(STEPPER)}; `"gait": "steppage"`) lose their drive, at {STEPPAGE_M_S:g} m/s; nothing else of the
patient changes but what follows from it, and the gains of the gait are the same at every drive but 0: who has none at all came to a gait of his own
(`steppage adapt`, `scenarios/walk/{NO_DRIVE.name}`). Means over the seeds that completed; all of the {PARETIC} side.

![foot drop over drive](walking_foot_drop.svg)

{table(("Drive", "Completed", "Speed (m/s)", "Ankle at contact (deg)", "Ankle, least in swing (deg)", "Ankle, most in swing (deg)", "Toe clearance (mm)",
        "Hip, most in swing (deg)", "Knee, most in swing (deg)", "Strides with a drag (%)", "Toe caught (%)", "Heel / flat / toe contact (%)"), [dose_row(*dose) for dose in doses])}

For comparison: ankle {stroke["mean"]} (SD {stroke["sd"]}) deg, {stroke["source"]}; knee {stiff["mean"]} deg, {stiff["source"]}.
"""


STIMULATED = (("Ankle at contact (deg)", "ankle_at_ic_deg", 1), ("Ankle, least in swing (deg)", "ankle_min_swing_deg", 1),
              ("Toe clearance (mm)", "min_toe_clearance_m", 1000), ("Hip, most in swing (deg)", "hip_max_swing_deg", 1),
              ("Knee, most in swing (deg)", "knee_max_swing_deg", 1))


def over_seeds(found, column, scale):
    """Mean over the seeds of a column's mean over the strides, and its standard error."""
    values = [gait.mean(gait.strides(trial, PARETIC), column, scale) for trial in found if gait.walks(trial, PARETIC)]
    if not values:
        return float("nan"), float("nan")
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def stimulation_summary(stimulated):
    """Of each stimulation, over the seeds; then how much worse lateness is, in standard errors of the difference."""
    groups = {}
    for level, delay_ms, _, trial in stimulated:
        groups.setdefault((level, delay_ms), []).append(trial)
    rows = [(f"{level:g}", delay_ms, gait.counted(found),
             *("{:.1f} ({:.2f})".format(*over_seeds(found, column, scale)) for _, column, scale in STIMULATED)) for (level, delay_ms), found in groups.items()]
    for (level, delay_ms), late in groups.items():
        if delay_ms and (level, 0) in groups:
            pairs = [(over_seeds(late, column, scale), over_seeds(groups[level, 0], column, scale)) for _, column, scale in STIMULATED]
            rows.append((f"{level:g}", f"{delay_ms} less 0", "standard errors", *(f"{(a - b) / np.hypot(sa, sb):+.1f}" for (a, sa), (b, sb) in pairs)))
    return table(("Level", "Later by (ms)", "Completed", *(title for title, _, _ in STIMULATED)), rows)


def stimulation_section(drive, stimulated):
    """stimulated: (level, delay in ms, seed, trial), some seeds of each."""
    lines = [(f"{level:g}", delay_ms, seed, trial.stop_reason, *(swing_numbers([trial]) if gait.walks(trial, PARETIC) else [""] * 7))
             for level, delay_ms, seed, trial in stimulated]
    return f"""### Stimulation

The same patient at a drive of {drive:g}, with TA, EDL and PER excited from the moment that the foot leaves the floor until it touches it again
(`"stimulation"` of the activity), or as much later as is said.

{table(("Level", "Later by (ms)", "Seed", "Stop", "Speed (m/s)", "Ankle at contact (deg)", "Ankle, least in swing (deg)", "Ankle, most in swing (deg)", "Toe clearance (mm)",
        "Hip, most in swing (deg)", "Knee, most in swing (deg)"), lines)}

Means over the seeds (standard error):

{stimulation_summary(stimulated)}
"""


def switched_presets():
    """By what is said of them: who walks with stimulation switched on and off, and how."""
    own = json.loads(SWITCHED_ONES_OWN.read_text())
    mild = {**own["patient"], "impairments": [{"preset": "foot_drop", "side": PARETIC, "severity": "mild"}]}
    return {"preset, mild, gait `compensated`": {"patient": mild, "gait": "compensated", "stimulation": SWITCHED},
            "preset, moderate, gait of his own": {"patient": own["patient"], "stimulation": SWITCHED, "path": gait.own_way(own["activity"])}}


def switched_section(switched):
    """switched: trials of all seeds by drive, or by what is said instead of it."""
    rows = [(drive if isinstance(drive, str) else f"{drive:g}", *gait.counted_and_timed(of_seeds)) for drive, of_seeds in switched.items()]
    return f"""### Stimulation switched on and off

The same patient; every {SWITCHED["from_s"]} s stimulation of level {SWITCHED["level"]:g} is switched on or off, for which the patient is not told to walk in another way.
The last rows: the preset `foot_drop`, mild, and moderate of who came to a gait of his own without stimulation (`scenarios/walk/foot_drop_switched.json`).

{table(("Drive", "Completed", "Walked (s), by seed"), rows)}
"""
