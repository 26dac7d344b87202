#!/usr/bin/env python3
"""adapt_presets [PRESET...]: lets the man of scenarios/walk/right_foot_drop.json adapt to each preset of impairments instead of his own, from the mild one on: scenarios/walk/presets.
Takes from ten minutes to an hour a preset and severity on two cores, by how many stages have to be learned (added up from their parts); what was interrupted goes on where it stood, what there is is left as it is (remove a file to have it made again)."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import gait
import preset_walks

SPEED_M_S = {"mild": 1.0, "moderate": 0.9, "severe": 0.8}


def adapt(preset, severity, start):
    """start: activity of a milder severity, whose gait is another one to begin with."""
    target = preset_walks.shipped_scenario(preset, severity)
    patient = preset_walks.patient([{"preset": preset, "side": preset_walks.SIDE, "severity": severity}])
    activity = {"kind": "walk", "gait": "compensated", **start, "speed_m_s": SPEED_M_S[severity], "duration_s": 60}
    scenario = {"schema": 1, "name": f"walk_{preset}_{severity}", "patient": patient, "activity": activity, "seed": 1}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / target.name
        file.write_text(json.dumps(scenario))
        subprocess.run([preset_walks.trials.STEPPAGE, "adapt", file.name, "--out", target], cwd=folder, check=True)


def main():
    for preset in sys.argv[1:] or preset_walks.presets():
        start = {}
        for severity in preset_walks.SEVERITIES:
            target = preset_walks.shipped_scenario(preset, severity)
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                print(target.relative_to(preset_walks.trials.TOP), flush=True)
                adapt(preset, severity, start)
            start = gait.own_way(json.loads(target.read_text())["activity"])


if __name__ == "__main__":
    main()
