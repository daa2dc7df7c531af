"""axe finds nothing on any kind of page: narrow and wide, light and dark, with and without an account."""

from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.support.browser import NewPage
from tests.support.pages import DESK, PAGES, STATES
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.any_engine]
RULES: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Made of the reading pages, which are checked one by one; it is looked at once.
LONG = "/print/"
# Every rule on every page at both widths; the colours, which no width changes, light at one and dark at the other.
WIDTHS = {390: "dark", 1440: "light"}


def findings(page: Page, addresses: Iterable[str]) -> list[tuple[str, str, list[str]]]:
    """What axe finds by all its rules: address, rule, first elements."""
    found = []
    for address in addresses:
        page.goto(address)
        found += [(address, *violation) for violation in violations(page, RULES)]
    return found


def violations(page: Page, rules: dict[str, Any]) -> list[tuple[str, list[str]]]:
    response = Axe().run(page, options={**rules, "resultTypes": ["violations"]}).response
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in response["violations"]]


def forget_refusals(errors: list[str]) -> None:
    """Take out what the browser notes of pages that are errors on purpose: 404, and 405 of logging out by a link."""
    errors[:] = [error for error in errors if "status of 404" not in error and "status of 405" not in error]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_as_a_reader(new_page: NewPage, browser_errors: list[str], width: int):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=WIDTHS[width])
    states = STATES if width == 1440 else ()  # the same kinds of page, with other words in them
    found = findings(page, [address for address in (*PAGES, *states) if address != LONG])
    forget_refusals(browser_errors)
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_as_an_editor(new_page: NewPage, browser_errors: list[str], site: Site, width: int):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=WIDTHS[width])
    page.goto("/accounts/login/")
    page.get_by_label("Name").fill("editor")
    page.get_by_label("Password").fill(site.passwords["editor"])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk/")
    found = findings(page, DESK)
    forget_refusals(browser_errors)
    assert found == []


def test_axe_finds_nothing_in_the_whole_edition(new_page: NewPage):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(LONG)
    # Its colours are those of the reading pages, and to compute them for every word takes half a minute.
    assert violations(page, {**RULES, "rules": {"color-contrast": {"enabled": False}}}) == []


def test_axe_finds_nothing_in_what_opens(new_page: NewPage):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto("/articles/article-1/#note-a")
    page.locator("details.pmenu summary").nth(2).click()
    assert violations(page, RULES) == []
