"""CSL-JSON 1.0.2: an array of items, the format that holds everything as it is."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from edition.citations.record import Pinpoint, Record
from edition.citations.wording import describe


def write(records: Iterable[Record]) -> Iterator[str]:
    """A JSON array, one item at a time. A pinpoint is in `custom`, and in words in `version` and `note`."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(item(record), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def item(record: Record) -> dict[str, Any]:
    """One CSL-JSON item with its id."""
    csl: dict[str, Any] = {"id": record.key} | {name: value for name, value in record.csl.items() if name != "id"}
    if record.pinpoint is None:
        return csl
    # A version of the record's own is the publisher's and is not replaced by ours.
    csl.setdefault("version", str(record.pinpoint.revision))
    csl["note"] = " ".join(filter(None, (csl.get("note"), describe(record))))
    csl["custom"] = {**csl.get("custom", {}), **_custom(record.pinpoint)}
    return csl


def _custom(pin: Pinpoint) -> dict[str, Any]:
    place = {
        "article": pin.article,
        "article-number": pin.number,
        "revision": pin.revision,
        "anchor": pin.anchor,
        "quote": pin.quote,
        "sha256": pin.sha256,
    }
    return place if pin.note is None else {**place, "note": pin.note}
