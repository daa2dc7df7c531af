"""The content of a note as JSON: read strictly, field by field, so that nothing of it is guessed or dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from annotations.content import Content, EvidenceItem, LinkItem, Place, Problems
from edition.models import Revision
from edition.texts import selectors

T = TypeVar("T")
MOST = 1_000  # rows of evidence, links, tags …
LARGEST = 2**31 - 1


class ShapeError(ValueError):
    """The data is no content; `problems` lists sentences by field."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(str(problems))
        self.problems = problems


def read(data: object) -> Content:
    """Return the content that `data`, of a JSON text, describes: the fields that `Content.as_json` gives.

    Fields that are left out are empty, but for `kind` and `place`. Raises ShapeError.
    """
    if not isinstance(data, dict):
        raise ShapeError({"": [_("Send an object with the fields of the note.")]})
    known = {field.name for field in fields(Content)}
    problems: Problems = {str(name)[:40]: [_("A note has no such field.")] for name in data if name not in known}
    values: dict[str, Any] = {}
    for name in ("kind", "place", *(name for name in data if name in known)):
        try:
            values[name] = _READERS.get(name, _text)(data.get(name))
        except ValueError as error:
            problems[name] = [str(error)]
    if problems:
        raise ShapeError(problems)
    return Content(**values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(_("This must be a text."))
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValueError(_("It has a character that cannot be stored."))
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("This must be true or false."))
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise ValueError(_("This must be a whole number."))
    return value


def _many(read_one: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    def read_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) > MOST:
            raise ValueError(_("This must be a list of at most %(most)d.") % {"most": MOST})
        return tuple(read_one(item) for item in value)

    return read_all


def _object(value: object, names: set[str], needed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or not needed <= value.keys() <= names:
        raise ValueError(_("This must be an object with: %(names)s.") % {"names": ", ".join(sorted(names))})
    return value


def _place(value: object) -> Place:
    found = _object(value, _PLACE, _PLACE)
    article, numbers = _text(found["article"]), [_number(found[name]) for name in ("revision", "start", "end")]
    place = Place(article, *numbers)
    revision = Revision.objects.light().filter(article__slug=article, number=place.revision).first()
    if revision is None:
        raise ValueError(_("There is no such text in this edition."))
    selectors.describe(revision.text, place.start, place.end)
    if not revision.passages.filter(end__gt=place.start, start__lt=place.end).exists():
        raise ValueError(_("These characters lie between paragraphs. Choose words of a paragraph."))
    return place


def _evidence(value: object) -> EvidenceItem:
    names = {field.name for field in fields(EvidenceItem)}
    found = _object(value, names, {"source"})
    return EvidenceItem(**{name: _text(text) for name, text in found.items()})


def _link(value: object) -> LinkItem:
    found = _object(value, {"target", "relation"}, {"target", "relation"})
    return LinkItem(_place(found["target"]), _text(found["relation"]))


_PLACE = {"article", "revision", "start", "end"}
_READERS: dict[str, Callable[[object], Any]] = {
    "place": _place,
    "sic": _flag,
    "evidence": _many(_evidence),
    "links": _many(_link),
    "tags": _many(_text),
    "topics": _many(_text),
    "related": _many(_number),
}
