"""Where a record is used: the notes, topics, points and articles that rest on it, each with its address at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.ledger_desk.merging_works import following
from annotations.models import Annotation, Claim, Topic
from annotations.vocabulary import Status
from edition.models import Article, Work

Use = tuple[str, str]  # address and words
Uses = list[tuple[str, list[Use]]]  # the words over them, and the uses


def of(row: Any) -> Uses:
    """Return where `row` is used, by kind; kinds without a use are left out."""
    found = _USES[type(row)](row)
    return [(label, uses) for label, uses in found if uses]


def of_work(work: Work) -> Uses:
    """Return what rests on a work, in any state."""
    found = following(work)
    own = [work.article] if hasattr(work, "article") else []
    return [
        (_("Articles"), [(one.get_absolute_url(), one.title) for one in own]),
        (_("Notes"), notes(found.notes)),
        (_("Topics"), topics(found.topics)),
        (_("Points"), claims(found.claims)),
    ]


def _article(article: Article) -> Uses:
    here = Annotation.objects.filter(span__revision__article=article).exclude(status=Status.WITHDRAWN)
    linked = Annotation.objects.filter(links__target__revision__article=article).distinct().order_by("number")
    return [
        (_("Notes on it"), notes(here.order_by("span__start", "number"))),
        (_("Referred to from"), notes(linked)),
        (_("Topics"), topics(Topic.objects.filter(passages__span__revision__article=article).distinct())),
        (_("Points"), claims(Claim.objects.filter(accounts__span__revision__article=article).distinct())),
    ]


def _topic(topic: Topic) -> Uses:
    return [(_("Points"), claims(topic.claims.all())), (_("Notes"), notes(topic.annotations.order_by("number")))]


def _claim(claim: Claim) -> Uses:
    judging = Annotation.objects.filter(accounts__claim=claim).distinct().order_by("number")
    return [(_("Topic"), topics([claim.topic])), (_("Notes"), notes(judging))]


def notes(found: Iterable[Annotation]) -> list[Use]:
    """Return notes as uses: number, state, and in one line what they say."""
    return [
        (reverse("desk_note", args=[n.number]), f"{n} · {Status(n.state).label} · {n.gist or n.get_kind_display()}")
        for n in found
    ]


def topics(found: Iterable[Topic]) -> list[Use]:
    """Return topics as uses."""
    return [(reverse("desk_topic", args=[topic.slug]), topic.title) for topic in found]


def claims(found: Iterable[Claim]) -> list[Use]:
    """Return claims as uses."""
    return [(reverse("desk_claim", args=[claim.slug]), claim.question) for claim in found]


_USES: dict[type[Any], Any] = {Work: of_work, Article: _article, Topic: _topic, Claim: _claim}
