"""Are the streams of simulated walkers like those of people? Features of foot and shank streams of a drawn cohort, by the very code behind the
published table (`gaitfeat.py`), next to that table. Needs numpy, scipy and the folder with recordings; without them there is nothing to compare."""
import csv
import importlib.util
import json
import os
from pathlib import Path
import sys

import numpy as np

import gait

sys.path.append(str(Path(__file__).resolve().parents[1] / "patient"))
from leg_report import table  # noqa: E402

DATA = Path(os.environ.get("STEPPAGE_DATA", Path(__file__).resolve().parents[2] / "../shared/data"))
TABLE, CODE = DATA / "signal_features.csv", DATA / "../tools/gaitfeat.py"
STARTING_S = 5.0  # until then the patient gets up to speed
RATE_HZ = 104
NATURAL_M_S = 1.1  # asked of who is 1.65 m tall; taller people walk faster
LOWER_SHANK_MM = 60  # below the usual place: about three quarters of the way from knee to ankle
SENSORS = [{"kind": "imu", "site": f"{side}_{segment}", "part": "LSM6DSO", "rate_hz": RATE_HZ, "offset_mm": {"up": -below_mm}}
           for segment, below_mm in (("shank", LOWER_SHANK_MM), ("foot", 0)) for side in ("left", "right")]
# Of the table: (title, its column's name, of the code, factor into the table's unit).
FEATURES = (("stride time (s)", "stride_time", "stride", 1), ("stride time CV (%)", "stride_time_cv", "stride_cv", 1),
            ("swing peak (deg/s)", "swing_peak_pitch_rate", "swing_pk", 1), ("swing peak CV (%)", "swing_peak_cv", "swing_pk_cv", 1),
            ("push-off (deg/s)", "push_off_pitch_rate", "pushoff", 1), ("contact peak (m/s2)", "contact_peak_acc", "hs_acc", 1),
            ("jerk (m/s3)", "rms_jerk_20hz", "jerk", 1), ("f95 of pitch (Hz)", "f95_pitch_rate", "f95_gyr", 1))
SIDE_RATIO = ("swing peak, weaker over stronger side", "side_ratio_swing_peak")
# (data set, group) of the table whose quartiles count, by segment.
HEALTHY = {"shank": (("capsense", "healthy"), ("uniss", "elderly")), "foot": (("felius", "healthy"), ("ipol1", "healthy"))}
AFTER_STROKE = {"shank": (("uniss", "stroke"),), "foot": (("felius", "stroke"),)}


def available():
    return TABLE.exists() and CODE.exists() and importlib.util.find_spec("scipy") is not None


def load_code():
    spec = importlib.util.spec_from_file_location("gaitfeat", CODE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cohort(size, seed=1):
    """Drawn people of 60 to 74 years, as old as those of most of the recordings: heights of older Europeans, body mass indices of 26 (SD 2.5)."""
    draw = np.random.default_rng(seed)
    people = []
    for i in range(size):
        sex = ("female", "male")[i % 2]
        height_m = round(float(draw.normal(*((1.62, 0.06) if sex == "female" else (1.75, 0.07)))), 2)
        age_y, mass_kg = int(draw.integers(60, 75)), round(float(draw.normal(26, 2.5)) * height_m**2)
        people.append({"sex": sex, "age_y": age_y, "mass_kg": mass_kg, "height_m": height_m})
    return people


def stream(trial_folder: Path, site):
    """(acceleration m/s2 (N, 3), rate deg/s (N, 3)) after the start, of the sensor on that site."""
    site_of = {json.loads(file.read_text())["site"]: file.with_suffix(".csv") for file in (trial_folder / "streams").glob("*.json")}
    with site_of[site].open() as lines:
        rows = np.array([[float(row[key]) for key in ("t_device_us", "ax", "ay", "az", "gx", "gy", "gz")] for row in csv.DictReader(lines)])
    rows = rows[rows[:, 0] - rows[0, 0] > 1e6 * STARTING_S]
    return rows[:, 1:4], np.degrees(rows[:, 4:7])


def features(trial_folder: Path, segment):
    """Means over the two sides, by name of the table, and the weaker side's swing peak over the stronger one's; none where no gait is found."""
    code = load_code()
    sides = [code.features(*stream(trial_folder, f"{side}_{segment}"), RATE_HZ, sensor=segment) for side in gait.SIDES]
    sides = [side for side in sides if side]
    if not sides:
        return None
    swing_peaks = [side["swing_pk"] for side in sides]
    return {name: factor * float(np.mean([side[key] for side in sides])) for _, name, key, factor in FEATURES} | {
        SIDE_RATIO[1]: float(min(swing_peaks) / max(swing_peaks))}


def people_of(dataset, group, segment):
    with TABLE.open() as lines:
        return {row["feature"]: tuple(float(row[key]) for key in ("median", "q1", "q3")) for row in csv.DictReader(lines)
                if (row["dataset"], row["group"], row["segment"].split()[0]) == (dataset, group, segment)
                and row["feature"] in [SIDE_RATIO[1], *(name for _, name, _, _ in FEATURES)]}


def comparison(segment, simulated, people):
    """simulated: features() of each walker. One row a feature: title, median and quartiles of the cohort, then each group of people with whether the
    median lies within its quartiles; the last row is SIDE_RATIO. And for each group how many of FEATURES do."""
    groups = [people_of(*group, segment) for group in people[segment]]
    rows, inside = [], [0] * len(groups)
    for title, name in [*((title, name) for title, name, _, _ in FEATURES), SIDE_RATIO]:
        values = [walker[name] for walker in simulated]
        median = float(np.median(values))
        cells = []
        for i, group in enumerate(groups):
            middle, low, high = group[name]
            within = low <= median <= high
            inside[i] += within and name != SIDE_RATIO[1]
            cells.append(f"{middle:g} [{low:g}, {high:g}]{' in' if within else ''}")
        rows.append((title, f"{median:.3g} [{np.quantile(values, 0.25):.3g}, {np.quantile(values, 0.75):.3g}]", *cells))
    return rows, inside


def comparisons(walked, people):
    """comparison() of these trials, by segment; none without what it takes."""
    if not available() or not walked:
        return {}
    found = {segment: [one for one in (features(trial.folder, segment) for trial in walked) if one] for segment in people}
    return {segment: comparison(segment, simulated, people) for segment, simulated in found.items()}


def tables(compared, people):
    """Of comparisons(), each under the sentence that counts."""
    parts = []
    for segment, (rows, inside) in compared.items():
        names = [f"{dataset}, {group}" for dataset, group in people[segment]]
        counts = "; ".join(f"{name}: {count} of {len(FEATURES)}" for name, count in zip(names, inside))
        parts.append(f"{segment.capitalize()}, inside the quartiles of {counts}.\n\n{table(('Feature', 'Cohort, median [quartiles]', *names), rows)}")
    return "\n\n".join(parts)
