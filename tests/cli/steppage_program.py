"""The steppage program in an empty folder of its own, as a user would call it."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["STEPPAGE_PROGRAM"]

STREAM_HEADER = "t_device_us,t_arrival_us,ax,ay,az,gx,gy,gz,flags\n"
STREAM_ROWS = "".join(f"{i * 10000},{i * 10000},0,0,9.81,0,0.5,0,0\n" for i in range(200))
STREAM_SIDECAR = {"schema": 1, "site": "right_shank", "frame": "x forward, y left, z up",
                  "part": "LSM6DSO", "rate_hz": 100}


def scenario(**parts):
    """A complete scenario of two short repetitions, with some parts replaced."""
    whole = {"schema": 1, "name": "two_reps", "activity": {"kind": "knee_extension", "repetitions": 1}}
    return json.dumps({**whole, **parts})


def recording(samples=STREAM_HEADER + STREAM_ROWS):
    """Files of a recording with one sensor and no truth."""
    return {"rec/scenario.json": '{"schema": 1, "name": "rec"}',
            "rec/streams/right_shank.json": json.dumps(STREAM_SIDECAR),
            "rec/streams/right_shank.csv": samples}


class ProgramTest(unittest.TestCase):
    """Gives each test its folder; `steppage` calls the program in it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, files):
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

    def content(self):
        """Every file and folder, hidden ones too."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))

    def steppage(self, *arguments, code=0):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True,
                              timeout=300)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done
