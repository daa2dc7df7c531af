"""Notes as rows of a list, on the home page, a tag's and a source's: read in a number of queries that does not grow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Prefetch
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.labels import KIND_CLASS, VERDICT_CLASS, Labels
from annotations.models import Annotation, Link
from annotations.models.notes import AnnotationQuerySet
from annotations.rendering import name, shorten
from annotations.vocabulary import Kind, Verdict
from edition.models import Article, Span
from edition.texts.fragments import fragment


@dataclass(frozen=True, slots=True)
class Sign:
    """A verdict as it is shown: a sign, a word and a class, always all three."""

    value: str
    sign: str
    word: str
    css: str

    @classmethod
    def of(cls, verdict: str, labels: Labels) -> Sign | None:
        """Return the sign of a verdict; None for no verdict."""
        if not verdict:
            return None
        return cls(verdict, labels.sign(verdict), labels.verdicts[verdict], VERDICT_CLASS[verdict])


@dataclass(frozen=True, slots=True)
class SignCount:
    """A verdict and how often it was given; `aside` says whose words it judges where they are not the article's."""

    sign: Sign
    count: int
    aside: str = ""


def count_signs(verdicts: Iterable[str], labels: Labels) -> list[SignCount]:
    """Return how often each verdict stands in `verdicts`, in the order of the vocabulary; '' is none."""
    counted = Counter(verdicts)
    signs = [Sign.of(value, labels) for value in Verdict.values if counted[value]]
    return [SignCount(sign, counted[sign.value]) for sign in signs if sign]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a span stands: its article, in words, and the address of the place in its fixed revision."""

    article: Article
    words: str
    url: str

    @classmethod
    def of(cls, span: Span, text: str = "") -> Spot:
        """Return the spot of a span that came with its passage, revision and article.

        With the `text` of its revision the address leads to the very words, in browsers that look for them.
        """
        words = f"{article_words(span.revision.article)} {name(span.passage.anchor)}"
        words_at = _to_words(span, text) if text else ""
        url = f"{span.revision.get_absolute_url()}#{span.passage.anchor}{words_at}"
        return cls(span.revision.article, words, url)


def _to_words(span: Span, text: str) -> str:
    """Return the fragment that leads to the words of a span in the `text` of its revision, made once a process.

    A text never changes, and to look for what tells a place from all others costs a pass over it.
    """
    kept = _fragment_of(span.revision.text_sha256, span.start, span.end)
    if not kept:
        kept.append(fragment(text, span.start, span.end))
    return kept[0]


@lru_cache(maxsize=1024)
def _fragment_of(text_sha256: str, start: int, end: int) -> list[str]:
    """Return the room for one fragment, empty at first.

    No text is kept: of each place a checksum and at most fragments.LONGEST characters, of all a megabyte and a half.
    """
    return []


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note as one row."""

    note: Annotation
    kind: str
    css: str
    verdict: Sign | None
    result: str
    gist: str
    spot: Spot
    reviewed_at: datetime | None


def article_words(article: Article) -> str:
    """Return what an article is called where its title is too long: Article 1."""
    return _("Article %(number)d") % {"number": article.number}


def note_rows(notes: AnnotationQuerySet) -> list[NoteRow]:
    """Return `notes` as rows, in three queries at most."""
    links = Link.objects.select_related("target__passage", "target__revision__article").defer(
        "target__revision__text", "target__revision__original"
    )
    labels = Labels.now()
    return [_row(note, labels) for note in notes.with_place().prefetch_related(Prefetch("links", links))]


def _row(note: Annotation, labels: Labels) -> NoteRow:
    return NoteRow(
        note,
        labels.kinds[note.kind],
        KIND_CLASS[Kind(note.kind)],
        Sign.of(note.verdict, labels),
        _result(note, labels),
        note.gist or _leads_to(note.links.all(), labels),
        Spot.of(note.span),
        note.reviewed_at,
    )


def _result(note: Annotation, labels: Labels) -> str:
    if note.kind == Kind.CORRECTION:
        return labels.corrections.get(note.correction_type, "")
    return ", ".join(dict.fromkeys(labels.relations[link.relation] for link in note.links.all()))


def _leads_to(links: Iterable[Link], labels: Labels) -> SafeString:
    """Return where a cross-reference without a gist leads, as HTML: the place and the words of its targets.

    The place is in the reader's language, among words that are not.
    """
    own, ended = ("", "") if not labels.own else (f"<bdi{labels.own}>", "</bdi>")
    ends = ((Spot.of(link.target).words, shorten(link.target.exact, 90)) for link in links)
    return format_html_join("; ", f"{own}{{}}{ended}: “{{}}”", ends)
