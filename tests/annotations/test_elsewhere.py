"""The same words elsewhere: found to the letter, listed unticked, one draft a tick, all of them or none."""

import pytest

from annotations import elsewhere
from annotations.content import Content, LinkItem, Place
from annotations.models import Annotation
from edition.models import Revision
from tests.support.desk import KEY, address, counts, fields_of, form_data, place

pytestmark = pytest.mark.usefixtures("edition")
COLD_WAR = "the Cold War"


def values(words: str, article: int = 1) -> list[str]:
    return [other.value for other in elsewhere.find(place(words, article), words)]


def test_other_places_are_those_of_the_newest_texts():
    own = place(COLD_WAR)
    found = elsewhere.find(own, COLD_WAR)
    assert len(found) > 5
    for other in found:
        number, version, start, end = map(int, other.value.split(":"))
        revision = Revision.objects.get(article__number=number, number=version)
        assert revision.text[start:end] == COLD_WAR
        assert (number, start) != (1, own.start)
    assert [int(other.value.split(":")[0]) for other in found] == sorted(int(o.value.split(":")[0]) for o in found)
    assert len({other.value for other in found}) == len(found)


def test_a_repeated_paragraph_is_found_and_words_that_stand_once_are_not():
    sentence = Revision.objects.get(article__number=2, number=1).text.split("\n\n")[2][:60].rsplit(" ", 1)[0]
    assert [value.split(":")[0] for value in values(sentence, 2)] == ["2"]
    assert values("On 21 December 1991 the dissolution of the USSR happened.") == []


@pytest.mark.parametrize("words", [",", " – ", "of", "\u00a0"])
def test_marks_and_little_words_are_not_looked_for(words):
    assert elsewhere.find(Place("article-1", 1, 0, 1), words) == []


def test_parts_of_words_are_not_the_words():
    assert all(":" in value for value in values("Russia"))
    for other in elsewhere.find(place("Russia"), "Russia"):
        assert not other.hit.after[:1].isalpha()


def test_at_most_so_many_are_listed(as_alice):
    assert len(values("Pakistan")) == elsewhere.MOST + 1
    html = as_alice.get(address(place("Pakistan"))).content.decode()
    assert html.count('name="also"') == elsewhere.MOST
    assert "these are the first 20" in html


def test_each_tick_is_a_draft_of_its_own(as_alice, alice):
    before, ticked = counts(), values(COLD_WAR)[:2]
    response = as_alice.post(address(place(COLD_WAR)), form_data(also=ticked), follow=True)
    first, *others = list(Annotation.objects.order_by("-number")[:3])[::-1]
    assert counts() == (before[0] + 3, before[1] + 3)
    assert [note.status for note in (first, *others)] == ["draft"] * 3
    assert [f"{n.span.revision.article.number}:1:{n.span.start}:{n.span.end}" for n in others] == ticked
    assert {(note.gist, note.verdict, note.evidence.get().work.key) for note in others} == {
        (first.gist, "inaccurate", KEY)
    }
    assert f"2 more drafts are on the same words elsewhere: notes {others[0].number}, {others[1].number}." in (
        response.content.decode()
    )


def test_the_same_form_sent_twice_makes_them_once(as_alice):
    data = form_data(also=values(COLD_WAR)[:2])
    as_alice.post(address(place(COLD_WAR)), data)
    before = counts()
    as_alice.post(address(place(COLD_WAR)), data)
    assert counts() == before


def test_only_the_note_itself_is_submitted(as_alice):
    as_alice.post(address(place(COLD_WAR)), form_data("submit", also=values(COLD_WAR)[:1]))
    first, other = list(Annotation.objects.order_by("-number")[:2])[::-1]
    assert (first.status, other.status) == ("submitted", "draft")


@pytest.mark.parametrize("also", ["x", "1:1:0:12", "9:1:0:12", "1:7:0:12", "1:1:x:9", "1:1:9999999:99999999"])
def test_a_place_without_the_words_saves_nothing(as_alice, also):
    before = counts()
    page = as_alice.post(address(place(COLD_WAR)), form_data(also=[*values(COLD_WAR)[:1], also]))
    html = page.content.decode()
    assert (page.status_code, counts()) == (422, before)
    assert "The words do not stand at a place that is ticked." in html
    assert fields_of(html)["also"] == values(COLD_WAR)[:1]


def test_a_note_is_not_put_on_what_it_refers_to():
    value = values(COLD_WAR)[0]
    number, version, start, end = map(int, value.split(":"))
    target = Place(f"article-{number}", version, start, end)
    content = Content("cross-reference", place(COLD_WAR), links=(LinkItem(target, "agrees"),))
    with pytest.raises(elsewhere.NotThereError, match="refers to one of the places"):
        elsewhere.chosen([value], content, COLD_WAR)
