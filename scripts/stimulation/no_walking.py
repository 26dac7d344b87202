"""What the detector of stimulation makes of people who do not walk: a section of docs/stimulation.md."""
from pathlib import Path
import sys

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path += [str(SCRIPTS / folder) for folder in ("exercises", "patient")]
import trials  # noqa: E402
from leg_report import table  # noqa: E402

SEEDS = (1, 2, 3)
DEVICE = {"detector": "shank_fes", "stimulator": {"side": "right", "amplitude_ma": 32}}
BRISK = {"up": 0.5, "hold": 0.1, "down": 0.5, "rest": 0.2}
ACTIVITIES = (
    ("sit", "sitting still", {"duration_s": 30}),
    ("stand", "standing", {"duration_s": 30}),
    ("fidget", "fidgeting on a chair", {"duration_s": 60}),
    ("adjust_strap", "tugging at the straps, seated", {}),
    ("seated_marching", "marching on a chair, brisk", {"tempo_s": BRISK}),
    ("knee_extension", "knee extension, brisk", {"tempo_s": BRISK}),
    ("sit_to_stand", "standing up and sitting down", {"repetitions": 3}),
    ("weight_shift", "shifting weight, standing", {"repetitions": 4}),
    ("flamingo_stand", "standing on one leg", {"repetitions": 1, "support": "left_hand"}),
)


def section(folder):
    rows = []
    for kind, name, settings in ACTIVITIES:
        minutes, contacts, false_bursts, falls = 0.0, 0, 0, 0
        for seed in SEEDS:
            trial = trials.run(folder, f"{kind}_{seed}", {"kind": kind, **settings}, device=DEVICE, seed=seed)
            found = trials.read_rows(trial.folder / "device/events.csv")
            contacts += sum(row["event"] in ("initial_contact", "final_contact") for row in found)
            minutes += trial.duration_s / 60
            false_bursts += trial.metric("fes.false_bursts_per_min") * trial.duration_s / 60
            falls += trial.stop_reason == "fell"
        rows.append([name, f"{minutes:.1f}", f"{contacts / minutes:.1f}", f"{false_bursts / minutes:.1f}", falls])
    return f"""## Where there is nothing to stimulate

The default patient with the detector `shank_fes`, stimulator on the right, {len(SEEDS)} seeds each. What a shank does in sitting and standing can resemble a step: the
third column tells how many contacts the detector believed to see, of both sides. It stimulates nothing before a step has shown walking, nor who lies. The price is the
first step of a walk, when no step of the other leg goes before it. Falls end their trials.

{table(("", "minutes", "contacts seen (1/min)", "fes.false_bursts_per_min", "falls"), rows)}
"""
