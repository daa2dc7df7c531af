"""What the tests of the desk post: whole forms, as a browser would send them."""

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from annotations import workflow
from annotations.content import Content, EvidenceItem, Place
from annotations.models import Annotation, Version
from annotations.vocabulary import Kind
from edition.models import Revision

# Words that stand once in article 1, ¶5, and a source that the edition has.
WORDS = "On 21 December 1991 the dissolution of the USSR happened."
KEY = "russianreport-2011-dissolution"


def text(article: int = 1) -> str:
    return Revision.objects.get(article__number=article, number=1).text


def place(words: str = WORDS, article: int = 1) -> Place:
    """The first place of `words` in an article."""
    start = text(article).index(words)
    return Place(f"article-{article}", 1, start, start + len(words))


def address(where: Place) -> str:
    """The form of a new note on a place."""
    number = where.article.removeprefix("article-")
    return f"/desk/new/write/?a={number}&v={where.revision}&start={where.start}&end={where.end}"


def form_data(do: str = "save", **changes: Any) -> dict[str, Any]:
    """The fields of a note's form, a whole fact-check; `changes` go over them, __ stands for a hyphen."""
    data: dict[str, Any] = {
        "do": do,
        "token": "0" * 32,
        "started_from": "0",
        "kind": "fact-check",
        "verdict": "inaccurate",
        "gist": "The protocol is of 21 December; the Union ended on the 26th.",
        "finding": f"The Union ended on 26 December 1991.[@{KEY}, p. 2]",
        "evidence-TOTAL_FORMS": "3",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-source": KEY,
        "evidence-0-stance": "supports",
        "links-TOTAL_FORMS": "3",
        "links-INITIAL_FORMS": "0",
    }
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def draft(by: User, **fields: Any) -> Annotation:
    """A whole fact-check of `by` on WORDS, not yet submitted."""
    given = {"gist": "In one line.", "finding": "What is the case.", "verdict": "inaccurate"} | fields
    content = Content(Kind.FACT_CHECK.value, place(), evidence=(EvidenceItem(KEY),), **given)
    return workflow.start(content, by)


def submitted(by: User) -> Annotation:
    note = draft(by)
    workflow.take(note, "submit", by, started_from=note.version)
    return note


def published(by: User, reviewer: User) -> Annotation:
    note = submitted(by)
    workflow.take(note, "publish", reviewer, started_from=note.version)
    return note


def counts() -> tuple[int, int]:
    """How many notes and versions there are."""
    return Annotation.objects.count(), Version.objects.count()


def step(client: Client, note: Annotation, act: str, **fields: Any) -> Any:
    """Press a button of the workflow on the version that `note` has in hand."""
    return client.post(f"/desk/notes/{note.number}/{act}/", {"started_from": note.version, **fields})


class _Fields(HTMLParser):
    """Collects what a browser would send of the largest form of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.name = self.choice = ""
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and "name" in given and given.get("type") not in {"submit", "search"}:
            self._input(given)
        elif tag == "textarea":
            self.name, self.text = given["name"], []
        elif tag == "select":
            self.name = given["name"]
        elif tag == "option" and "selected" in given:
            self.found[self.name] = given["value"]

    def _input(self, given: dict[str, str]) -> None:
        if given.get("type") in {"radio", "checkbox"} and "checked" not in given:
            return
        if given.get("type") == "checkbox":
            self.found.setdefault(given["name"], []).append(given.get("value", "on"))
        else:
            self.found[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            # A browser drops the line end behind the tag, and sends all others as CRLF.
            value = "".join(self.text).removeprefix("\r").removeprefix("\n")
            self.found[self.name] = value.replace("\r\n", "\n").replace("\n", "\r\n")
            self.text = None


def fields_of(html: str) -> dict[str, Any]:
    """What a browser would send of the note form in `html`, without a button."""
    parser = _Fields()
    parser.feed(html[html.index('class="note-form"') :])
    return parser.found
