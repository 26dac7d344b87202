#!/usr/bin/env python3
"""impairment_report: makes docs/impairments.md and its picture again: every number of the patient in it is measured here. Takes some minutes."""
import json
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path += [str(TOP / "scripts" / "walking"), str(TOP / "scripts" / "patient")]
import charts  # noqa: E402
from leg_report import table  # noqa: E402

DOCS = TOP / "docs"
STEPPAGE = TOP / "build/bin/steppage"
GRADES = ("0", "1", "1+", "2", "3")
REFLEX_DELAY_MS = 45  # of the calf

# Per cent of controls after stroke: affected and "intact" leg (Dorsch 2016). Groups without a number of their own: the range of all.
DORSCH = {"hip extension": ("34", "44"), "hip flexion": ("55", "44 to 91"), "hip adduction": ("38", "44 to 91"),
          "plantarflexion": ("57", "44 to 91"), "dorsiflexion": ("35", "52"), "inversion": ("62", "44 to 91")}
ALL_GROUPS = ("34 to 62", "44 to 91")
# Nm at 60 / 120 / 180 / 250 deg/s that the grades were chosen for.
EXPECTED_REFLEX = {"0": (0, 0, 0, 0), "1": (0, 0.5, 5.5, 12), "1+": (0, 4.6, 14, 24), "2": (0, 10, 23, 38), "3": (2, 20, 38, 59)}


def percent(part, whole):
    return f"{100 * part / whole:.0f}"


def strength_section(rows):
    lines = [(row["group"], f"{row['healthy_nm']:.1f}", f"{row['affected_nm']:.1f}", percent(row["affected_nm"], row["healthy_nm"]),
              DORSCH.get(row["group"], ALL_GROUPS)[0], percent(row["other_nm"], row["healthy_nm"]),
              DORSCH.get(row["group"], ALL_GROUPS)[1]) for row in rows]
    return f"""## 1. Strength of a moderate hemiparesis

Preset `hemiparesis`, moderate: isometric torque of greatest effort above that at rest. Measured people: per cent of controls (Dorsch
2016; the range of all groups where a group has no number of its own). A hemiparesis with a foot drop is two presets, `hemiparesis` and
`foot_drop`. What acts against the effort (co-contraction) is in the torque.

{table(("Group", "Healthy (Nm)", "Affected (Nm)", "Affected (%)", "People (%)", "Other leg (%)", "People (%)"), lines)}
"""


def pendulum_section(rows):
    lines = [(row["mas"], f"{row['tone']:g}", f"{row['first_swing_deg']:.0f}", f"{row['resting_deg']:.0f}",
              f"{row['first_swing_deg'] / row['resting_deg']:.2f}") for row in rows]
    return f"""## 2. Pendulum test of the knee

The patient half lies, the shank falls from straight. Spasticity of VAS and RF by Modified Ashworth grade, with the resting tone of the
table, as the first swing of people needs both (De Groote 2018). In people the first swing and its ratio to the resting angle are reduced
with spasticity and tell its presence better than its grade (131 knees, doi 10.1186/s12984-018-0411-x); without spasticity the ratio is
about 1.6 (Bajd & Vodovnik 1984, J Biomed Eng 6:9; not checked in the paper itself).

{table(("Ashworth grade", "Tone", "First swing (deg)", "Resting (deg)", "First swing / resting"), lines)}
"""


def ramp_section(rows):
    lines = [(grade, *(f"{row['reflex_nm'][i]:.1f}" for row in rows), " / ".join(f"{nm:g}" for nm in EXPECTED_REFLEX[grade]))
             for i, grade in enumerate(GRADES)]
    speeds = tuple(f"{row['rate_deg_s']:.0f} deg/s (Nm)" for row in rows)
    return f"""## 3. Ramp stretches of the ankle

A man of 30 years, 75 kg and 1.80 m; from -30 to 15 degrees with the knee straight, spasticity of GAS and SOL; largest torque beyond that of
the same stretch without it. The last column is what gains and thresholds of the grades were chosen for: a design, as people were not measured
by grade so that a number follows; people differ more than grades do (grades say little about reflexes: Mirbagheri 2008, PMC2515334; 4 of 11
spastic ankles had stiffer reflexes: Galiana 2005). The relaxed soleus is stretched at up to {", ".join(f"{row['fibre_l0_s']:.1f}" for row in rows)} optimal lengths
a second. Its reflex begins {REFLEX_DELAY_MS} ms later, and its force has to stretch the tendon: at 250 deg/s the ramp takes 180 ms and is nearly over when the torque
has risen, which is why it rises less with speed than chosen.

{table(("Ashworth grade", *speeds, "Chosen for (Nm)"), lines)}
"""


def clonus_section(rows):
    lines = [(f"{row['gain_s']:g}", f"{row['range_deg']:.1f}", f"{row['frequency_hz']:.1f}" if row["range_deg"] > 0.1 else "none") for row in rows]
    return f"""## 4. Clonus

The ankle is free, head down, so that the weight of the foot stretches GAS and SOL; threshold 0.5 L0/s, after three seconds. Gain and delay alone
decide. Clonus of people has 3 to 7 Hz. The gain of grade 3 is 0.115 s, with a threshold of 1.55 L0/s.

{table(("Gain (s)", "Range (deg)", "Frequency (Hz)"), lines)}
"""


def at(row, angle_deg):
    return row["torque_nm"][row["angle_deg"].index(angle_deg)]


def slope(row, angle_deg):
    return (at(row, angle_deg + 2.5) - at(row, angle_deg - 2.5)) / 5


def angle_at(row, torque_nm):
    points = list(zip(row["angle_deg"], row["torque_nm"]))
    for (a, low), (b, high) in zip(points, points[1:]):
        if low < torque_nm <= high:
            return f"{a + (b - a) * (torque_nm - low) / (high - low):.1f}"
    return f"above {points[-1][0]:g}"


def passive_section(rows):
    lines = [(row["name"], f"{at(row, 10):.1f}", f"{slope(row, 10):.2f}", angle_at(row, 10)) for row in rows]
    lines += [("people, healthy (n=32)", "6.21 ± 3.64", "0.35 ± 0.20", "20.0 ± 11.7"),
              ("people, after stroke (n=24)", "9.51 ± 4.79", "0.54 ± 0.19", "10.8 ± 8.7")]
    return f"""## 5. Passive ankle

Torque of the relaxed ankle against dorsiflexion, knee straight, with tissue that resists beyond 0 degrees (`stiff_joint`) or short fibres
(`contracture`). People: Chung 2004. The default patient's healthy knee-straight ankle follows Riener & Edrich 1999 (docs/patient.md), so
what an impairment adds is to be compared, 3.3 Nm and 0.19 Nm/deg in people.

{table(("Ankle", "Torque at 10 deg (Nm)", "Stiffness at 10 deg (Nm/deg)", "Angle at 10 Nm (deg)"), lines)}
"""


def rise_section(rows):
    healthy = rows[0]["to_90_percent_ms"]
    lines = [(row["time_constant_ms"], f"{row['to_90_percent_ms']:.0f}", f"{row['to_90_percent_ms'] / healthy:.1f}",
              f"{row['peak_nm']:.0f}") for row in rows]
    return f"""## 6. Rise of force

Isometric knee extension as fast and hard as possible, `slow_activation` of the time constant given. After stroke the time to 90 % of the peak
is 2 to 3 times that of controls (elbow, Canning 1999); mild, moderate and severe are 20, 60 and 120 ms.

{table(("Time constant (ms)", "To 90 % (ms)", "Of healthy", "Peak (Nm)"), lines)}
"""


def endurance_section(rows):
    known = {("right_knee_flexion", 1): "72", ("right_ankle_dorsiflexion", 1): "183"}
    names = {"right_knee_flexion": "knee extension", "right_ankle_dorsiflexion": "plantarflexion"}
    lines = [(names[row["joint"]], f"{row['rate']:g}", f"{row['greatest_nm']:.0f}", f"{row['drive_when_fresh']:.2f}", f"{row['endurance_s']:.0f}",
              known.get((row["joint"], row["rate"]), "")) for row in rows]
    return f"""## 7. Endurance

Half of the greatest isometric torque, held by a drive that is raised until all of it is not enough. The published parameters of the joints
(Frey-Law 2012) give the times of the last column. Half of the torque takes less than half of
the drive where fibres are short (the ankle at 0 degrees): with less force the tendon is shorter, and they are longer and stronger.

{table(("Task", "Rate", "Greatest (Nm)", "Drive at 3 s", "Held for (s)", "Published model (s)"), lines)}
"""


def cost_section():
    run = subprocess.run([TOP / "build/bin/impairment_bench", "--benchmark_repetitions=5", "--benchmark_enable_random_interleaving=true",
                          "--benchmark_format=json"], check=True, capture_output=True, text=True)
    median = {b["run_name"]: b["cpu_time"] for b in json.loads(run.stdout)["benchmarks"] if b.get("aggregate_name") == "median"}
    lines = [(activity, f"{median[f'run_whole_loop/unimpaired/{activity}']:.0f}", f"{median[f'run_whole_loop/every_impairment/{activity}']:.0f}",
              f"{100 * (median[f'run_whole_loop/every_impairment/{activity}'] / median[f'run_whole_loop/unimpaired/{activity}'] - 1):+.1f}")
             for activity in ("walk", "knee_extension")]
    return f"""## 8. Cost

All kinds at once on all muscles of both sides, so slight that the patient does the same; whole loop, one core, in turn in one run, medians of five.

{table(("Activity", "Unimpaired (ms)", "Every impairment (ms)", "More (%)"), lines)}
"""


def picture(data):
    pendulum = data["pendulum"]

    def swing(row):
        return [(t, angle) for t, angle in zip(row["time_s"], row["angle_deg"]) if t <= 5][::4]

    panels = [charts.Chart(f"pendulum, Ashworth {row['mas']}", "s", (0, 1, 2, 3, 4, 5), (0, 30, 60, 90),
                           [("people", swing(pendulum[0])), ("right", swing(row))]) for row in pendulum[1:]]
    healthy, *stiff = data["passive_ankle"]
    panels += [charts.Chart(row["name"], "ankle, deg", (-20, -10, 0, 10, 20), (-5, 5, 15, 25, 35),
                            [("people", list(zip(healthy["angle_deg"], healthy["torque_nm"]))),
                             ("right", list(zip(row["angle_deg"], row["torque_nm"])))]) for row in (stiff[1], stiff[3])]
    panels += [charts.Chart(f"50 % held, {name}", "s", ticks, (0, 0.2, 0.4, 0.6), [("right", list(zip(row["time_s"], row["share"])))])
               for row, name, ticks in ((data["endurance"][0], "knee", (0, 40, 80, 120)), (data["endurance"][2], "ankle", (0, 65, 130, 195, 260)))]
    return charts.drawing(panels, 4)


def presets_section():
    rows = json.loads(subprocess.run([STEPPAGE, "list", "impairments", "--json"], check=True, capture_output=True, text=True).stdout)
    lines = [(row["name"], row["summary"].removeprefix("preset: ")) for row in rows if row["summary"].startswith("preset: ")]
    return f"""## Presets

Mild, moderate or severe; `steppage list impairments --verbose` prints what each consists of and where its numbers come from.

{table(("Preset", "Is"), lines)}
"""


def page(data):
    return "\n".join(["# Impairments in the laboratory", "",
                      "Made by `scripts/impairments/impairment_report.py` (a part of `make evidence`); do not edit. What is set in a scenario stands in "
                      "[scenario.md](scenario.md). The default patient, where nothing else is said; one joint of the right leg is on a dynamometer or free, all others are locked.", "",
                      "![pendulum test, passive ankle and endurance; dashed: without impairment](impairments.svg)", "",
                      strength_section(data["strength"]), pendulum_section(data["pendulum"]), ramp_section(data["ramps"]), clonus_section(data["clonus"]),
                      passive_section(data["passive_ankle"]), rise_section(data["rise"]), endurance_section(data["endurance"]),
                      cost_section(), presets_section()])


def main():
    data = json.loads(subprocess.run([TOP / "build/bin/impairment_experiments"], check=True, capture_output=True, text=True).stdout)
    (DOCS / "impairments.svg").write_text(picture(data))
    (DOCS / "impairments.md").write_text(page(data))
    print("docs/impairments.md")


if __name__ == "__main__":
    main()
