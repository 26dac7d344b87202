#!/usr/bin/env python3
"""House rules that no compiler knows. A rule is a row of RULES; every finding is one line: file:line: what is wrong."""
import json
import re
import subprocess
import sys
from pathlib import Path

CODE = r".*\.(c|h|cpp|hpp)"
LONGEST_FILE = 450  # lines

# Files it holds for, files it spares, what a line must not contain, what to say.
RULES = [
    (CODE, r"sim/physics/.*|tests/sim/physics/.*|bench/.*",
     r'^\s*#\s*include\s*[<"]mujoco', "MuJoCo's headers stay in sim/physics"),
    (CODE, r"(tests/)?sim/(scenario|formats|report)/.*|tests/.*",
     r'^\s*#\s*include\s*[<"]nlohmann', "JSON stays in sim/scenario, sim/formats and sim/report"),
    (r"(sim|detector)/" + CODE, r"sim/app/.*",
     r"^\s*#\s*include\s*<iostream>", "a library does not print; return a value"),
    (r"detector/include/" + CODE, None,
     r"^\s*#\s*include\s*(?!<stdint\.h>)\S", "a public firmware header includes <stdint.h> and nothing else"),
    (r"detector/src/" + CODE, None,
     r'^\s*#\s*include\s*(?!<std(int|def)\.h>|"[\w.]+")\S',
     "firmware includes <stdint.h>, <stddef.h> and its own headers"),
    (CODE, None, r"\bstd::\w+_distribution\b",
     "the standard's distributions differ between libraries; draw with Random"),
    (r".*", r"LICENSE", r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b", "finish it, or write down elsewhere what is left"),
    (r".*", None, r"(?<![\w.<])/(work|root|home)(?![\w.-])", "an absolute path of one machine"),
]


def findings(path: str, text: str) -> list[str]:
    """Everything wrong with one file; path is relative to the root of the checkout."""
    lines = text.splitlines()
    found = [f"{path}:{number}: {message}"
             for where, spared, pattern, message in RULES
             if re.fullmatch(where, path) and not (spared and re.fullmatch(spared, path))
             for number, line in enumerate(lines, 1) if re.search(pattern, line)]
    if re.fullmatch(r".*\.(c|h|cpp|hpp|py|ts|sh)", path) and len(lines) > LONGEST_FILE:
        found.append(f"{path}:{len(lines)}: more than {LONGEST_FILE} lines; it holds two subjects")
    if re.fullmatch(r"tests/.*(_test\.cpp|/test_\w+\.py)", path) and \
            not re.search(r"\b(EXPECT_|ASSERT_)[A-Z]|\bassert\w*\b", text):
        found.append(f"{path}:1: a test file without an assertion")
    if re.fullmatch(r"scenarios/.*\.json", path):
        try:
            json.loads(text)
        except ValueError as error:
            found.append(f"{path}:{getattr(error, 'lineno', 1)}: not JSON: {error}")
    return found


def checkout_files(root: Path) -> list[str]:
    """Tracked files and new ones that are not ignored; a file that was deleted but is still tracked is left out."""
    listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard"],
                            cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted({name for name in listed if name and (root / name).is_file()})


def main() -> int:
    root = Path(__file__).resolve().parent.parent
    found, files = [], checkout_files(root)
    for name in files:
        data = (root / name).read_bytes()
        if b"\0" not in data:  # else binary
            found += findings(name, data.decode("utf-8", errors="replace"))
    print("\n".join(found + [f"lint: {len(files)} files, {len(found)} findings"]))
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
