"""Which signs the typefaces of the PDF hold: PDF/UA-1 lets no sign stand that has no shape."""

import json
import re
from functools import cache
from pathlib import Path

RANGES = Path(__file__).parents[1] / "fonts" / "coverage.json"


@cache
def missing() -> re.Pattern[str]:
    """Return what finds every sign that none of the typefaces holds.

    The file lists the first and last code point of every range that they hold, with line breaks and with signs that
    are never seen, such as joiners and directional marks.
    """
    held = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in json.loads(RANGES.read_text()))
    return re.compile(f"[^{held}]")
