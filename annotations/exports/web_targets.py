"""Words of a text as a SpecificResource: the fixed stream of characters, and how to find them in it.

Web Annotation Data Model, 4: https://www.w3.org/TR/annotation-model/#specific-resources. The source is the decoded
text of one text version, which never changes; positions are code points in it, half-open, as the model asks for.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from edition.models import Span

Json = dict[str, Any]


def time(moment: datetime) -> str:
    """Return a moment as xsd:dateTime in UTC, to the second."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def words(span: Span, base: str) -> Json:
    """Return the words of `span` as a target, or as a body that is linked to."""
    revision = span.revision
    slug = revision.article.slug
    page = reverse("revision", args=[slug, revision.number])
    return {
        "type": "SpecificResource",
        "source": base + reverse("verbatim", args=[slug, revision.number]),
        "scope": f"{base}{page}#{span.passage.anchor}",
        "passage": base + reverse("passage", args=[slug, revision.number, span.passage.anchor]),
        "selector": selectors(span),
        "state": _state(span),
    }


def selectors(span: Span) -> list[Json]:
    """Return the two selectors of a span: its words with what stands around them, and its code points."""
    quote = {"type": "TextQuoteSelector", "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix}
    return [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]


def _state(span: Span) -> list[Json]:
    """Return which representation the positions count, when it was captured, and its SHA-256 in UTF-8."""
    revision = span.revision
    captured = f"{revision.captured_on.isoformat()}T00:00:00Z" if revision.captured_on else time(revision.created_at)
    return [
        {"type": "HttpRequestState", "value": "Accept: text/plain"},
        {"type": "TimeState", "sourceDate": captured, "sha256": revision.text_sha256},
    ]
