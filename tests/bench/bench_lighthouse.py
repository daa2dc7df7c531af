"""Lighthouse on the real site, by its mobile setting: python -m tests.bench.bench_lighthouse [address …].

The site is `manage.py demo`: gunicorn, hashed and compressed static files. Each page is measured three times and the
median of its performance is printed; accessibility, best practices and search are the same each time. Needs Chromium
and npm, whose `npx` fetches Lighthouse. Exits 1 where a figure is missed.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.browser import CHROMIUM_FLAGS, find_chromium
from tests.support.postgres import free_port
from tests.support.site import ROOT, wait_for

LIGHTHOUSE = "lighthouse@13"
PAGES = ("/articles/article-4/", "/topics/end-of-cold-war/")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
ROUNDS = 3


@contextmanager
def running_site() -> Iterator[str]:
    """Start the site on data of its own; yield its address."""
    with TemporaryDirectory() as folder:
        variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        port, log = free_port(), Path(folder, "log")
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port)]
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                command, env={**variables, "SIC_DATA_DIR": folder}, stdout=output, stderr=subprocess.STDOUT, text=True
            )
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def measure(url: str) -> dict[str, Any]:
    """Return the report of one run; raises CalledProcessError where Lighthouse fails."""
    flags = " ".join(["--headless=new", *CHROMIUM_FLAGS])
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    categories = f"--only-categories={','.join(LEAST)}"
    run = subprocess.run(
        [*command, categories],
        env={**os.environ, "CHROME_PATH": find_chromium()},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Return the score of each category, of 100."""
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}


def show(address: str, reports: list[dict[str, Any]]) -> bool:
    """Print the figures of one page; return whether none is missed."""
    found = {name: statistics.median(scores(report)[name] for report in reports) for name in LEAST}
    for name, least in LEAST.items():
        print(f"{'ok  ' if found[name] >= least else 'MISS'} {found[name]:3.0f} of at least {least}  {name}  {address}")
    audits = reports[0]["audits"]
    print("     " + ", ".join(f"{name} {audits[name]['displayValue']}" for name in TIMES))
    weighed = {ref["id"] for one in reports[0]["categories"].values() for ref in one["auditRefs"] if ref["weight"]}
    for name in sorted(weighed):
        if (audits[name]["score"] or 1) < 0.9 or audits[name]["score"] == 0:
            print(f"     {audits[name]['title']}: {audits[name].get('displayValue', '')}")
    return all(found[name] >= least for name, least in LEAST.items())


def main(addresses: list[str]) -> int:
    with running_site() as site:
        good = [show(address, [measure(site + address) for _ in range(ROUNDS)]) for address in addresses]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(PAGES)))
