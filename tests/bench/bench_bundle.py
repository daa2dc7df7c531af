"""The bundle of the fixture edition, made and verified: python -m tests.bench.bench_bundle.

Printed are seconds and megabytes of the process. The first bundle waits for the citation engine; the second takes
every citation from the store, and its bytes must be those of the first. Exits 1 where the bundle is not whole, where
the two differ, or where the second needs more than 1.2 times the memory of the first.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.site import temporary_site

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "pakistan-russia"
BASE = "https://sic.example"
MOST_GROWTH = 1.2


def timed(name: str, act: Callable[..., Any], *arguments: Any) -> Any:
    """Call `act`, print how long it took and how large the process has been, and return what it gave."""
    start = time.perf_counter()
    found = act(*arguments)
    print(f"{name:16} {time.perf_counter() - start:6.1f} s  {_megabytes():6.0f} MB")
    return found


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure, and return the exit status."""
    with temporary_site(), TemporaryDirectory() as name:
        from annotations import folder
        from annotations.bundle.building import build
        from annotations.bundle.verify import opened, verify

        first, second = Path(name) / "first.zip", Path(name) / "second.zip"
        folder.load(FIXTURE)
        timed("first bundle", build, first, BASE)
        before = _megabytes()
        timed("second bundle", build, second, BASE)
        growth = _megabytes() / before
        faults = timed("verified", lambda: verify(opened(second)))
        print(f"{second.stat().st_size / 1e6:.1f} MB, {len(faults)} faults, memory grew {growth:.2f} times")
        return int(bool(faults) or growth > MOST_GROWTH or first.read_bytes() != second.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
