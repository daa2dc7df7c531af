"""The whole journey of a new contributor and a new editor, every step by keyboard alone; with script, and without.

Both are invited, write, review and publish; then a changed text of the article comes, and its notes go with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_passkey import AUTHENTICATOR, named
from tests.support.browser import NewPage
from tests.support.journey import Keyboard, letter
from tests.support.site import Site, running

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
PASSWORD = "entirely new words 7"
GIST = "The Steel Mill was begun in 1973."
MENDED = "The Steel Mill was begun on 30 December 1973."
REASON = "Name the day on which it was begun."
BIBTEX = """@book{mill, author = {%s, Zafar}, title = {%s}, year = {2009},
  publisher = {Desk Press}, address = {Karachi}}"""
PROPOSED = "A place is proposed, and an editor has to confirm it"
ADDED = "A paragraph that the author added later, on the pipeline from Karachi to Lahore."


@dataclass(frozen=True)
class Way:
    """One journey: its people, the words it writes on, and what the author changes in the article afterwards."""

    script: bool
    people: tuple[str, str]
    article: int
    anchor: str
    words: str
    book: str
    sentence: tuple[str, str]
    after: str
    other: int
    edited: tuple[str, str]
    placed: str
    struck: str
    carried: int
    waiting: int

    @property
    def address(self) -> str:
        return f"/articles/article-{self.article}/"

    def changed(self, text: str) -> str:
        """The text as the author has changed it."""
        for old, new in (self.sentence, self.edited, (self.after, f"{self.after}\n\n{ADDED}")):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text


WITH_SCRIPT = Way(
    script=True,
    people=("Nadia Noor", "Emil Ekberg"),
    article=1,
    anchor="p4",
    words="Indo-Pak hostile relations have been a discord in Pakistan-USSR relations.",
    book="A History of the Mill",
    sentence=("This short article will try to sum up", "This article sums up"),
    after="and economic cooperation.",
    other=15,
    edited=("Russian President Putin cancelled his visit to Pakistan.", "President Putin has put off his visit."),
    placed="has put off his visit",
    struck="short",
    carried=86,
    waiting=4,
)
WITHOUT_SCRIPT = Way(
    script=False,
    people=("Olga Orlova", "Farid Faiz"),
    article=3,
    anchor="p7",
    words="One area where considerable progress has been made is defense cooperation.",
    book="Steel beside the Sea",
    sentence=("was a strong statement at a global level", "was a statement at a global level"),
    after="for $153 million.",
    other=77,
    edited=("the Russians kept it strictly ‘just business.’", "for the Russians it was business."),
    placed="for the Russians it was",
    struck="kept",
    carried=92,
    waiting=3,
)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: the journeys change the texts of articles."""
    with running(tmp_path_factory.mktemp("journey")) as started:
        yield started


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def told(page: Page, words: str) -> None:
    expect(page.locator(".messages")).to_contain_text(words)


def invite(page: Page, site: Site, people: dict[str, str]) -> dict[str, str]:
    """An administrator invites; returns the links of the letters by address."""
    keys = Keyboard(page)
    page.goto("/accounts/login/?next=/desk/")
    keys.write("Name or e-mail address", "administrator")
    keys.write("Password", site.passwords["administrator"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.go("link", "People")
    for address, role in people.items():
        keys.write("E-mail address", address)
        keys.pick("Role", role)
        keys.go("button", "Invite")
        told(page, f"The invitation to {address} is on its way.")
    return {address: letter(site, address) for address in people}


def accept(page: Page, link: str, name: str, script: bool) -> None:
    """Make the account of the letter, protect it by a passkey where there is script, and go to the desk."""
    keys = Keyboard(page)
    page.goto(link)
    keys.write("Public name", name)
    keys.write("Name to log in with", name.split()[0].lower())
    keys.write("Password", PASSWORD)
    keys.write("Password once more", PASSWORD)
    page.keyboard.press("Enter")
    heading(page, "Set a passkey")
    if script:
        keys.enter("button", "Set the passkey")
        heading(page, "Recovery codes")
        keys.go("link", "To the desk")
    else:
        keys.go("link", "Later: to the desk")
    heading(page, "Desk")


def choose_words(page: Page, way: Way) -> Locator:
    """Find the words on the reading page and open the form of a fact-check on them; returns where it stands."""
    keys = Keyboard(page)
    keys.go("link", "Articles")
    heading(page, "Articles")
    keys.go("link", re.compile("."), page.locator(f"main :has(> a[href='{way.address}'])").first)
    expect(page).to_have_url(re.compile(way.address))
    if way.script:
        keys.select(way.anchor, way.words)
        expect(page.get_by_role("button", name="Fact-check", exact=True)).to_be_visible()
        page.keyboard.press("f")
        form = page.locator(".in-place")
        expect(form.locator("form")).to_be_visible()
        expect(form.locator(".lemma").first).to_have_text(way.words)
        return form
    keys.reach(page.locator(f"#{way.anchor} .pmenu summary"))
    page.keyboard.press("Enter")
    keys.go("link", f"Annotate ¶{way.anchor[1:]}")
    keys.write("The exact words of the note", way.words)
    keys.go("button", "Find the words")
    expect(page.locator(".in-context mark")).to_have_text(way.words)
    return page.locator("main")


def add_source(page: Page, form: Locator, way: Way) -> str:
    """Paste a record as BibTeX, look it through and use it; returns its key."""
    keys = Keyboard(page)
    keys.open("Add a source", form)
    keys.write("Paste a record", BIBTEX % (way.people[0].split()[1], way.book))
    keys.enter("button", "Read it", form)
    expect(page.locator("[name=new-v-publisher]")).to_have_value("Desk Press")
    key = page.locator("[name=new-key]").input_value()
    keys.enter("button", "Save the source and use it", form)
    expect(page.locator("[name=evidence-0-source]")).to_have_value(key)
    return key


def write(page: Page, form: Locator, way: Way) -> int:
    """Fill the form in and submit it; returns the number of the note."""
    keys = Keyboard(page)
    if not way.script:
        keys.choose("kind", "fact-check")
    key = add_source(page, form, way)
    keys.write("Number", "12")
    keys.write("Finding", f"The mill stands near Karachi. [@{key}, p. 12]")
    keys.write("In one line", GIST)
    keys.choose("verdict", "accurate")
    keys.enter("button", "Submit for review", form)
    said = page.locator(".in-place [role=status], .messages")
    expect(said).to_contain_text("submitted")
    number = re.search(r"[0-9]+", said.inner_text())
    assert number is not None
    return int(number[0])


def from_queue(page: Page, tab: str, number: int) -> Keyboard:
    """Go to the desk, to one of its queues, and to a note in it."""
    keys = Keyboard(page)
    keys.go("link", "Desk", page.get_by_role("navigation", name="Site"))
    keys.go("link", re.compile(tab), page.get_by_role("navigation", name="Queues"))
    keys.go("link", f"Note {number}")
    heading(page, re.compile(f"^Note {number} "))
    return keys


def review(author: Page, editor: Page, number: int) -> None:
    """The editor returns it with a reason, the contributor mends and submits it, the editor publishes."""
    keys = from_queue(editor, "To review", number)
    keys.write("In your own words", REASON)
    keys.go("button", "Return")
    told(editor, f"Note {number} returned.")

    keys = from_queue(author, "Returned", number)
    expect(author.locator("main")).to_contain_text(f"returned it: {REASON}")
    keys.go("link", "Edit")
    keys.write("In one line", MENDED)
    keys.enter("button", "Submit for review")
    told(author, "submitted")

    keys = from_queue(editor, "To review", number)
    expect(editor.locator(".gist").first).to_have_text(MENDED)
    keys.go("button", "Publish")
    told(editor, f"Note {number} published")


def note_in_margin(page: Page, number: int) -> Locator:
    return page.locator("details.note", has=page.locator(f"a[href='/notes/{number}/']"))


def read(page: Page, way: Way, number: int) -> None:
    """An anonymous reader finds the note in the margin."""
    page.goto(way.address)
    note = note_in_margin(page, number)
    expect(note).to_have_count(1)
    Keyboard(page).reach(note.locator("> summary"))
    page.keyboard.press("Enter")
    expect(note.locator(".head")).to_contain_text("Accurate")
    expect(note.locator("> summary .gist")).to_have_text(MENDED)
    expect(note.locator(".finding")).to_contain_text("The mill stands near Karachi.")
    expect(note.locator(".lemma")).to_contain_text(way.words)
    expect(note).to_contain_text(way.book)


def bring_text(page: Page, way: Way, text: str) -> None:
    """The editor imports the changed text and publishes it."""
    keys = Keyboard(page)
    keys.go("link", "Desk", page.get_by_role("navigation", name="Site"))
    keys.go("link", "Import")
    keys.write("Or paste the text", way.changed(text))
    keys.reach(page.get_by_label("Article", exact=True))
    for _number in range(way.article):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Article", exact=True)).to_have_value(str(way.article))
    keys.go("button", "Read it")
    heading(page, f"New text of article {way.article}")
    keys.go("button", "Save and compare")
    heading(page, f"Article {way.article}: text version 2")
    expect(page.locator(".changes .c-edited")).to_have_count(2)
    expect(page.locator(".changes .c-edited del").first).to_have_text(way.struck)
    expect(page.locator(".changes .c-new")).to_contain_text(ADDED)
    expect(page.locator(".o-proposed > summary")).to_have_text(
        f"A place is proposed, and an editor has to confirm it {way.waiting}"
    )
    expect(page.locator(".o-carried > summary")).to_have_text(f"Carried: the same words {way.carried}")
    keys.go("button", "Publish as text version 2")
    told(page, f"Article {way.article}, text version 2, published.")


def attach(page: Page, way: Way) -> None:
    """Put the other note, whose words were edited, on words of the editor's choice; confirm what else was proposed."""
    heading(page, "Notes without a place")
    keys, waits = Keyboard(page), page.locator(".waits > li")
    expect(waits).to_have_count(way.waiting)
    note = waits.filter(has=page.get_by_role("link", name=re.compile(f"^Note {way.other} ")))
    expect(note).to_contain_text("Score 0.")
    expect(note).to_contain_text("the words themselves were changed")
    keys.go("link", re.compile("^Choose another place"), note)
    keys.write("The exact words in the newest text", way.placed)
    keys.go("button", "Find the words")
    keys.go("button", "Put it here (1)")
    told(page, f"Note {way.other} · Fact-check stands in ")
    while waits.count():
        keys.go("button", re.compile("^Confirm "), waits.first)
    expect(page.get_by_text("Everything has a place in the newest text.")).to_be_visible()


def history(page: Page, number: int) -> list[tuple[str, str]]:
    """An anonymous reader opens the history of a note from its page; returns who and what, newest first."""
    page.goto(f"/notes/{number}/")
    Keyboard(page).go("link", re.compile("^see (its history|changes)$"))
    rows = page.locator("main tbody tr").all()
    assert all(re.search(r" 20[0-9]{2}, [0-9]{2}:", row.locator("[data-label=When]").inner_text()) for row in rows)
    cells = [(row.locator("[data-label=Who]"), row.locator("[data-label='What and why']")) for row in rows]
    return [(who.inner_text(), what.inner_text().partition("\n")[0]) for who, what in cells]


def histories(page: Page, way: Way, number: int) -> None:
    """What everybody sees of what was done, by whom; and the text of before, with its notes."""
    author, editor = way.people
    assert history(page, number) == [
        (editor, "Carried to text version 2: the same words, score 1.00."),
        (f"{author}; published by {editor}", "Published"),
    ]
    assert history(page, way.other) == [
        (editor, "Put on other words of text version 2 by hand."),
        ("The editors", "Published"),
    ]
    page.goto(f"{way.address}v1/")
    expect(note_in_margin(page, number).locator(".lemma")).to_contain_text(way.words)
    expect(note_in_margin(page, way.other).locator(".lemma")).to_contain_text(way.edited[0])


def newcomer(new_page: NewPage, site: Site, way: Way) -> Page:
    """A browser with a device that holds passkeys."""
    size = {"width": 1440, "height": 900}
    page = new_page(script=way.script, base_url=named(site), viewport=size, reduced_motion="reduce")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def journey(site: Site, new_page: NewPage, way: Way) -> None:
    author, editor, reader, administrator = (newcomer(new_page, site, way) for _person in range(4))
    addresses = [f"{name.split()[0].lower()}@example.org" for name in way.people]
    links = invite(administrator, site, dict(zip(addresses, ("contributor", "editor"), strict=True)))
    for page, address, name in zip((author, editor), addresses, way.people, strict=True):
        accept(page, links[address], name, way.script)
    number = write(author, choose_words(author, way), way)
    review(author, editor, number)
    read(reader, way, number)
    bring_text(editor, way, reader.request.get(f"{way.address}verbatim").text())
    attach(editor, way)
    read(reader, way, number)
    histories(reader, way, number)


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT_SCRIPT], ids=["with script", "without script"])
def test_the_journey(own_site: Site, new_page: NewPage, way: Way):
    journey(own_site, new_page, way)
    result = own_site.manage("verify")
    assert result.returncode == 0, result.stdout
