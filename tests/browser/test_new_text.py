"""A new text of an article by keyboard alone: pasted, compared, published; a note that lost its place is given one."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Locator, expect
from pytest_django.live_server_helper import LiveServer

from annotations import importing
from annotations.content import Content, EvidenceItem, Place
from annotations.models import Annotation
from edition.models import Work
from tests.support.browser import NewPage
from tests.support.notes import bring

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
KEPT = "Trade between the two states grew again in the year 2012, the ministry said."
LOST = "Five million tonnes of wheat were sold."
FIRST = f"Trade grows\n\n{KEPT}\n\n{LOST}\n"
SECOND = f"Trade grows\n\n{KEPT}\n\nHowever, oil is another matter: none of it was exported.\n"


def published_note(words: str, author: User, editor: User) -> Annotation:
    start = FIRST.index(words)
    content = Content(
        "fact-check",
        Place("trade-grows", 1, start, start + len(words)),
        gist="In one line.",
        finding="What is the case.",
        verdict="accurate",
        evidence=(EvidenceItem("a-source"),),
    )
    return bring("published", author, editor, content)


def press(target: Locator, key: str = "Enter") -> None:
    target.focus()
    target.press(key)


def test_a_new_text_and_a_note_put_back_by_keyboard(
    live_server: LiveServer, alice: User, bob: User, as_bob: Client, new_page: NewPage
) -> None:
    Work(key="a-source", csl={"type": "book", "title": "A source"}).save()
    begun = importing.begin(importing.Given(FIRST.encode()), bob)
    importing.publish(begun.pk, bob, started_from=0, base=0)
    kept, lost = published_note(KEPT, alice, bob), published_note(LOST, alice, bob)
    page = new_page(base_url=live_server.url)
    session = as_bob.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    page.goto("/desk/import/")
    page.get_by_label("Or paste the text").focus()
    page.keyboard.insert_text(SECOND)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Article", exact=True)).to_have_value("1")
    press(page.get_by_role("button", name="Read it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("New text of article 1")
    press(page.get_by_role("button", name="Save and compare"))
    expect(page.get_by_text("Carried: the same words")).to_be_visible()
    press(page.get_by_role("button", name="Publish as text version 2"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Notes without a place")
    assert page.locator(".waits > li").count() == 1
    press(page.get_by_role("link", name="Choose another place"))
    page.get_by_label("The exact words in the newest text").focus()
    page.keyboard.insert_text("none of it was exported")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    press(page.get_by_role("button", name="Put it here"))
    expect(page.locator(".messages")).to_contain_text(f"Note {lost.number} · Fact-check stands in ")
    expect(page.get_by_text("Everything has a place in the newest text.")).to_be_visible()

    page.goto(f"/notes/{lost.number}/history/")
    expect(page.get_by_text("Put on other words of text version 2 by hand.")).to_be_visible()
    page.goto("/articles/trade-grows/v1/")
    assert page.locator(".nref").count() == 2
    kept.refresh_from_db()
    assert kept.span.exact == KEPT
    assert kept.span.revision.number == 2
