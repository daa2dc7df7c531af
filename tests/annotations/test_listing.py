"""Where spans stand: the address of their words is made once, and no text is kept for it."""

import sys

import pytest

from annotations import listing
from annotations.listing import Spot
from annotations.models import Annotation
from edition.models import Span

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    listing._fragment_of.cache_clear()


def span() -> Span:
    return Annotation.objects.with_place().get(number=1).span


def test_the_address_leads_to_the_words():
    found = span()
    url = Spot.of(found, found.revision.text).url
    assert url.startswith(f"{found.revision.get_absolute_url()}#{found.passage.anchor}:~:text=")
    assert Spot.of(found).url == url.partition(":~:")[0]


def test_a_place_is_looked_for_once_and_its_text_is_let_go(monkeypatch: pytest.MonkeyPatch):
    made: list[tuple[int, int]] = []

    def fragment(text: str, start: int, end: int) -> str:
        made.append((start, end))
        return ":~:text=x"

    monkeypatch.setattr(listing, "fragment", fragment)
    one, again = (found := span()).revision.text, f"{span().revision.text} "[:-1]
    held = sys.getrefcount(one), sys.getrefcount(again)
    assert {Spot.of(found, text).url.partition(":~:")[2] for text in (one, again)} == {"text=x"}
    assert made == [(found.start, found.end)]
    assert (sys.getrefcount(one), sys.getrefcount(again)) == held


def test_other_texts_and_other_places_have_their_own():
    first, second = (Annotation.objects.with_place().filter(span__revision__article__number=n)[0].span for n in (1, 2))
    for found in (first, second):
        assert Spot.of(found, found.revision.text).url.startswith(f"/articles/{found.revision.article.slug}/v1/#")
    assert listing._fragment_of.cache_info().currsize == 2
