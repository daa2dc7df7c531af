"""Typst, given a layout of ours and words as data.

It runs in a process of its own: it keeps what it worked out, half a gigabyte after some articles, and a process gives
that back as it ends. One that hangs is ended.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

PROCESS = Path(__file__).with_name("typst_process.py")
TIMEOUT = 60  # seconds


class TypesettingError(RuntimeError):
    """Typst could not make the PDF; the message holds what it said."""


def typeset(book: Mapping[str, Any], made: datetime) -> bytes:
    """Return the PDF of a volume as `volume` gives it. `made` stands in it as the time of its making.

    Raises TypesettingError.
    """
    given = json.dumps({"book": book, "made": int(made.timestamp())}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-I", PROCESS], input=given, capture_output=True, timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TypesettingError(str(error)) from error
    if done.returncode:
        raise TypesettingError(done.stderr.decode(errors="replace"))
    return done.stdout
