"""Places of articles as versions of the ledger keep them, and the sources that a record rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from annotations.content import Place, place_of
from annotations.ledger_desk.records import refused
from annotations.rendering import name
from edition import markup, merged
from edition.models import Revision, Span, Work
from edition.texts.selectors import SelectorError


def as_json(span: Span) -> dict[str, Any]:
    """Return where a span stands, as a version keeps it."""
    return asdict(place_of(span))


def span(place: dict[str, Any], field: str) -> Span:
    """Return the span at a place, made if need be; raises ValidationError at `field`."""
    try:
        return Place(**place).span()
    except (SelectorError, Revision.DoesNotExist, TypeError):
        sentence = _("The words of one of the places no longer stand there. Name them anew.")
        raise refused(field, sentence) from None


def in_words(place: dict[str, Any]) -> str:
    """Return a place as a line: article, paragraph, words."""
    revisions = Revision.objects.light().select_related("article")
    revision = revisions.filter(article__slug=place["article"], number=place["revision"]).first()
    if revision is None:
        return f"{place['article']} {place['start']}–{place['end']}"
    passage = revision.passages.filter(end__gt=place["start"], start__lt=place["end"]).order_by("start").first()
    return _("Article %(number)d %(where)s: “%(words)s”") % {
        "number": revision.article.number,
        "where": name(passage.anchor) if passage else "",
        "words": revision.text[place["start"] : place["end"]],
    }


def works(keys: Iterable[str], field: str) -> dict[str, Work]:
    """Return the works of these keys; raises ValidationError at `field` for one that is not there or was merged."""
    wanted = list(dict.fromkeys(keys))
    found = {work.key: work for work in Work.objects.filter(key__in=wanted)}
    if lost := [key for key in wanted if key not in found]:
        sentence = _("There is no source “%(key)s” in the bibliography. Choose one that is, or add it.")
        raise refused(field, sentence % {"key": lost[0]})
    if gone := merged.works(wanted):
        key, into = next(iter(sorted(gone.items())))
        sentence = _("The source “%(key)s” was merged into “%(into)s”. Name that one.")
        raise refused(field, sentence % {"key": key, "into": into})
    return found


def rendered(text: str, keys: Sequence[str], field: str) -> str:
    """Return Markdown as clean HTML; raises ValidationError at `field`."""
    try:
        return markup.render(text, keys).html
    except markup.MarkupError as error:
        raise refused(field, str(error)) from None


def once(keys: Sequence[str], field: str) -> None:
    """Refuse a source that is named twice."""
    if len(set(keys)) < len(keys):
        raise refused(field, _("A source stands here twice. Name each once."))
