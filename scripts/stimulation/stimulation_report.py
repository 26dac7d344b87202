#!/usr/bin/env python3
"""stimulation_report: makes docs/stimulation.md and its picture again: every number in it is measured here. Takes some minutes."""
import math
import sys
import tempfile
from pathlib import Path

import numpy as np

TOP = Path(__file__).resolve().parents[2]
sys.path += [str(TOP / "scripts" / folder) for folder in ("exercises", "patient", "walking")]

import no_walking  # noqa: E402
import people  # noqa: E402
import trials  # noqa: E402
from body_math import Body, isometric_force_n  # noqa: E402
from charts import Chart, drawing  # noqa: E402
from leg_report import table  # noqa: E402
from people import DEFAULT, described  # noqa: E402

DOCS = TOP / "docs"
ON_S, PERIOD_S = 2.5, 5.0
COMMAND_MS = 20  # the stimulator's latency
PLATEAU_S = (1.6, 2.4)  # of the first burst: risen, and not yet falling
USUAL = {"amplitude_ma": 50, "pulse_width_us": 300, "frequency_hz": 40}
SWEEPS = {"amplitude_ma": (15, 20, 25, 30, 35, 40, 45, 50, 60, 80), "pulse_width_us": (50, 100, 150, 200, 250, 300, 350),
          "frequency_hz": (5, 10, 20, 30, 40, 50, 60)}
UNITS = {"amplitude_ma": "mA", "pulse_width_us": "us", "frequency_hz": "Hz"}
DING_FUSION = {10: 0.49, 20: 0.75, 30: 0.85, 40: 0.90, 50: 0.93}


def motion(folder: Path, name, stimulator, activity):
    """Columns of truth/motion.csv. Seated, the foot paralysed: what its dorsiflexors do, stimulation does."""
    paralysed = {"kind": "weakness", "side": "right", "muscles": ["TA", "EDL", "PER", "TP", "GAS", "SOL", "FDL"], "drive": 0}
    device = {"detector": "none", "stimulator": {"cycle_s": {"on": ON_S, "off": PERIOD_S - ON_S}, **USUAL, **stimulator}}
    return trials.run(folder, name, activity, patient={**DEFAULT, "impairments": [paralysed]}, sensors=[], device=device).motion


class Ankle:
    """The right foot held at 0 degrees, the knee at 90: torque of the muscles beyond that of relaxed ones."""

    def __init__(self, body: Body):
        self.body = body
        self.lengths, self.arms = body.sweep("right_ankle_dorsiflexion", [0.0], {"right_knee_flexion": 90.0})

    def torque_nm(self, activation: dict):
        """Of muscles by name ("right_TA")."""
        total = 0.0
        for name, value in activation.items():
            path, arm = (of[:, self.body.tendon[name]] for of in (self.lengths, self.arms))
            muscle = self.body.muscles[name]
            total += float((arm * (isometric_force_n(muscle, value, path) - isometric_force_n(muscle, 0.0, path)))[0])
        return total

    def course_nm(self, columns, inside):
        """At each moment inside."""
        names = [name for name in self.body.muscles if name.startswith("right_") and np.any(self.arms[:, self.body.tendon[name]])]
        return np.array([self.torque_nm({name: columns[f"{name}_activation"][i] for name in names}) for i in np.flatnonzero(inside)])


def plateau_nm(ankle, columns, start_s=0.0):
    time = columns["t_s"]
    return float(np.mean(ankle.course_nm(columns, (time >= start_s + PLATEAU_S[0]) & (time <= start_s + PLATEAU_S[1]))))


def rise_ms(ankle, columns):
    """From the first pulse to the first torque (2 % of the plateau), and from 10 to 90 %."""
    early = columns["t_s"] < PLATEAU_S[1]
    course = ankle.course_nm(columns, early) / plateau_nm(ankle, columns)

    def first_ms(share):
        return 1000 * columns["t_s"][early][np.argmax(course >= share)]
    return first_ms(0.02) - COMMAND_MS, first_ms(0.9) - first_ms(0.1)


def sweep(folder, ankle):
    sit = {"kind": "sit", "duration_s": 3}
    found = {}
    for setting, values in SWEEPS.items():
        found[setting] = [(value, plateau_nm(ankle, motion(folder, f"{setting}_{value}", {setting: value}, sit))) for value in values]
    return found


def tiring(folder, ankle):
    """Torque of each sixth burst of 3 minutes relative to the first, then of single bursts about a minute apart."""
    parts = [{"kind": "sit", "duration_s": 180}, *({"kind": kind, "duration_s": 10} for kind in ("lie", "sit", "lie"))]
    columns = motion(folder, "tiring", {}, {"kind": "session", "parts": parts, "rest_s": 0, "transfer_s": 60, "fatigue": 1})
    first = plateau_nm(ankle, columns)
    working = [(start, plateau_nm(ankle, columns, start) / first) for start in (*range(0, 180, 30), 175)]
    time = columns["t_s"]
    begins = time[1:][np.diff(time) > 1]  # after a rest; the stimulator's timer goes by the clock of the trial
    bursts = [PERIOD_S * math.ceil(begin / PERIOD_S) for begin in begins]
    return working, [(start - working[-1][0] - ON_S, plateau_nm(ankle, columns, start) / first) for start in bursts]


def sweep_table(setting, points, usual_nm):
    header = [f"{setting.rsplit('_', 1)[0].replace('_', ' ')} ({UNITS[setting]})", *(f"{value:g}" for value, _ in points)]
    rows = [["torque (Nm)", *(f"{round(nm, 1) + 0.0:.1f}" for _, nm in points)], ["of the usual train", *(f"{round(nm / usual_nm, 2) + 0.0:.2f}" for _, nm in points)]]
    return table(header, rows)


def pictures(found, working, resting):
    lines = {key: [(float(x), y) for x, y in points] for key, points in found.items()}
    top = 5 * math.ceil(max(y for points in lines.values() for _, y in points) / 5)
    torque_ticks = tuple(range(0, top + 1, 5))
    ticks = {"amplitude_ma": (0, 20, 40, 60, 80), "pulse_width_us": (0, 100, 200, 300, 400), "frequency_hz": (0, 20, 40, 60)}
    charts = [Chart(f"torque (Nm) by {key.rsplit('_', 1)[0].replace('_', ' ')}", UNITS[key], ticks[key], torque_ticks, [("right", line)], dots=True)
              for key, line in lines.items()]
    charts.append(Chart("torque of the first burst, then rest", "s", (0, 100, 200, 300, 400), (0, 0.25, 0.5, 0.75, 1),
                        [("right", working), ("left", [working[-1], *((180 + x, y) for x, y in resting)])], dots=True))
    return drawing(charts, 2)


def page(found, usual, strongest_nm, timing, working, resting, nothing_to_stimulate):
    usual_nm = dict(found["amplitude_ma"])[USUAL["amplitude_ma"]]
    frequency = dict(found["frequency_hz"])
    at_100 = frequency[40] / DING_FUSION[40]
    literature = [
        ["10 to 90 % of recruitment (mA)", usual, "about 18", "design value of the curve"],
        *[[f"{f} Hz over 100 Hz", f"{frequency[f] / at_100:.2f}", f"{DING_FUSION[f]:.2f}", "computed from Ding 2003; 40 Hz taken as the anchor"]
          for f in (10, 20, 30, 50)],
        ["first torque after the pulse (ms)", f"{timing[0]:.0f}", "31 (SD 3) to 67 (SD 24)", "knee extensors of people with a spinal cord injury, Sinclair 2004"],
        ["rise of torque, 10 to 90 % (ms)", f"{timing[1]:.0f}", "150 to 250", "ankle, surface stimulation of TA, as usually quoted; not checked"],
        ["left after 180 s", f"{working[-1][1]:.2f}", "0.2 at the least", "Riener 1998, whose model this is"],
    ]
    lines = [
        "# Stimulation", "", "Made by `scripts/stimulation/stimulation_report.py` (a part of `make evidence`); do not edit.", "",
        "## From a command to torque", "",
        "**Stimulator** (`sim/device/stimulator.hpp`). A command ramps the amplitude up or down, in whole steps of its resolution, after a latency. It keeps these",
        "limits in walking, whatever it is told (a property test commands garbage in 100,000 sequences): 100 mA, 350 us, 60 Hz, 25 uC a phase; at most 3 s on",
        "without a break, 150 ms off between two bursts, on for 80 % of any 10 s, 90 bursts a minute. On means above a tenth of the amplitude that was set. With",
        "`cycle_s`, in exercises, it may be on for 10 s, without a limit of duty. It ramps down within 100 ms when its sensor has been silent for longer than the",
        "watchdog or its clock has jumped, and is off for good when an electrode is. After such an end a new command to be on is needed. A detector can say on",
        "and off, no more.", "",
        "**Electrodes** (`sim/patient/electrode.hpp`). A logistic curve of the amplitude, with a dead zone, tells the share of fibres; a strength-duration curve",
        "(chronaxie 0.2 ms) moves it with the pulse width; a frequency gain fuses the pulses; 25 ms later the force rises with 80 ms and falls with 60 ms, in front",
        "of the muscle's own dynamics. Each channel reaches its muscles to a share of its own; a misplaced cathode trades the right ones against the wrong ones.",
        "What is recruited acts on the fibres that volition has left over, tires by itself, and cannot be more than the muscle has.", "",
        "**Timing** is scored against perfect timing: on when the heel has risen, but no earlier than 200 ms before the final contact that the last stance lets",
        "expect; the falling ramp starts 100 ms after initial contact. `oracle` does that, from the truth.", "",
        "**Switch.** `switch_s` is the wearer's own: before it is on and after it is off nothing is given.", "",
        nothing_to_stimulate,
        "## Isometric dorsiflexion", "",
        f"{described(DEFAULT)}, seated, her right foot paralysed (drive 0), common peroneal channel. Torque of all muscles at the right ankle held at",
        "0 degrees with the knee at 90, from their activations in a trial, beyond the torque of relaxed muscles; mean of 1.6 to 2.4 s of a burst of 2.5 s. The",
        f"usual train: {USUAL['amplitude_ma']} mA, {USUAL['pulse_width_us']} us, {USUAL['frequency_hz']} Hz: {usual_nm:.1f} Nm, "
        f"{usual_nm / strongest_nm:.0%} of what TA and EDL can ({strongest_nm:.1f} Nm).", "",
        "![torque over amplitude, width, frequency, and its fatigue](stimulation.svg)", "",
    ]
    for setting in SWEEPS:
        lines += [sweep_table(setting, found[setting], usual_nm), ""]
    lines += ["## Fatigue", "", "The usual train, 2.5 s on and 2.5 s off for 3 minutes (`\"fatigue\": 1`), then at rest but for single bursts a minute apart.", "",
              table(["", *(f"{x} s" for x, _ in working), *(f"rest {x:.0f} s" for x, _ in resting)],
                    [["of the first burst", *(f"{y:.2f}" for _, y in working), *(f"{y:.2f}" for _, y in resting)]]), "",
              "## Beside the literature", "", table(["", "here", "published", "source"], literature), ""]
    return "\n".join(lines)


def main():
    people.load_muscle()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        body = Body(people.load(folder, DEFAULT, "sit"))
        ankle = Ankle(body)
        found = sweep(folder, ankle)
        timing = rise_ms(ankle, motion(folder, "timing", {"ramp_up_ms": 0}, {"kind": "sit", "duration_s": 3}))
        working, resting = tiring(folder, ankle)
        nothing_to_stimulate = no_walking.section(folder)
    strongest = ankle.torque_nm({"right_TA": 1.0, "right_EDL": 1.0})
    narrow = recruitment_width_ma(found["amplitude_ma"])
    (DOCS / "stimulation.md").write_text(page(found, f"{narrow:.0f}", strongest, timing, working, resting, nothing_to_stimulate))
    (DOCS / "stimulation.svg").write_text(pictures(found, working, resting))
    print("docs/stimulation.md")


def recruitment_width_ma(points):
    """Between 10 and 90 % of the largest torque, linear between the amplitudes that were tried."""
    largest = max(nm for _, nm in points)

    def at(share):
        for (a, low), (b, high) in zip(points, points[1:]):
            if low < share * largest <= high:
                return a + (b - a) * (share * largest - low) / (high - low)
        raise ValueError("the sweep does not reach so far")
    return at(0.9) - at(0.1)


if __name__ == "__main__":
    main()
