"""An editor changes a point and merges a source by keyboard alone, and a reader sees both; without script as well."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
# The site is shared: what no other journey looks at.
OLD, NEW = "historyinoneact-1986-stinger", "fatemi-2012-echoes"


def log_in(page: Page, site: Site) -> None:
    page.goto("/accounts/login/?next=/desk/topics/")
    page.locator("main input[name=login], main input[name=username]").first.fill("editor")
    page.get_by_label("Password").fill(site.passwords["editor"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Topics and claims")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control called `name` has the focus."""
    for _press in range(300):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''")
        if said.strip().startswith(name):
            return
    raise AssertionError(f"Tab never came to “{name}”.")


@pytest.mark.parametrize(("script", "claim"), [(True, "cl38"), (False, "cl39")])
def test_a_point_is_changed_by_keyboard(site: Site, new_page: NewPage, script: bool, claim: str):
    page, reader = new_page(script=script), new_page(script=script)
    log_in(page, site)
    page.goto(f"/desk/claims/{claim}/")
    tab_to(page, "What the sources support")
    page.keyboard.press("Control+A")
    page.keyboard.type("Checked by keyboard")
    tab_to(page, "Preview")
    page.keyboard.press("Enter")
    expect(page.locator(".record-preview")).to_contain_text("Checked by keyboard")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status].messages")).to_contain_text("Saved as version 2.")
    reader.goto(f"/claims/{claim}/")
    expect(reader.locator(".checked-value")).to_contain_text("Checked by keyboard")


def test_a_source_is_merged_by_keyboard_and_its_address_lives_on(site: Site, new_page: NewPage):
    page, reader = new_page(), new_page()
    log_in(page, site)
    page.goto(f"/desk/works/{OLD}/")
    tab_to(page, "Merge into another source")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge into another source")
    tab_to(page, "Search the bibliography")
    page.keyboard.type("fatemi echoes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Choose {NEW}")).to_be_visible()
    tab_to(page, "Choose")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(f"All that rests on {OLD} will rest on {NEW}.")
    tab_to(page, "Merge")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/works/{NEW}/")
    expect(page.locator("[role=status].messages")).to_contain_text(f"rested on “{OLD}”")
    reader.goto(f"/bibliography/{OLD}/")
    assert reader.url.endswith(f"/bibliography/{NEW}/")
    result = site.manage("verify")
    assert result.returncode == 0, result.stdout
