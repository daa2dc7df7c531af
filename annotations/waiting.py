"""The queue “Notes without a place”: what stands on earlier texts only, and how an editor gives it a place again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from annotations import carrying, moving, outcomes, uses, workflow
from annotations import content as contents
from annotations.content import Content, place_of
from annotations.models import Annotation
from annotations.moving import Hand
from annotations.outcomes import Row, Target
from annotations.uses import Use
from annotations.vocabulary import ATTACH, Status
from annotations.workflow import REVIEW
from edition.models import Article, Carriage, Revision, Span

LEDGER = frozenset({uses.ACCOUNT, uses.PASSAGE})
Name = tuple[str, str, int]  # kind and key of a use, and the row key of its span


class Placed(workflow.Refused):
    """What was to have a place has one by now, or none is proposed for it."""


def waiting() -> list[Use]:
    """Return everything without a place in the newest text, in the order of the articles."""
    return sorted(uses.on(uses.older()), key=lambda use: use.span.revision.article.number)


def one(kind: str, key: str, span: int) -> Use | None:
    """Return what waits under this name; None where nothing does."""
    return named([(kind, key, span)]).get((kind, key, span))


def named(names: Collection[Name]) -> dict[Name, Use]:
    """Return what waits of all that is named, by its name."""
    texts = set(uses.older())
    here = [use for use in uses.at({span for _kind, _key, span in names}) if use.span.revision_id in texts]
    found = {(use.kind, use.key, use.span.pk): use for use in here}
    return {name: found[name] for name in names if name in found}


def told(waits: Iterable[Use]) -> list[Row]:
    """Return what waits with all that is shown of it."""
    here = list(waits)
    targets = {article: target(article) for article in {use.span.revision.article_id for use in here}}
    texts = Revision.objects.light().in_bulk({use.span.revision_id for use in here})
    newest = {article: found.revision for article, found in targets.items()}
    return outcomes.rows(carrying.kept(here, texts, newest), targets)


def seen(waits: Mapping[Use, int]) -> list[Row]:
    """Return what waits as a form saw it, which was opened on these versions of the notes; 0 for the ledger."""
    return [replace(row, version=waits[row.use]) for row in told(waits)]


def target(article: int) -> Target:
    """Return the newest text of an article, by its row key."""
    newest = Revision.objects.light().select_related("article__work").filter(article=article).latest("number")
    return Target(newest, list(newest.passages.order_by("position")))


@transaction.atomic
def attach(use: Use, start: int, end: int, by: User, *, started_from: int, why: str = "") -> Span:
    """Put what waits on code points `start` to `end` of the newest text; return the span it stands on now.

    `started_from` is the version of the note as the editor saw it. Raises Refused: Forbidden, Placed, Clash,
    Incomplete; and SelectorError for a place that is none.
    """
    if not by.has_perm(REVIEW):
        raise workflow.Forbidden(_("Your account may not do this. Ask an administrator for the right to."))
    Article.objects.select_for_update().get(pk=use.span.revision.article_id)
    newest = target(use.span.revision.article_id).revision
    is_note = use.kind in {uses.NOTE, uses.LINK}
    note = Annotation.objects.select_for_update().get(number=use.key) if is_note else None
    if note and note.version != started_from:
        raise workflow.Clash(note.versions.get(number=note.version))
    if newest.pk == use.span.revision_id or use not in uses.at([use.span.pk]):
        raise Placed(_("This has a place by now: somebody was quicker. Reload the page."))
    span = Span.objects.at(newest, start, end)
    _keep(use, newest)
    if note:
        _attach(note, use.span, span, by, why)
    else:
        moving.entry(use.kind, use.key, {use.span: span}, Hand.of(by, ATTACH, why))
        Article.objects.filter(pk=newest.article_id).touch()
    return span


def _attach(note: Annotation, old: Span, new: Span, by: User, why: str) -> None:
    touched = workflow.articles(note)
    moved = {place_of(old): new}
    content = moving.moved_content(Content.from_json(note.versions.get(number=note.version).fields), moved)
    if found := contents.problems(content, whole=note.status == Status.PUBLISHED and not note.revising):
        raise workflow.Incomplete(found)
    moving.notes([note], {note.pk: moved}, Hand.of(by, ATTACH, why))
    Article.objects.filter(pk__in=touched | workflow.articles(note)).touch()


def _keep(use: Use, newest: Revision) -> None:
    """Keep what the machine says of a span that came to stand on the old text after the new one was published."""
    if not Carriage.objects.filter(span=use.span, revision=newest).exists():
        old = use.span.revision
        found = carrying.kept([use], {old.pk: old}, {newest.article_id: newest})
        carrying.keep(found, newest, carrying.places(newest, found))


def confirm(row: Row, by: User, why: str = "") -> Span:
    """Put what waits on the place that is proposed for it; raises as `attach`, and Placed where none is proposed."""
    if row.after is None:
        raise Placed(_("No place is proposed for it. Choose one."))
    return attach(row.use, row.after.start, row.after.end, by, started_from=row.version, why=why)


@transaction.atomic
def leave_out(use: Use, by: User, why: str) -> None:
    """Take words that have no place out of their topic or claim. Raises Refused: Forbidden, Placed, Incomplete."""
    if not by.has_perm(REVIEW):
        raise workflow.Forbidden(_("Your account may not do this. Ask an administrator for the right to."))
    if not why.strip():
        raise workflow.Incomplete({"why": [_("Give a reason.")]})
    article = use.span.revision.article_id
    Article.objects.select_for_update().get(pk=article)
    if use.kind not in LEDGER or use not in uses.at([use.span.pk]):
        raise Placed(_("This has a place by now: somebody was quicker. Reload the page."))
    moving.leave_out(use.kind, use.key, use.span, Hand.of(by, "save", why))
    Article.objects.filter(pk=article).touch()


def version_of(row: Row) -> int:
    """Return the version that the note of a row has by now, 0 for an entry of the ledger."""
    number = Annotation.objects.filter(pk=row.note.pk).values_list("version", flat=True).first() if row.note else 0
    return number or 0
