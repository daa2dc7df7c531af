"""A record as readers would see it: written, shown, and the transaction rolled back, so that nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from annotations.ledger_desk.records import Fields, Record
from annotations.models import Claim, Topic
from annotations.sourcing import Cited, SourceList
from edition import references
from edition.dates import in_words
from edition.models import Article, Work


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows: pieces of HTML with the words over them, and the numbered sources."""

    heading: str
    parts: list[tuple[str, SafeString]]
    sources: list[Cited] = field(default_factory=list)


def of(record: Record[Any], row: Any, fields: Fields) -> Shown:
    """Return what readers would see of `row` with `fields`; raises ValidationError for what cannot be stored."""
    with transaction.atomic():
        record.write(row, fields)
        shown: Shown = _SHOW[type(row)](row)
        transaction.set_rollback(True)
    return shown


def _work(work: Work) -> Shown:
    return Shown(work.title, [(_("Reference"), _safe(references.house_reference(work.as_record())))])


def _article(article: Article) -> Shown:
    parts = [(_("Headnote"), article.headnote_html), (_("Rights"), article.rights_html)]
    return Shown(article.title, [(label, _safe(html)) for label, html in parts if html])


def _topic(topic: Topic) -> Shown:
    works = [source.work for source in topic.sources.select_related("work")]
    listed = SourceList(works)
    parts = [(_("The record"), _safe(listed.weave(topic.record_html)))]
    listed.cite_all(works)
    events = [
        format_html("<p>{}: {} [{}]</p>", in_words(event.date), event.event, listed.cite(event.work).number)
        for event in topic.timeline.select_related("work")
    ]
    if events:
        parts.append((_("Timeline"), _safe("".join(events))))
    return Shown(topic.question, parts, listed.entries())


def _claim(claim: Claim) -> Shown:
    works = [source.work for source in claim.sources.select_related("work")]
    listed = SourceList(works)
    numbers = "".join(f"[{cited.number}]" for cited in listed.cite_all(works))
    parts = [
        (_("What the sources support"), format_html("<p><strong>{}</strong> {}</p>", claim.checked_value, numbers)),
        (_("Finding"), _safe(listed.weave(claim.finding_html))),
    ]
    accounts = [
        format_html("<p>“{}” – {} {}</p>", account.span.exact, account.asserts, account.get_verdict_display())
        for account in claim.accounts.select_related("span")
    ]
    if accounts:
        parts.append((_("What the articles say"), _safe("".join(accounts))))
    return Shown(claim.question, parts, listed.entries())


def _safe(html: str) -> SafeString:
    # Rendered Markdown was cleaned, references and the rest were escaped where they were made.
    return mark_safe(html)  # noqa: S308


_SHOW: dict[type[Any], Any] = {Work: _work, Article: _article, Topic: _topic, Claim: _claim}
