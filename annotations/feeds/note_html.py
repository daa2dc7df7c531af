"""A note as HTML that stands alone: without classes or scripts, every address whole, its sources below it."""

from __future__ import annotations

from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import rendering
from annotations.models import Annotation, Evidence, Link
from annotations.vocabulary import Kind
from edition import markup
from edition.models import Span, Work


def of_note(note: Annotation, base: str) -> str:
    """Return what readers see of a published note; `base` is the site's address.

    Its evidence with works, and its links with targets, are best prefetched.
    """
    evidence, links = list(note.evidence.all()), list(note.links.all())
    return "".join(
        (
            words(note.span, base),
            readings(note.span.exact, note.reading) if note.kind == Kind.CORRECTION and note.reading else "",
            f"<p><strong>{escape(heading(note))}.</strong> {escape(note.gist)}</p>",
            _finding(note, evidence, base),
            _targets(links, base),
            _sources(evidence, base),
        )
    )


def heading(note: Annotation) -> str:
    """Return the kind of a note, and what it comes to: Fact-check: Inaccurate."""
    result = note.get_verdict_display() or note.get_correction_type_display()
    return f"{note.get_kind_display()}: {result}" if result else str(note.get_kind_display())


def words(span: Span, base: str) -> str:
    """Return the words that a note stands on as a quotation, and where they stand."""
    article = span.revision.article
    language = escape(article.work.csl.get("language", "en"))
    address = place_address(span, base)
    return (
        f'<blockquote cite="{escape(address)}" lang="{language}" dir="auto"><p>{escape(span.exact)}</p></blockquote>'
        f'<p><a href="{escape(address)}">{escape(place(span))}</a>, <cite>{escape(article.title)}</cite></p>'
    )


def place(span: Span) -> str:
    """Return where words stand: Article 1 ¶5."""
    return f"{_('Article')} {span.revision.article.number} {rendering.name(span.passage.anchor)}"


def place_address(span: Span, base: str) -> str:
    """Return the fixed address of the passage in which words stand."""
    article = span.revision.article
    return base + reverse("passage", args=[article.slug, span.revision.number, span.passage.anchor])


def readings(exact: str, reading: str) -> str:
    """Return the published words and the corrected ones."""
    return (
        f"<dl><dt>{escape(_('Published'))}</dt><dd><del>{escape(exact)}</del></dd>"
        f"<dt>{escape(_('Corrected'))}</dt><dd><ins>{escape(reading)}</ins></dd></dl>"
    )


def _finding(note: Annotation, evidence: list[Evidence], base: str) -> str:
    """Return the finding, its inline citations as numbers of the list of sources below."""
    numbers = {one.work.key: number for number, one in reversed(list(enumerate(evidence, 1)))}
    addresses = {one.work.key: base + one.work.get_absolute_url() for one in evidence}

    def cite(key: str, locator: str) -> str:
        where = f"{numbers[key]}, {locator}" if locator else str(numbers[key])
        return f'<a href="{escape(addresses[key])}">[{escape(where)}]</a>'

    return markup.fill(note.finding_html, cite)


def _targets(links: list[Link], base: str) -> str:
    items = "".join(f"<li>{escape(link.get_relation_display())}: {words(link.target, base)}</li>" for link in links)
    return f"<ul>{items}</ul>" if items else ""


def _sources(evidence: list[Evidence], base: str) -> str:
    items = "".join(f"<li>{_source(one.work, base)}{_grounds(one)}</li>" for one in evidence)
    return f"<p>{escape(_('Sources'))}</p><ol>{items}</ol>" if items else ""


def _source(work: Work, base: str) -> str:
    return f'{work.reference_html} <a href="{escape(base + work.get_absolute_url())}">{escape(_("Record"))}</a>'


def _grounds(one: Evidence) -> str:
    parts = (one.locator, one.supports, f"“{one.quotation}”" if one.quotation else "")
    said = "; ".join(filter(None, parts))
    return f" ({escape(said)})" if said else ""
