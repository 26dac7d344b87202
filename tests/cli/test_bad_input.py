"""Bad input ends with exit code 2 and a message that names file and place, and leaves nothing behind."""
import unittest
from typing import NamedTuple

from steppage_program import STREAM_HEADER, STREAM_ROWS, ProgramTest, recording, scenario


class Row(NamedTuple):
    title: str
    files: dict
    command: list
    message: str  # one of the lines; with "..." in the end: how it begins


def weak(**changes):
    row = {"kind": "weakness", "side": "right", "muscles": ["VAS"], "strength": 0.5, **changes}
    return {"walk.json": scenario(patient={"impairments": [row]})}


def spastic(**changes):
    return {"walk.json": scenario(patient={"impairments": [{"kind": "spasticity", "side": "right", **changes}]})}


def preset(**changes):
    row = {"preset": "foot_drop", "side": "right", **changes}
    return {"walk.json": scenario(patient={"impairments": [row]})}


def walk(**parts):
    return {"walk.json": scenario(**parts)}


def compensated(*rows):
    return walk(activity={"kind": "knee_extension", "compensations": rows})


def walking(**settings):
    return walk(activity={"kind": "walk", **settings})


RUN = ["run", "walk.json"]
MODEL = ["model", "walk.json"]
REPLAY = ["replay", "rec", "--detector", "shank_gyro", "--out", "again"]

ROWS = [
    Row("missing file", {}, RUN, "walk.json cannot be read: No such file or directory"),
    Row("a folder as scenario", {"walk.json/x": ""}, RUN, "walk.json cannot be read: Is a directory"),
    Row("wrong JSON", {"walk.json": '{"schema": 1,\n "name": }'}, RUN,
        "walk.json:2:10 is not JSON: unexpected '}'; expected..."),
    Row("empty file", {"walk.json": ""}, RUN, "walk.json:1:1 is not JSON: unexpected end of input..."),
    Row("not an object", {"walk.json": "[]"}, RUN, "walk.json is [], not an object"),
    Row("NaN", {"walk.json": '{"schema": 1, "patient": {"mass_kg": NaN}}'}, RUN,
        "walk.json:1:38 is NaN, not a finite number as JSON has"),
    Row("infinite number", {"walk.json": '{"schema": 1, "seed": 1e999}'}, RUN,
        "walk.json:1:23 is 1e999, too large for a number"),
    Row("key given twice", {"walk.json": '{"schema": 1, "name": "a", "name": "b"}'}, RUN,
        "walk.json:/name is given twice"),
    Row("no schema number", {"walk.json": '{"activity": {"kind": "knee_extension"}}'}, RUN,
        "walk.json:/schema is required"),
    Row("schema of the future", walk(schema=2), RUN, "walk.json:/schema is 2; this version reads schema 1"),
    Row("no activity", {"walk.json": '{"schema": 1}'}, RUN, "walk.json:/activity/kind is required"),
    Row("unknown activity", walk(activity={"kind": "knee_extention"}), RUN,
        'walk.json:/activity/kind is "knee_extention", not one of...'),
    Row("unknown key", walk(patient={"hieght_m": 1.7}), RUN,
        "walk.json:/patient/hieght_m is not a known setting; did you mean height_m?"),
    Row("unknown part of a scenario", walk(patients={}), RUN,
        "walk.json:/patients is not a known setting; did you mean patient?"),
    Row("number out of range", walk(patient={"mass_kg": 7}), RUN, "walk.json:/patient/mass_kg is 7, outside 40 to 150"),
    Row("range out of range", walk(patient={"mass_kg": {"uniform": [60, 700]}}), RUN,
        "walk.json:/patient/mass_kg/uniform/1 is 700, outside 40 to 150"),
    Row("negative height", walk(patient={"height_m": -1.7}), RUN, "walk.json:/patient/height_m is -1.7, outside 1.45 to 2.05"),
    Row("absurd body mass index", walk(patient={"mass_kg": 140, "height_m": 1.5}), RUN,
        "walk.json:/patient/mass_kg gives a body mass index of 62.2, outside 16 to 40"),
    Row("unknown segment", walk(patient={"segments": {"thih": {"length_m": 0.4}}}), RUN,
        "walk.json:/patient/segments/thih is not a known setting; did you mean thigh?"),
    Row("unknown part of a segment", walk(patient={"segments": {"thigh": {"lenght_m": 0.4}}}), RUN,
        "walk.json:/patient/segments/thigh/lenght_m is not a known setting; did you mean length_m?"),
    Row("negative mass of a segment", walk(patient={"segments": {"thigh": {"mass_kg": -3}}}), RUN,
        "walk.json:/patient/segments/thigh/mass_kg is -3, outside..."),
    Row("segments that leave too little for the others",
        walk(patient={"segments": {"thigh": {"mass_kg": 20}, "upper_trunk": {"mass_kg": 20}}}), RUN,
        "walk.json:/patient/segments leave the other segments..."),
    Row("absurd leg length difference", walk(patient={"leg_length_difference_mm": 400}), RUN,
        "walk.json:/patient/leg_length_difference_mm is 400, outside -40 to 40"),
    Row("weightless sensor", walk(sensors=[{"kind": "imu", "site": "right_shank", "mass_g": 0}]), RUN,
        "walk.json:/sensors/0/mass_g is 0, outside 1 to 100"),
    Row("sensor that is not on its segment", walk(sensors=[{"kind": "imu", "site": "right_shank", "offset_mm": {"up": -400}}]), RUN,
        "walk.json:/sensors/0/offset_mm/up is -400, outside -150 to 150"),
    Row("text for a number", walk(patient={"mass_kg": "heavy"}), RUN,
        'walk.json:/patient/mass_kg is "heavy", not a number'),
    Row("unknown impairment", weak(kind="weekness"), RUN,
        'walk.json:/patient/impairments/0/kind is "weekness", not one of...'),
    Row("unknown muscle", weak(muscles=["VAS", "QUADS"]), RUN,
        'walk.json:/patient/impairments/0/muscles/1 is "QUADS", not one of...'),
    Row("unknown side", weak(side="rihgt"), RUN,
        'walk.json:/patient/impairments/0/side is "rihgt", not one of left, right, both; did you mean right?'),
    Row("share above one", weak(strength=1.5), RUN,
        "walk.json:/patient/impairments/0/strength is 1.5, outside 0.01 to 1"),
    Row("unknown preset", preset(preset="foot_drob"), RUN,
        'walk.json:/patient/impairments/0/preset is "foot_drob", not one of...'),
    Row("preset of both sides", preset(side="both"), RUN,
        'walk.json:/patient/impairments/0/side is "both", not one of left, right'),
    Row("severity of no preset", preset(severity="awful"), RUN,
        'walk.json:/patient/impairments/0/severity is "awful", not one of mild, moderate, severe'),
    Row("setting of a preset", preset(drive=0.5), RUN,
        "walk.json:/patient/impairments/0/drive is not a known setting"),
    Row("Ashworth grade of 5", spastic(mas="5"), RUN,
        'walk.json:/patient/impairments/0/mas is "5", not one of 0, 1, 1+, 2, 3, 4; did you mean 0?'),
    Row("unknown compensation", compensated({"kind": "trunk_leen"}), RUN,
        'walk.json:/activity/compensations/0/kind is "trunk_leen", not one of trunk_lean, ...'),
    Row("compensation that the exercise has not", compensated({"kind": "hand_help"}), RUN,
        'walk.json:/activity/compensations/0/kind is "hand_help", not one of trunk_lean, ...'),
    Row("compensation of no kind", compensated({"strength": 1}), RUN,
        "walk.json:/activity/compensations/0/kind is required"),
    Row("compensation stronger than strong", compensated({"kind": "momentum", "strength": 1.5}), RUN,
        "walk.json:/activity/compensations/0/strength is 1.5, outside 0 to 1"),
    Row("compensation in more than all repetitions", compensated({"kind": "momentum", "share": 2}), RUN,
        "walk.json:/activity/compensations/0/share is 2, outside 0 to 1"),
    Row("compensation given twice", compensated({"kind": "momentum"}, {"kind": "momentum"}), RUN,
        "walk.json:/activity/compensations/1/kind is momentum, which is there already"),
    Row("compensation of who sits still", walk(activity={"kind": "sit", "compensations": []}), RUN,
        "walk.json:/activity/compensations is not a known setting"),
    Row("walk at a run", walking(speed_m_s=3), RUN, "walk.json:/activity/speed_m_s is 3, outside 0.3 to 1.6"),
    Row("walk at a speed without a gait", walking(speed_m_s=0.4), RUN, "walk.json:/activity/speed_m_s is 0.4, but this gait is tuned for 0.49 to 1.43 only; others need /activity/gains"),
    Row("steady what does not walk", walk(activity={"kind": "sit"}), ["steady", "walk.json", "--out", "feedback.json"],
        "walk.json:/activity/kind is sit; only a walk has steps to correct: walk"),
    Row("adapt what does not walk", walk(activity={"kind": "sit"}), ["adapt", "walk.json", "--out", "a.json", "--cache", "c"],
        "walk.json:/activity/kind is sit; only a walker adapts his gait: walk"),
    Row("legs more uneven than a gain's range is wide", walking(uneven_gains={"swing_knee": 5}), RUN,
        "walk.json:/activity/uneven_gains/swing_knee is 5, outside -1.1 to 1.1"),
    Row("feedback of what nobody feels", walking(feedback={"law": {"knee": {"spede": 1}}}), RUN,
        "walk.json:/activity/feedback/law/knee/spede is not a known setting; did you mean speed?"),
    Row("walk backwards", walking(speed_m_s=-1), RUN, "walk.json:/activity/speed_m_s is -1, outside 0.3 to 1.6"),
    Row("walk of no duration", walking(duration_s=0), RUN, "walk.json:/activity/duration_s is 0, outside 1 to 3600"),
    Row("walk on an unknown surface", walking(surface="levle"), RUN,
        'walk.json:/activity/surface is "levle", not one of level, soft_mat, treadmill; did you mean level?'),
    Row("turn on a treadmill", walking(surface="treadmill", turns=[{"at_s": 5, "by_deg": 30}]), RUN,
        "walk.json:/activity/surface is treadmill, whose belt runs straight at one speed from the start: without turns, speed_changes, stop_at_s and start standing"),
    Row("obstacle on a treadmill", walking(surface="treadmill", obstacles=[{"at_m": 3}]), RUN,
        "walk.json:/activity/surface is treadmill, on which nothing lies: without slips and obstacles"),
    Row("more support than half the weight", walking(body_weight_support=0.6), RUN,
        "walk.json:/activity/body_weight_support is 0.6, outside 0 to 0.5"),
    Row("side of no aid", walking(aid_side="left"), RUN, "walk.json:/activity/aid_side is of neither cane nor rail"),
    Row("aid on no side", walking(aid="cane", aid_side="both"), RUN, 'walk.json:/activity/aid_side is "both", not one of...'),
    Row("cane that carries half the weight", walking(aid="cane", aid_load=0.5), RUN,
        "walk.json:/activity/aid_load is 0.5, outside 0.02 to 0.2"),
    Row("side of a walker", walking(aid="walker", aid_side="left"), RUN, "walk.json:/activity/aid_side is of neither cane nor rail"),
    Row("load of no aid", walking(aid_load=0.1), RUN, "walk.json:/activity/aid_load is of neither cane nor walker"),
    Row("walker that carries it all", walking(aid="walker", aid_load=1), RUN,
        "walk.json:/activity/aid_load is 1, outside 0 to 0.5"),
    Row("walker on a slope", walking(aid="walker", slope_deg=2), RUN, "walk.json:/activity/aid is walker or rail, for a level..."),
    Row("rail round a bend", walking(aid="rail", turns=[{"at_s": 5, "by_deg": 90}]), RUN, "walk.json:/activity/aid is rail, which is straight: without turns"),
    Row("stop before the last change of speed", walking(speed_changes=[{"at_s": 20, "to_m_s": 1}], stop_at_s=10), RUN,
        "walk.json:/activity/stop_at_s is before the last of speed_changes"),
    Row("walk with an unknown aid", walking(aid="stilts"), RUN, 'walk.json:/activity/aid is "stilts", not one of...'),
    Row("orthosis of no side", walking(orthoses=[{}]), RUN, "walk.json:/activity/orthoses/0/side is required"),
    Row("orthosis of rock", walking(orthoses=[{"side": "left", "stiffness_nm_deg": 50}]), RUN,
        "walk.json:/activity/orthoses/0/stiffness_nm_deg is 50, outside 0.1 to 10"),
    Row("two orthoses on a leg", walking(orthoses=[{"side": "left"}, {"side": "left"}]), RUN,
        "walk.json:/activity/orthoses/1/side has an orthosis already"),
    Row("speed without a gait to change to", walking(speed_changes=[{"at_s": 5, "to_m_s": 0.3}]), RUN, "walk.json:/activity/speed_changes/0/to_m_s is 0.3, outside 0.49 to 1.43"),
    Row("speed changes out of order", walking(speed_changes=[{"at_s": 5, "to_m_s": 1}, {"at_s": 4, "to_m_s": 1.1}]), RUN, "walk.json:/activity/speed_changes/1/at_s is before the change before it"),
    Row("negative variability", walking(variability=-1), RUN, "walk.json:/activity/variability is -1, outside 0 to 3"),
    Row("unknown setting of a walk", walking(repetitions=3), RUN, "walk.json:/activity/repetitions is not a known setting"),
    Row("unknown gain", walking(gains={"SOL_forse": 1}), RUN,
        "walk.json:/activity/gains/SOL_forse is not a known setting"),
    Row("gain out of range", walking(gains={"SOL_force": 9}), RUN,
        "walk.json:/activity/gains/SOL_force is 9, outside 0 to 6"),
    Row("stimulation of more than all fibres", walking(stimulation={"level": 1.5}), RUN,
        "walk.json:/activity/stimulation/level is 1.5, outside 0 to 1"),
    Row("stimulation ahead of the foot", walking(stimulation={"delay_ms": -5}), RUN,
        "walk.json:/activity/stimulation/delay_ms is -5, outside 0 to 500"),
    Row("stimulation of both feet", walking(stimulation={"side": "both"}), RUN,
        'walk.json:/activity/stimulation/side is "both", not one of left, right'),
    Row("stimulation in seconds", walking(stimulation={"delay_s": 0.1}), RUN,
        "walk.json:/activity/stimulation/delay_s is not a known setting..."),
    Row("stimulation that comes again before it ends", walking(stimulation={"until_s": 20, "repeat_s": 10}), RUN,
        "walk.json:/activity/stimulation/repeat_s is before until_s"),
    Row("stimulation that ends before it begins", walking(stimulation={"from_s": 30, "until_s": 20}), RUN,
        "walk.json:/activity/stimulation/until_s is not after from_s"),
    Row("unknown part", walk(sensors=[{"kind": "imu", "site": "right_shank", "part": "LSM6DS0"}]), RUN,
        'walk.json:/sensors/0/part is "LSM6DS0", not one of...'),
    Row("unknown site", walk(sensors=[{"kind": "imu", "site": "right_shnak", "part": "LSM6DSO"}]), RUN,
        'walk.json:/sensors/0/site is "right_shnak", not one of...'),
    Row("unknown detector", walk(device={"detector": "shank_giro"}), RUN,
        'walk.json:/device/detector is "shank_giro", not one of...'),
    Row("unknown detector as option", walk(), RUN + ["--detector", "shank_giro"],
        'walk.json:/device/detector is "shank_giro", not one of...'),
    Row("--set without value", walk(), RUN + ["--set", "/name"], "--set /name is not /json/pointer=value"),
    Row("--set without pointer", walk(), RUN + ["--set", "name=x"], "--set name=x is not /json/pointer=value"),
    Row("--set beyond a list", walk(sensors=[]), RUN + ["--set", "/sensors/3/part=BMI270"],
        '--set /sensors/3/part asks for element "3" of a list of 0'),
    Row("--set inside a text", walk(), RUN + ["--set", "/name/first=x"],
        '--set /name/first looks for "first" in "two_reps", which has no settings'),
    Row("--set of an unknown key", walk(), RUN + ["--set", "/patient/hieght_m=2"],
        "walk.json:/patient/hieght_m is not a known setting; did you mean height_m?"),
    Row("--set out of range", walk(), RUN + ["--set", "/patient/mass_kg=NaN"],
        'walk.json:/patient/mass_kg is "NaN", not a number'),
    Row("negative seed", walk(), RUN + ["--seed", "-1"], "--seed: Value -1 not in range 0 to 9007199254740992"),
    Row("name that is a path", walk(name="../walk"), RUN,
        'walk.json:/name is "../walk", ...'),
    Row("empty name", walk(name=""), RUN, 'walk.json:/name is "", ...'),
    Row("output folder that is not ours", {**walk(), "mine/thesis.txt": "x"}, RUN + ["--out", "mine"],
        "mine exists and is neither empty nor a trial or recording directory"),
    Row("wrong scenario of a model", walk(patient={"mass_kg": 7}), MODEL + ["--out", "walk.xml"],
        "walk.json:/patient/mass_kg is 7, outside 40 to 150"),
    Row("--set out of range for a model", walk(), MODEL + ["--json", "--set", "/patient/mass_kg=7"],
        "walk.json:/patient/mass_kg is 7, outside 40 to 150"),
    Row("model into a missing folder", walk(), MODEL + ["--json", "--out", "none/walk.xml"],
        "none/walk.xml cannot be written: No such file or directory"),
    Row("model over a folder", {**walk(), "mine/thesis.txt": "x"}, MODEL + ["--out", "mine"],
        "mine exists and is not a regular file"),
    Row("missing recording", {}, REPLAY, "rec is not a directory"),
    Row("empty folder as recording", {"rec/streams/x": ""}, REPLAY,
        "rec/scenario.json cannot be read: No such file or directory"),
    Row("recording without samples", recording(STREAM_HEADER), REPLAY,
        "rec/streams/right_shank.csv holds no samples"),
    Row("recording with an empty file", recording(""), REPLAY, "rec/streams/right_shank.csv..."),
    Row("truncated CSV", recording((STREAM_HEADER + STREAM_ROWS)[:-12]), REPLAY,
        "rec/streams/right_shank.csv:201 ..."),
    Row("NaN in a recording", recording(STREAM_HEADER + "0,0,nan,0,9.81,0,0,0,0\n"), REPLAY,
        "rec/streams/right_shank.csv:2 ..."),
    Row("unknown detector for a recording", recording(), ["replay", "rec", "--detector", "shank_giro"],
        "detector shank_giro is not known..."),
    Row("unknown data set", {}, ["import", "unis", "x", "--out", "y"], "dataset unis is not known..."),
    Row("missing data set", {}, ["import", "uniss", "x", "--out", "y"], "x does not exist"),
    Row("unknown table", {}, ["list", "detectrs"], "list detectrs is not a table; did you mean detectors?"),
    Row("unknown verb", {}, ["rnu", "walk.json"], "rnu is not a verb; did you mean run?"),
    Row("no verb", {}, [], "a verb is missing"),
    Row("unknown option", walk(), RUN + ["--ot", "x"], "The following arguments were not expected: x --ot"),
    Row("missing argument", {}, ["run"], "SCENARIO is required"),
]


def fits(line, message):
    whole = "steppage: " + message
    return line.startswith(whole[:-3]) and line != whole[:-3] if whole.endswith("...") else line == whole


class BadInput(ProgramTest):
    def test_ends_with_two_says_where_and_leaves_nothing_behind(self):
        for row in ROWS:
            with self.subTest(row.title):
                self.doCleanups()
                self.setUp()
                self.write(row.files)
                before = self.content()
                done = self.steppage(*row.command, code=2)
                lines = done.stderr.splitlines()
                self.assertTrue(any(fits(line, row.message) for line in lines),
                                f"{row.message!r} is not in {lines}")
                self.assertTrue(all(line.startswith("steppage: ") for line in lines), lines)
                self.assertEqual(done.stdout, "")
                self.assertEqual(self.content(), before)

    def test_is_reported_with_all_its_problems(self):
        self.write(walk(patient={"mass_kg": 7, "hieght_m": 1.7}, seed=-1, shoes=42))
        lines = self.steppage(*RUN, code=2).stderr.splitlines()
        self.assertCountEqual(lines, [
            "steppage: walk.json:/seed is -1, outside 0 to 9007199254740992",
            "steppage: walk.json:/patient/mass_kg is 7, outside 40 to 150",
            "steppage: walk.json:/patient/hieght_m is not a known setting; did you mean height_m?",
            "steppage: walk.json:/shoes is not a known setting"])


if __name__ == "__main__":
    unittest.main()
