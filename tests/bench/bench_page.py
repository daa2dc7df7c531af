"""The reading page in a browser: python -m tests.bench.bench_page.

Weight of the longest article with all its notes: the bodies of HTML, CSS and JavaScript as they come over the wire to
a reader who has not yet moved, when the browser asks for gzip only, and when it asks for Brotli too; the heads of the
responses are counted besides. Shift of the layout as the page is built and scrolled (CLS). A page of 1,000 notes on
20,000 words, that of bench_reading: the time of the scripts until the notes near the window have their place (the
rest follows while the browser is idle), and the longest task while the page is scrolled from end to end, as time of
the processor. The site is served by gunicorn, as in use. Exits 1 where a figure is missed.
"""

import base64
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.bench.bench_reading import MANY, make_article, make_sources
from tests.bench.site import temporary_site
from tests.support.browser import CHROMIUM_FLAGS, find_chromium
from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "fixtures" / "pakistan-russia"
LONGEST, THOUSAND = "/articles/article-4/", "/articles/article-102/"
MOST_BYTES, MOST_SHIFT, MOST_START, MOST_TASK = 60_000, 0.02, 200.0, 50.0
ROUNDS = 5
WEIGHED = ("html", "css", "js")
ENTRIES = """() => ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
    .map(e => [new URL(e.name).pathname, e.encodedBodySize, e.transferSize])
    .filter(([path]) => path.endsWith('/') || /[.](css|js)$/.test(path))"""
WATCH = """
    window.shift = 0; window.tasks = [];
    new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value }))
        .observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver(list => list.getEntries().forEach(e => window.tasks.push(e.duration)))
        .observe({ type: 'longtask', buffered: true });
"""
# Steps of half a window, two frames each: what a reader does who pages through the text.
SCROLL = """async () => {
    window.tasks.length = 0;
    const frame = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const end = document.querySelector('.reading').getBoundingClientRect().bottom + scrollY;
    for (let y = 0; y < end; y += innerHeight / 2) { scrollTo({ top: y, behavior: 'instant' }); await frame(); }
    await new Promise(resolve => setTimeout(resolve, 200));
    return window.tasks;
}"""


@contextmanager
def served() -> Iterator[str]:
    """Serve a site with the edition and an article of a thousand notes; yield its address."""
    with temporary_site() as folder:
        from annotations import folder as editions

        editions.load(FIXTURE)
        make_article(102, MANY, make_sources())
        port = free_port()
        variables = {**os.environ, "SIC_DATA_DIR": folder}
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, env=variables, check=True
        )
        command = [sys.executable, "-m", "gunicorn", "edition.wsgi", "-b", f"127.0.0.1:{port}", "--threads", "4"]
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer.")


def weigh(browser: Browser, address: str, encodings: str) -> tuple[dict[str, int], int]:
    """Return the bytes of the bodies by type, and of all with their heads, where the browser takes `encodings`."""
    context = browser.new_context(extra_http_headers={"Accept-Encoding": encodings})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    entries = page.evaluate(ENTRIES)
    context.close()
    sums = dict.fromkeys(WEIGHED, 0)
    for path, body, _whole in entries:
        sums[path.rpartition(".")[2] if path.endswith((".css", ".js")) else "html"] += body
    return sums, sum(whole for _path, _body, whole in entries)


def shift(browser: Browser, address: str, width: int) -> float:
    """Return the cumulative layout shift of a page as it is built and scrolled through, in a window `width` wide."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.evaluate(SCROLL)
    value: float = page.evaluate("window.shift")
    page.context.close()
    return value


def script_start(browser: Browser, address: str) -> float:
    """Return the milliseconds of the scripts until the first notes have their place."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.start")
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector(".note[style]")
    profile = session.send("Profiler.stop")["profile"]
    page.context.close()
    return own_time(profile)


def own_time(profile: dict[str, Any]) -> float:
    """Return the milliseconds that a profile spent in the site's own modules and in what they called."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", ())}

    def is_ours(node: int | None) -> bool:
        while node is not None:
            if "/static/edition/js/" in nodes[node]["callFrame"]["url"]:
                return True
            node = parents.get(node)
        return False

    ours = {node: is_ours(node) for node in nodes}
    pairs = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return sum(delta for node, delta in pairs if ours[node]) / 1000


def longest_task(browser: Browser, address: str) -> float:
    """Return the longest task of the page's main thread, in ms of its own time, while it is scrolled end to end.

    Own time, for the machine may have other things to do: what others take is not the page's.
    """
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(".reading.placed")
    session = browser.new_browser_cdp_session()
    done: dict[str, str] = {}
    session.on("Tracing.tracingComplete", lambda event: done.update(event))
    categories = {"includedCategories": ["toplevel", "blink.user_timing"]}
    session.send("Tracing.start", {"transferMode": "ReturnAsStream", "traceConfig": categories})
    page.evaluate("window.tasks = []; performance.mark('scrolled')")
    page.evaluate(SCROLL)
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    events = read_stream(session, done["stream"])
    page.context.close()
    mark = next(one for one in events if one["name"] == "scrolled")
    own = [one for one in events if (one["pid"], one["tid"]) == (mark["pid"], mark["tid"]) and one["ts"] > mark["ts"]]
    return max(float(one.get("tdur", 0)) for one in own if one["name"].endswith("RunTask")) / 1000


def read_stream(session: CDPSession, handle: str) -> list[dict[str, Any]]:
    """Return the events of a trace."""
    pieces = []
    while True:
        piece = session.send("IO.read", {"handle": handle, "size": 1 << 22})
        pieces.append(base64.b64decode(piece["data"]).decode() if piece.get("base64Encoded") else piece["data"])
        if piece.get("eof"):
            events: list[dict[str, Any]] = json.loads("".join(pieces))["traceEvents"]
            return events


def measure(browser: Browser, site: str) -> int:
    figures: list[tuple[str, float, float]] = []
    for encodings in ("gzip", "gzip, br"):
        sums, whole = weigh(browser, site + LONGEST, encodings)
        parts = ", ".join(f"{kind} {size:,}" for kind, size in sums.items())
        name = f"bytes of {LONGEST} by {encodings} ({parts}; with heads {whole:,})"
        figures.append((name, sum(sums.values()), MOST_BYTES))
    for width in (1440, 820, 390):
        figures.append((f"layout shift of {LONGEST} at {width} px", shift(browser, site + LONGEST, width), MOST_SHIFT))
    figures.append((f"layout shift of {MANY} notes", shift(browser, site + THOUSAND, 1440), MOST_SHIFT))
    starts = [script_start(browser, site + THOUSAND) for _ in range(ROUNDS)]
    figures.append((f"ms of scripts at the start of {MANY} notes", statistics.median(starts), MOST_START))
    tasks = [longest_task(browser, site + THOUSAND) for _ in range(ROUNDS)]
    figures.append((f"ms of the longest task, {MANY} notes scrolled", statistics.median(tasks), MOST_TASK))
    for name, value, most in figures:
        print(f"{'ok  ' if value <= most else 'MISS'} {value:10.3f} of at most {most:9.2f}  {name}")
    return int(any(value > most for _, value, most in figures))


def main() -> int:
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        try:
            return measure(browser, site)
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
