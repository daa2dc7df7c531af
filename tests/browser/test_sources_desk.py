"""Sources in the note form, with script: found while one types, pasted, looked through, saved, used."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_editor import axe_finds_nothing, log_in
from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]

FORM = "/desk/new/write/?a=1&v=1&start=93&end=169"
RIS = "TY  - BOOK\nAU  - Gaddis, John\nTI  - The Cold War, pasted\nPY  - 2005\nPB  - Penguin\nER  - \n"


def test_a_source_is_found_and_another_pasted_without_losing_what_was_typed(site: Site, new_page: NewPage):
    page = new_page()
    log_in(page, site, "contributor")
    page.goto(FORM)
    page.locator("textarea[name=finding]").fill("Typed before.")

    page.get_by_label("Search the bibliography").press_sequentially("Fatemi")
    page.get_by_role("button", name="Use fatemi-2012-echoes").click()
    expect(page.locator("[name=evidence-0-source]")).to_have_value("fatemi-2012-echoes")
    expect(page.locator("#evidence-1")).to_contain_text("Fatemi")

    page.get_by_text("Add a source", exact=True).click()
    page.get_by_label("Paste a record").fill(RIS)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("[name=new-v-publisher]")).to_have_value("Penguin")
    expect(page.locator("[data-source-reference]")).to_contain_text("The Cold War, Pasted")
    axe_finds_nothing(page)
    page.locator("[name=new-v-publisher]").fill("Another House")
    expect(page.locator("[data-source-reference]")).to_contain_text("Another House")
    page.get_by_role("button", name="Save the source and use it").click()
    expect(page.locator("[name=evidence-1-source]")).to_have_value("gaddis-2005-cold-war-pasted")
    expect(page.locator("textarea[name=finding]")).to_have_value("Typed before.")
