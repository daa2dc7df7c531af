"""The timeline of a topic: the record above, what the sources and the articles date below."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from annotations import comparison
from annotations.models import Account, Annotation, Claim, TimelineEvent, Topic
from annotations.pictures import timeline
from annotations.pictures.gantt import Picture
from annotations.pictures.timeline import Timeline
from edition.models import Article
from tests.annotations.html_page import read
from tests.support.notes import force

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]

FLAGSHIP = "end-of-cold-war"


def of(slug: str) -> Timeline:
    made = timeline.of_topic(comparison.topics().get(slug=slug))
    assert made
    return made


def html(slug: str) -> str:
    return render_to_string("annotations/includes/timeline.html", {"timeline": of(slug)})


def said(made: Timeline, group: int) -> list[tuple[str, str, str]]:
    """Who says what with which verdict on the point of this number."""
    lines = made.groups[group].lines
    return [(line.lead, line.words, line.verdict.word if line.verdict else "") for line in lines]


def spans(picture: Picture, group: str) -> list[list[tuple[int, bool]]]:
    """The widths of the marks of each row below a heading, and whether they are the record's."""
    start = next(i for i, row in enumerate(picture.rows) if row.is_heading and row.texts[0].words == group)
    rows = []
    for row in picture.rows[start + 1 :]:
        if row.is_heading:
            break
        rows.append([(mark.width, mark.is_record) for mark in row.marks])
    return rows


def test_the_sources_and_the_articles_stand_below_one_another(edition):
    made = of(FLAGSHIP)
    assert said(made, 0) == [
        ("The sources", "No agreed date: 1989 (Malta), 1990 (Charter of Paris) or December 1991", ""),
        ("Article 1", "1989, with the USSR still united", "Disputed"),
    ]
    assert [name.replace("\N{NO-BREAK SPACE}", " ") for name in made.groups[0].undated] == [
        "No date given: Article 2, Article 4, Article 5",
        "Not mentioned: Article 3",
    ]
    assert said(made, 1)[1:] == [
        ("Article 1", "On 21 December 1991", "Partly accurate"),
        ("Article 4", "Late 1980s (reader comment)", "Inaccurate"),
    ]


def test_the_framing_that_is_in_no_account_is_quoted_with_its_verdict(edition):
    made = of(FLAGSHIP)
    words = "“Russia is the past superpower (USSR) of the Cold War era since 1947 to 1989.”"
    assert made.groups[-1].heading == "Also said in the articles"
    assert said(made, -1) == [("Article 1", words, "Disputed")]
    (line,) = made.groups[-1].lines
    assert (line.extents[0].first.year, line.extents[0].last.year) == (1947, 1989)
    assert line.language == "en"


def test_a_day_is_a_point_a_year_a_bar_and_a_doubt_is_marked(edition):
    rows = spans(of(FLAGSHIP).wide, "When did the Cold War end?")
    assert [[width > 0 for width, _record in row] for row in rows] == [[True, True, False], [True], [], []]
    assert [[record for _width, record in row] for row in rows] == [[True, True, True], [False], [], []]
    doubts = [mark for row in of(FLAGSHIP).wide.rows for mark in row.marks if mark.is_uncertain]
    assert len(doubts) == 2
    assert html(FLAGSHIP).count('class="doubt-sign"') == 4  # in either drawing


def test_the_record_stands_above_the_axis_in_the_order_of_time(edition):
    picture = of(FLAGSHIP).wide
    assert len(picture.events) == 11
    places = [event.mark.x for event in picture.events]
    assert places == sorted(places)
    assert all(text.y < picture.base for event in picture.events for text in event.texts)
    assert all(row.top > picture.base for row in picture.rows)
    words = [" ".join(text.words for text in event.texts) for event in picture.events]
    assert (
        words[-1]
        .replace("\N{NO-BREAK SPACE}", " ")
        .endswith("26 December 1991\N{POP DIRECTIONAL ISOLATE}: Declaration 142-N of the Soviet of the Republics")
    )


def test_rows_follow_one_another_in_both_drawings(edition):
    for slug in Topic.objects.values_list("slug", flat=True):
        made = timeline.of_topic(comparison.topics().get(slug=slug))
        for picture in (made.wide, made.narrow) if made else ():
            ends = [row.top + row.height for row in picture.rows]
            assert all(end <= row.top for end, row in zip(ends, picture.rows[1:], strict=False))
            assert all(row.top <= text.y <= row.top + row.height for row in picture.rows for text in row.texts)
            assert ends[-1] <= picture.height
            marks = [mark for row in picture.rows for mark in row.marks]
            assert all(mark.x >= 0 and mark.end <= picture.width for mark in marks)


def test_what_is_drawn_stands_in_the_table_too(edition):
    table = read(html(FLAGSHIP)).one("table")
    assert len(table.find("th", scope="row")) == 11 + 2 + 3 + 2 + 1
    rows = [[cell.words for cell in row.children if not isinstance(cell, str)] for row in table.find("tr")]
    event = "12 March 1947: Truman Doctrine speech, a common starting point of the Cold War"
    source = "Special Message to the Congress on Greece and Turkey: The Truman Doctrine"
    assert ["The record", event, source] in rows
    assert ["Article 1 ¶5", "1989, with the USSR still united", "⇄ Disputed"] in rows
    assert ["Article 4 x3 (a reader’s comment)", "Late 1980s (reader comment)", "✕ Inaccurate"] in rows


def test_links_lead_to_the_words_and_say_where(edition):
    drawing = read(html(FLAGSHIP)).find("svg", css="timeline-svg")[0]
    (link,) = drawing.find("a", href="/articles/article-1/v1/#p5")[:1]
    assert link.attributes["aria-label"] == "Article 1 ¶5: 1989, with the USSR still united (Disputed)"
    assert "/claims/cl01/" in [a.attributes["href"] for a in drawing.find("a")]


def test_links_and_words_are_in_the_language_of_the_interface(edition):
    with translation.override("ur"):
        drawn = html(FLAGSHIP)
    assert 'href="/ur/claims/cl01/"' in drawn
    assert 'direction="ltr"' in drawn


def test_coordinates_are_numbers_in_every_language(edition):
    with translation.override("ru"):
        drawn = html("visits")
    numbers = re.findall(r' (?:x|y|width|height|viewBox)="([^"]*)"', drawn)
    assert len(numbers) > 100
    assert all(re.fullmatch(r"-?\d+( -?\d+)*", number) for number in numbers)


def test_a_draft_gives_no_verdict(edition):
    force(Annotation.objects.filter(key__in=["a1-fc01", "a1-fc02"]), status="draft")
    made = of(FLAGSHIP)
    assert said(made, 0)[1] == ("Article 1", "1989, with the USSR still united", "")
    assert said(made, -1)[0][2] == ""
    assert "No verdict" in html(FLAGSHIP)


def test_a_topic_without_any_date_has_no_timeline(edition):
    assert timeline.of_topic(comparison.topics().get(slug="geography")) is None
    assert render_to_string("annotations/includes/timeline.html", {"timeline": None}).strip() == ""


def test_a_record_that_no_article_dates_stands_alone(edition):
    Account.objects.filter(claim__topic__slug=FLAGSHIP).update(asserts="Undated")
    Topic.objects.get(slug=FLAGSHIP).passages.all().delete()
    made = of(FLAGSHIP)
    assert made.groups == []
    assert "No article gives a date on this topic." in html(FLAGSHIP)


def test_one_date_is_enough(edition):
    TimelineEvent.objects.filter(topic__slug=FLAGSHIP).delete()
    Claim.objects.filter(topic__slug=FLAGSHIP).update(checked_value="Not known")
    Account.objects.filter(claim__topic__slug=FLAGSHIP).exclude(asserts="On 21 December 1991").update(asserts="-")
    Topic.objects.get(slug=FLAGSHIP).passages.all().delete()
    made = of(FLAGSHIP)
    assert [tick.words for tick in made.wide.ticks] == ["1991"]
    assert made.wide.events == []
    assert "The record and the sources" in html(FLAGSHIP)


def test_a_date_of_the_record_that_is_no_date_stands_in_the_table_alone(edition):
    TimelineEvent.objects.filter(topic__slug=FLAGSHIP, position=1).update(date="long ago")
    made = of(FLAGSHIP)
    assert len(made.wide.events) == 10
    assert "long ago" in read(html(FLAGSHIP)).one("table").words


def test_what_editors_wrote_is_escaped(edition):
    Account.objects.filter(claim__slug="cl01").update(asserts='1989 <b onclick="x">')
    TimelineEvent.objects.filter(topic__slug=FLAGSHIP).update(event="<script>")
    drawn = html(FLAGSHIP)
    assert "<script>" not in drawn
    assert "<b " not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize("slug", [FLAGSHIP, "visits", "geography"])
def test_queries_do_not_grow_with_the_topic(edition, slug, django_assert_max_num_queries):
    topic, articles = comparison.topics().get(slug=slug), list(Article.objects.published())
    with django_assert_max_num_queries(1):
        timeline.of_topic(topic, articles)
    with django_assert_max_num_queries(2):
        timeline.of_topic(topic)
