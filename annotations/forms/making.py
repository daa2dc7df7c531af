"""Topics and points of the claim ledger, made or answered from within a note's form, by editors.

Each is stored at once, as on its own page. A point is answered by a note that is saved: readers see the verdict of
that answer only while the note is published.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from annotations.content import Place
from annotations.forms.fields import no_control_characters
from annotations.ledger_desk import ordering, records
from annotations.ledger_desk.claims import ClaimRecord
from annotations.ledger_desk.topics import TopicRecord
from annotations.models import Annotation, Claim, Topic
from annotations.vocabulary import Verdict
from edition import versions
from edition.citations import identity

NAMES = (
    "topic-title", "topic-question", "topic-record", "claim-topic", "claim-question", "claim-value", "claim-finding",
    "answer-claim", "answer-asserts", "answer-verdict",
)  # fmt: skip


class Making:
    """What was typed, by name with `_`; `made` is the topic to tick, and `said` or `problems` what came of it."""

    def __init__(self, data: QueryDict | None, note: Annotation | None = None) -> None:
        self.note = note
        self.typed = {name.replace("-", "_"): (data.get(name, "") if data else "").strip() for name in NAMES}
        self.made, self.said = "", ""
        self.problems: list[str] = []
        self.is_open = False

    @property
    def topics(self) -> list[tuple[str, str]]:
        """The topics that a new point may belong to."""
        return list(Topic.objects.values_list("slug", "title"))

    @property
    def claims(self) -> list[tuple[str, str, str]]:
        """The points that a note may answer: topic, slug, question."""
        return list(Claim.objects.values_list("topic__title", "slug", "question"))

    @property
    def answered(self) -> list[Claim]:
        """The points that the note answers already."""
        return list(Claim.objects.filter(accounts__annotation=self.note).distinct()) if self.note else []

    verdicts = Verdict.choices

    def take(self, wish: str, by: User, place: Place, sources: list[str]) -> None:
        """Do what the button `wish` asks for; new records rest on `sources`, the keys in the note's rows."""
        self.is_open = True
        acts = {"make-topic": self._topic, "make-claim": self._claim, "make-answer": self._answer}
        try:
            for value in self.typed.values():
                no_control_characters(value)
            with transaction.atomic():
                acts.get(wish, self._nothing)(by, place, sources)
        except ValidationError as error:
            self.problems = list(dict.fromkeys(error.messages))
        except records.Clash as clash:
            self.problems = [str(clash)]

    def _nothing(self, by: User, place: Place, sources: list[str]) -> None:
        raise ValidationError(_("This button is not known. Reload the page."))

    def _topic(self, by: User, place: Place, sources: list[str]) -> None:
        title = self._needed("topic_title")
        slug = identity.propose_key({"title": title}, set(Topic.objects.values_list("slug", flat=True)))
        topic = Topic(slug=slug, position=ordering.last())
        fields = {
            "position": topic.position,
            "title": title,
            "question": self._needed("topic_question"),
            "record": self._needed("topic_record"),
            "flagship": False,
            "sources": sources,
            "timeline": [],
            "passages": [],
        }
        records.create(TopicRecord(), topic, fields, by)
        self.made, self.said = slug, _("The topic is made. Readers see it now.")
        self._forget("topic_")

    def _claim(self, by: User, place: Place, sources: list[str]) -> None:
        topic = Topic.objects.select_for_update().filter(slug=self.typed["claim_topic"]).first()
        if topic is None:
            raise ValidationError(_("Choose the topic that the point belongs to."))
        question = self._needed("claim_question")
        slug = identity.propose_key({"title": question}, set(Claim.objects.values_list("slug", flat=True)))
        claim = Claim(slug=slug, topic=topic, position=ordering.last(topic))
        fields = {
            "position": claim.position,
            "question": question,
            "checked_value": self._needed("claim_value"),
            "finding": self._needed("claim_finding"),
            "sources": sources,
            "accounts": [],
        }
        records.create(ClaimRecord(), claim, fields, by)
        self.made, self.said = topic.slug, _("The point is made. Readers see it now.")
        self._forget("claim_")
        self.typed["answer_claim"] = slug

    def _answer(self, by: User, place: Place, sources: list[str]) -> None:
        claim = Claim.objects.filter(slug=self.typed["answer_claim"]).select_related("topic").first()
        if claim is None:
            raise ValidationError(_("Choose the question that the note answers."))
        if self.note is None:
            raise ValidationError(_("Save the draft first: then say which question it answers."))
        verdict = self.typed["answer_verdict"]
        if verdict and verdict not in Verdict.values:
            raise ValidationError(_("Choose a verdict."))
        record, started = ClaimRecord(), versions.latest_number("claim", claim.slug)
        account: dict[str, Any] = {
            "place": {"article": place.article, "revision": place.revision, "start": place.start, "end": place.end},
            "asserts": self._needed("answer_asserts"),
            "verdict": verdict,
            "note": self.note.number,
        }
        fields = record.fields(claim)
        others = [one for one in fields["accounts"] if one["note"] != self.note.number]
        records.save(record, claim.slug, fields | {"accounts": [*others, account]}, by, started_from=started)
        self.made = claim.topic.slug
        self.said = _("The answer is kept. Readers see its verdict once the note is published.")
        self._forget("answer_")

    def _needed(self, name: str) -> str:
        if not self.typed[name]:
            raise ValidationError(_("Fill in every field of it."))
        return self.typed[name]

    def _forget(self, part: str) -> None:
        self.typed |= {name: "" for name in self.typed if name.startswith(part)}
