"""Files of annotations: one, a list, a collection or page of the Web Annotation model, or rows of Hypothesis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from annotations.interchange import hypothesis, shapes, web_annotation
from annotations.interchange.incoming import Incoming, UnreadableError

Json = dict[str, Any]
MOST_BYTES = 5 * 1024 * 1024
MOST_ANNOTATIONS = 2_000


def read(data: bytes | str) -> list[Incoming | UnreadableError]:
    """Return each annotation of a file, or why it cannot be read; raises UnreadableError for a file that is none."""
    value = shapes.parse(data)
    items = list(_items(value))
    if len(items) > MOST_ANNOTATIONS:
        raise UnreadableError(_("The file has more than %(most)d annotations. Divide it.") % {"most": MOST_ANNOTATIONS})
    if not items:
        raise UnreadableError(_("There is no annotation in this file."))
    context = value.get("@context") if isinstance(value, dict) else None
    return [_one(item, context) for item in items]


def _items(value: Any) -> Iterator[Any]:
    """Give the annotations in what a file may hold."""
    if isinstance(value, list):
        yield from value
    elif not isinstance(value, dict):
        raise UnreadableError(_("The file holds neither an annotation nor a list of them."))
    elif "rows" in value:
        yield from shapes.many(value, "rows")
    elif set(shapes.texts(value, "type")) & {"AnnotationCollection", "AnnotationPage"}:
        yield from _of_collection(value)
    else:
        yield value


def _of_collection(value: Json) -> Iterator[Any]:
    """Give the items of a page, or of the first page that stands inside a collection; other pages are not fetched."""
    page = value.get("first", value)
    if not isinstance(page, dict) or "items" not in page:
        raise UnreadableError(_("The collection names its pages, and none is fetched. Take the pages themselves."))
    items = page["items"]
    yield from items if isinstance(items, list) else [items]


def _one(item: Any, context: Any) -> Incoming | UnreadableError:
    """Return one annotation; the context of the whole file is that of its items where they have none."""
    try:
        if hypothesis.is_row(item):
            return hypothesis.read(item)
        if isinstance(item, str):
            raise UnreadableError(_("It is named by its address alone, and none is fetched."))
        found = web_annotation.read(item)
        web_annotation.check_context({"@context": item.get("@context", context)})
    except UnreadableError as error:
        return error
    return found
