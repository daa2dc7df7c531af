"""The reading page of many notes, measured against the weave of its spans: python -m tests.bench.bench_reading.

The text and the spans are those of bench_weaving: 20,000 words, and 1,000 spans of which about five cover a
character. Each span has a published note with one or two sources. The page is built by its view, from the database
to the last byte of the response, with nothing cached; the floor is `weave` with the notes' own marks. Rounds run both
in turn; the median of their ratios is printed. Exits 1 where a figure is missed.
"""

import random
import statistics
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.bench.bench_weaving import make_spans, make_text, seconds
from tests.bench.site import temporary_site

if TYPE_CHECKING:
    from edition.models import Revision, Work

FEW, MANY = 10, 1_000
SOURCES = 150
ROUNDS = 41
MOST_TIMES, MOST_QUERIES = 5.0, 12
FINDING = (
    "The record of the **treaty** puts it in the year after, and the minutes agree [@{0}, p. 12]. "
    "What is said here of its cause is a judgement that no source of that time makes."
)


def make_sources() -> "list[Work]":
    """Store the works that the notes rest on, with their references."""
    from edition.models import Work

    for number in range(SOURCES):
        csl: dict[str, object] = {
            "type": "book",
            "title": f"A history of relations & treaties, {number}",
            "publisher": "State",
        }
        csl |= {"author": [{"family": f"Khan{number}", "given": "A."}], "issued": {"date-parts": [[1900 + number]]}}
        Work(key=f"source-{number}", csl=csl).save()
        Work.objects.filter(key=f"source-{number}").update(
            reference_html=f"Khan{number}, A. <em>A history of relations &amp; treaties, {number}</em>. State."
        )
    return list(Work.objects.all())


def make_article(number: int, notes: int, sources: "list[Work]") -> "Revision":
    """Store an article of the measured text with `notes` published notes."""
    from edition.capture import Block, capture
    from edition.intake.plain import Reading
    from edition.models import Article, Work

    source = random.Random(1)
    text, passages = make_text(source)
    work = Work(key=f"article-{number}", csl={"type": "article-newspaper", "title": f"Treaties {number}"})
    work.save()
    article = Article.objects.create(slug=f"article-{number}", number=number, work=work)
    blocks = [Block(start, end, "body") for start, end in passages]
    revision = capture(article, Reading(text.encode(), text, "utf-8"), blocks)
    ranges = {span[:2] for span in make_spans(source, passages, notes + notes // 10)}
    make_notes(revision, sorted(source.sample(sorted(ranges), notes)), sources, source)
    return revision


def make_notes(
    revision: "Revision", ranges: list[tuple[int, int]], sources: "list[Work]", source: random.Random
) -> None:
    """Store a note on each range, as rows: what matters here is how they are read."""
    from django.utils import timezone

    from annotations.models import Annotation, Evidence
    from annotations.vocabulary import Verdict
    from edition import markup
    from edition.models import Span

    first, now = Annotation.objects.next_number(), timezone.now()
    rows, grounds = [], []
    for number, (start, end) in enumerate(ranges, first):
        cited = source.sample(sources, source.randint(1, 2))
        finding = FINDING.format(cited[0].key)
        row = Annotation(number=number, key=f"note-{number}", kind="fact-check", status="published")
        row.span = Span.objects.at(revision, start, end)
        row.gist, row.verdict = "A year later, by the record & the minutes.", source.choice(Verdict.values)
        row.finding, row.finding_html = finding, markup.render(finding, {cited[0].key}).html
        row.version = row.public_version = 1
        row.created_at = row.published_at = row.reviewed_at = now
        rows.append(row)
        grounds += [
            Evidence(annotation=row, work=work, position=at, supports="The year.") for at, work in enumerate(cited, 1)
        ]
    Annotation.objects.bulk_create(rows)
    Evidence.objects.bulk_create(grounds)


def page_of(revision: "Revision") -> Callable[[], bytes]:
    """Return the act of building the page, for a reader without an account."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from annotations.views.reading import page_of

    def act() -> bytes:
        request = RequestFactory().get(f"/articles/{revision.article.slug}/", headers={"host": "localhost"})
        request.user = AnonymousUser()
        return page_of(request, revision.article.slug).content

    return act


def weave_of(revision: "Revision") -> Callable[[], list[str]]:
    """Return the act of weaving the same spans, with the marks that the page has."""
    from annotations import apparatus, rendering
    from annotations.labels import Labels
    from edition.texts.weaving import weave

    notes, labels = apparatus.build(revision), Labels.now()
    ranges = list(revision.passages.values_list("start", "end"))
    return lambda: weave(revision.text, ranges, rendering.marks(notes, labels))


def queries(act: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def measure() -> int:
    sources = make_sources()
    few, many = make_article(1, FEW, sources), make_article(2, MANY, sources)
    page, weaving = page_of(many), weave_of(many)
    if (found := page().count(b'<details class="note ')) != MANY:
        raise RuntimeError(f"The page shows {found} notes, not {MANY}.")
    page_of(few)()
    rounds = [(seconds(page), seconds(weaving)) for _ in range(ROUNDS)]
    whole, floor = (statistics.median(times) * 1000 for times in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    counts = queries(page_of(few)), queries(page)
    figures = [
        (f"page of {MANY} notes / weave of its spans ({whole:.1f} / {floor:.1f} ms)", ratio, MOST_TIMES),
        (f"queries of a page of {MANY} notes", counts[1], MOST_QUERIES),
        (f"queries of a page of {MANY} notes / of {FEW} ({counts[1]} / {counts[0]})", counts[1] / counts[0], 1.0),
    ]
    for name, value, most in figures:
        print(f"{'ok  ' if value <= most else 'MISS'} {value:5.2f} of at most {most:.2f}  {name}")
    return int(any(value > most for _, value, most in figures))


def main() -> int:
    with temporary_site():
        return measure()


if __name__ == "__main__":
    sys.exit(main())
