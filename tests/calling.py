"""The command line called within the process of the tests, which has loaded the libraries; its streams are bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from commentariat.reports.cli import run

ROOT = Path(__file__).resolve().parents[1]


def call(
    *args: str, stdin: bytes = b"", cwd: Path = ROOT, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line with standard streams of an encoding, and return its exit code and what it wrote."""
    out, err = io.BytesIO(), io.BytesIO()
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding)
    shown = io.TextIOWrapper(out, encoding)
    said = io.TextIOWrapper(err, encoding, errors="backslashreplace")
    with chdir(cwd), patch.object(sys, "stdin", given), redirect_stdout(shown), redirect_stderr(said):
        code = run(list(args))
        shown.flush()
        said.flush()
    return subprocess.CompletedProcess(args, code, out.getvalue(), err.getvalue())


def apart(
    *args: str, stdin: bytes = b"", cwd: Path = ROOT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, for what an interpreter does as it starts."""
    command = [sys.executable, "-m", "commentariat.reports", *args]
    known = {**os.environ, **(env or {})}
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=known, check=False, timeout=300)
