"""What the tests of the desk's ledger pages share: forms as a browser would send them, and merged rows."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from taggit.models import Tag

from edition.models import MergedTag, MergedWork, Work
from tests.support.desk import fields_of

OLD, NEW = "brecorder-2007-fradkov", "fatemi-2012-echoes"


def merged_rows() -> tuple[Work, Work]:
    """A merged work with the one that stands, and a merged tag."""
    old, new = (Work.objects.get(key=key) for key in (OLD, NEW))
    MergedWork(work=old, into=new, at=timezone.now()).save()
    tag = Tag.objects.order_by("pk").first()
    MergedTag(name="old name", slug="old-name", into=tag, at=timezone.now()).save()
    return old, new


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send of the form of a record, with the button “Save”."""
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()[:500]
    return {**typed(page), "do": "save"}


def typed(page: Any) -> dict[str, Any]:
    """What the form of a record holds on a page."""
    html = page.content.decode().partition('class="note-form record-form"')[2].partition("</form>")[0]
    return fields_of(f'<form class="note-form"{html}')


class _Main(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "main"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)


def words_of(page: Any) -> str:
    """The words of a page's main part, blanks made one."""
    parser = _Main()
    parser.feed(page.content.decode())
    return " ".join("".join(parser.words).split())


def browser_sends(form: Any) -> QueryDict:
    """What a browser would send of an unbound form of a record."""
    data = QueryDict(mutable=True)
    for part in (form.form, *form.rows.values()):
        for field in part:
            value = field.value()
            data[field.html_name] = "" if value is None else str(value)
    return data
