"""The container of all published notes, and of those on one address, with its pages (Web Annotation Protocol, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.exports import web_context
from annotations.exports.web_annotation import address, as_annotations
from annotations.exports.web_targets import time
from annotations.models.notes import AnnotationQuerySet
from annotations.protocol.answers import ProblemError
from annotations.protocol.preferences import Preference

Json = dict[str, Any]
PAGE = 50
NAMES = ("target", "kind", "verdict")  # of the query, in the order in which addresses have them


@dataclass(frozen=True, slots=True)
class Collection:
    """Published notes in the order of their numbers; `query` are the conditions by which they were chosen."""

    notes: AnnotationQuerySet
    query: dict[str, str]
    base: str

    @property
    def total(self) -> int:
        return self.notes.count()

    def iri(self, **more: int) -> str:
        """Return the address of the collection, or with `page` of one of its pages."""
        chosen = {name: self.query[name] for name in NAMES if name in self.query}
        return f"{self.base}{reverse('web_annotations')}?{urlencode({**chosen, **more})}"

    def container(self, preference: Preference) -> Json:
        """Return the description of the container, with the first page inside where its items were asked for."""
        iris, total = int(preference.iris), self.total
        last = self.notes.aggregate(last=Max("reviewed_at"))["last"]
        ends: Json = {}
        if total:
            ends["first"] = self.iri(iris=iris, page=0)
            ends["last"] = self.iri(iris=iris, page=(total - 1) // PAGE)
            if preference.embeds:
                page = self.page(0, total=total, iris=bool(iris))
                ends["first"] = {name: value for name, value in page.items() if name != "@context"}
        return {
            "@context": [web_context.ANNO, web_context.LDP, web_context.own(self.base)],
            "id": self.iri(iris=iris),
            "type": ["BasicContainer", "AnnotationCollection"],
            "label": "Notes of the edition",
            "total": total,
            **({"modified": time(last)} if last else {}),
            **ends,
        }

    def page(self, number: int, *, total: int, iris: bool) -> Json:
        """Return page `number`, from 0; raises ProblemError (404) for one that does not exist."""
        last = max(0, (total - 1) // PAGE)
        if number > last:
            raise ProblemError(
                404, _("There is no page %(page)d. The last is %(last)d.") % {"page": number, "last": last}
            )
        start = number * PAGE
        notes = list(self.notes[start : start + PAGE])
        items = [self.base + address(note.number) for note in notes] if iris else as_annotations(notes, self.base)
        page: Json = {
            "@context": [web_context.ANNO, web_context.own(self.base)],
            "id": self.iri(iris=int(iris), page=number),
            "type": "AnnotationPage",
            "partOf": {"id": self.iri(iris=int(iris)), "total": total},
            "startIndex": start,
            "items": items,
        }
        neighbours = {"prev": number - 1 if number else None, "next": number + 1 if number < last else None}
        return page | {name: self.iri(iris=int(iris), page=at) for name, at in neighbours.items() if at is not None}
