"""What the strides of a trial tell, and how far that is from people. Works on trials.Trial; needs numpy; rises() and low-passing need scipy."""
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).resolve().parents[2] / "models/reference"
SIDES = ("left", "right")
CYCLE = np.arange(0, 101, 2)  # percent of a stride, from initial contact, as in gait_curves.csv
STARTING_S = 5.0  # until then the patient gets up to speed
GRAVITY_M_S2 = 9.81
STANCE, SWING = ("ic_s", "fc_s"), ("fc_s", "next_ic_s")  # columns of strides.csv
PROMINENCE_BW = 0.05  # a smaller rise of the vertical force is no hump of its own
MIDSTANCE = (30, 70)  # percent of stance: the valley of the vertical force lies between


def read_table(name):
    with (REFERENCE / name).open() as lines:
        return list(csv.DictReader(lines))


@dataclass
class Norm:
    """A curve over the stride: the mean of people at 1.2 m/s, and the spread between people."""
    mean: np.ndarray
    sd: np.ndarray
    second_mean: np.ndarray  # of the people whose spread it is


def norms():
    rows = read_table("gait_curves.csv")
    curves = {}
    for name in dict.fromkeys(row["curve"] for row in rows):
        of = [row for row in rows if row["curve"] == name]
        curves[name] = Norm(*(np.array([float(row[column]) for row in of]) for column in ("fukuchi_mean", "winter_sd", "winter_mean")))
    return curves


@dataclass
class Deviation:
    """Of a curve from a norm, in standard deviations between people."""
    rms_sd: float
    offset: float  # mean difference, in the curve's unit
    rms_sd_without_offset: float
    correlation: float


def deviation(curve, norm):
    apart = curve - norm.mean

    def rms(difference):
        return float(np.sqrt(np.mean((difference / norm.sd) ** 2)))

    offset = float(np.mean(apart))
    return Deviation(rms(apart), offset, rms(apart - offset), float(np.corrcoef(curve, norm.mean)[0, 1]))


def strides(trial, side=None):
    """Rows of strides.csv of one side, or both, once the patient is up to speed."""
    return [row for row in trial.strides if float(row["ic_s"]) >= STARTING_S and side in (None, row["side"])]


def numbers(rows, column):
    """Of a column; what is missing is left out."""
    return np.array([float(row[column]) for row in rows if row[column] != ""])


def resampled(trial, values, row, start, end, percent):
    """Values, one for each row of the motion, at these percents of the way between two columns of a stride."""
    start_s, end_s = float(row[start]), float(row[end])
    return np.interp(start_s + percent / 100 * (end_s - start_s), trial.motion["t_s"], values)


def joint_curve(trial, joint, side):
    """Mean over the strides of a joint's angle on CYCLE."""
    angle = trial.motion[f"{side}_{joint}_deg"]
    return np.mean([resampled(trial, angle, row, "ic_s", "next_ic_s", CYCLE) for row in strides(trial, side)], axis=0)


def mean_of(trial, side, phase, values, number, percent=(0, 100)):
    """Mean over the strides of `number` of the values in that part of each stance or swing."""
    part = np.linspace(*percent, 101)
    return float(np.mean([number(resampled(trial, values, row, *phase, part)) for row in strides(trial, side)]))


def swing_dorsiflexion_deg(trial, side):
    """Mean over the strides of the largest in swing."""
    return mean_of(trial, side, SWING, trial.motion[f"{side}_ankle_dorsiflexion_deg"], np.max)


def weight_n(trial):
    """The mean force of the floor over whole strides on the level is the weight."""
    rows, time_s = strides(trial, "right"), trial.motion["t_s"]
    walking = (time_s >= float(rows[0]["ic_s"])) & (time_s < float(rows[-1]["next_ic_s"]))
    return float(np.mean(sum(trial.motion[f"{side}_grf_z_n"][walking] for side in SIDES)))


def low_passed(values, time_s, cutoff_hz):
    """Without delay, by a Butterworth filter of second order forwards and backwards: half is left at the cut-off frequency."""
    from scipy.signal import butter, filtfilt  # here, as in rises()

    return filtfilt(*butter(2, cutoff_hz, fs=(len(time_s) - 1) / (time_s[-1] - time_s[0])), values)


def force_curve(trial, side, ends="fc_s", percent=np.arange(101), cutoff_hz=None):
    """Mean over the strides of the vertical force in body weights, over stance; low-passed if a cut-off frequency is given."""
    force = trial.motion[f"{side}_grf_z_n"]
    if cutoff_hz:
        force = low_passed(force, trial.motion["t_s"], cutoff_hz)
    return np.mean([resampled(trial, force, row, "ic_s", ends, percent) for row in strides(trial, side)], axis=0) / weight_n(trial)


@dataclass
class Humps:
    first_at: int  # index into the curve
    first: float
    valley: float
    second: float


def humps(stance):
    """Of a curve over stance: the valley is the lowest in the middle, the humps are the highest before and after it."""
    low, high = (round(part / 100 * (len(stance) - 1)) for part in MIDSTANCE)
    valley = low + int(np.argmin(stance[low:high + 1]))
    first_at = int(np.argmax(stance[:valley + 1]))
    return Humps(first_at, float(stance[first_at]), float(stance[valley]), float(np.max(stance[valley:])))


def rises(stance):
    """By how much the force of a stance rises and falls again, in body weights, the largest first: people's twice."""
    from scipy.signal import find_peaks  # here, so that slopes.py does without

    return sorted(find_peaks(stance, prominence=0)[1]["prominences"], reverse=True)


def peaks(stance):
    """How many of the rises are humps of their own."""
    return sum(rise >= PROMINENCE_BW for rise in rises(stance))


def ripple(stance):
    """How far the force of a stance rises and falls beyond its two humps, body weights in all: none in a curve with two humps alone."""
    of = humps(stance)
    return float(np.sum(np.abs(np.diff(stance))) - 2 * (of.first + of.second - of.valley) + stance[0] + stance[-1])


def stance_of(norm_force, stance_percent):
    """That part of a curve over the stride, as a curve over stance."""
    return np.interp(np.arange(101) / 100 * stance_percent, CYCLE, norm_force)


def coefficient_of_variation(values):
    return float(np.std(values, ddof=1) / np.mean(values)) if len(values) > 1 else float("nan")


def stride_time_cv(trial):
    """Mean over the sides, so that a limp is no variability."""
    return float(np.mean([coefficient_of_variation(numbers(strides(trial, side), "stride_time_s")) for side in SIDES]))


def speed_m_s(trial):
    rows = strides(trial)
    return float(np.sum(numbers(rows, "stride_length_m")) / np.sum(numbers(rows, "stride_time_s")))


def drags(trial, side):
    """Share of the side's strides whose swing has a drag, and of those where the toe was caught."""
    rows = strides(trial, side)
    touching = [row for row in trial.intervals if row["label"] == "drag" and row["side"] == side]

    def share(of):
        hit = [any(float(row["fc_s"]) <= float(drag["start_s"]) <= float(row["next_ic_s"]) for drag in of) for row in rows]
        return float(np.mean(hit))

    return share(touching), share([drag for drag in touching if drag["detail"] == "caught"])


def contacts(trial, side):
    """Share of each kind of initial contact."""
    kinds = [row["contact"] for row in strides(trial, side)]
    return {kind: kinds.count(kind) / len(kinds) for kind in ("heel", "flat", "toe")}


def of_people(speed_m_s, people="older"):
    """(stride time, its spread, stride length, its spread) of people on a treadmill at that speed, between those that were measured."""
    rows = [row for row in read_table("gait_speeds.csv") if row["people"] == people]
    speeds, step, step_sd, cadence, cadence_sd = (np.array([float(row[column]) for row in rows]) for column in
                                                  ("speed_m_s", "step_length_m", "step_length_sd_m", "cadence_steps_min", "cadence_sd_steps_min"))
    time = 120 / cadence
    return tuple(float(np.interp(speed_m_s, speeds, values)) for values in (time, time * cadence_sd / cadence, 2 * step, 2 * step_sd))


def walks(trial, side=None):
    """Whether there are strides to tell of: two of each side, or of that side."""
    return all(len(strides(trial, one)) >= 2 for one in ([side] if side else SIDES))


def mean(rows, column, scale=1.0):
    values = numbers(rows, column)
    return scale * float(np.mean(values)) if len(values) else float("nan")


def norm_of(quantity):
    return next(row for row in read_table("gait_norms.csv") if row["quantity"] == quantity)


def completed(of_seeds):
    return [trial for trial in of_seeds if trial.stop_reason == "completed"]


def counted(of_seeds):
    return f"{len(completed(of_seeds))} of {len(of_seeds)}"


def counted_and_timed(of_seeds):
    """How many completed, and how long each walked."""
    return counted(of_seeds), " ".join(f"{trial.motion['t_s'][-1]:.0f}" for trial in of_seeds)


def lasted(trial):
    return f"{trial.duration_s:.1f}" + (" fell" if trial.stop_reason == "fell" else "")


def own_way(activity):
    """Of an activity that `steppage adapt` wrote, what makes it this walker's."""
    return {key: activity[key] for key in ("gains", "first_gains", "uneven_gains", "feedback") if key in activity}
