"""A real Chromium for the journeys: one a process, a fresh profile a page.

`page` and `page_without_script` are ready to use; `new_page` opens more of them, for a journey of two
people or for another width. A test in which the browser reports an error fails.
"""

import shutil
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect, sync_playwright

from tests.support.site import Site

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# At most: a busy machine is no failure of the site.
WAIT_MILLISECONDS = 30_000


class NewPage(Protocol):
    """Opens a page in a fresh profile; options are those of Playwright's Browser.new_context."""

    def __call__(self, *, script: bool = True, **options: Any) -> Page: ...


def find_chromium() -> str:
    """The path of the installed browser. Raises FileNotFoundError with the way to install it."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("No Chromium found (on Debian: apt-get install chromium).")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    # Playwright's event loop stays current in this thread until it stops, and Django takes all code
    # under it for a coroutine's: it refuses the ORM, and would open connections that are not those
    # of the test database's setup. The tests are ordinary code, so both are put right so long.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=WAIT_MILLISECONDS)
        opened = connections.all()
        with sync_playwright() as playwright:
            for connection in opened:
                connections[connection.alias] = connection
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
            yield chromium
            chromium.close()


@pytest.fixture
def browser_errors() -> list[str]:
    """What the browser complained of; a test that provokes an error takes it out with `clear()`."""
    return []


def _watch(page: Page, errors: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"console: {message.text} ({page.url})")

    def on_error(error: Error) -> None:
        errors.append(f"script: {error} ({page.url})")

    page.on("console", on_console)
    page.on("pageerror", on_error)


@pytest.fixture
def new_page(browser: Browser, site: Site, browser_errors: list[str]) -> Iterator[NewPage]:
    """Open pages of the live site, each for another visitor."""
    contexts = []

    def open_page(*, script: bool = True, **options: Any) -> Page:
        options = {"base_url": site.url, "java_script_enabled": script, **options}
        context = browser.new_context(**options)
        context.set_default_timeout(WAIT_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        _watch(page, browser_errors)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert browser_errors == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def page_without_script(new_page: NewPage) -> Page:
    return new_page(script=False)
