"""JSON-LD read by PyLD without the network: the contexts are at hand, and any other address is an error."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyld import jsonld

from annotations.exports import web_context

DATA = Path(__file__).parents[1] / "data"
LDP = {"@context": {"ldp": "http://www.w3.org/ns/ldp#", "BasicContainer": "ldp:BasicContainer"}}


def loader(base: str) -> Any:
    """Return a document loader that knows the W3C's contexts and that of the site."""
    known = {
        web_context.ANNO: json.loads((DATA / "anno.jsonld").read_text(encoding="utf-8")),
        web_context.LDP: LDP,
        web_context.own(base): web_context.document(base),
    }

    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": known[url]}

    return load


def expand(data: Any, base: str) -> Any:
    """Return the expanded form."""
    return jsonld.expand(data, {"documentLoader": loader(base)})


def round_trip(data: dict[str, Any], base: str) -> Any:
    """Return what is left of `data` after it was expanded, and compacted by its own contexts."""
    contexts = data["@context"]
    return jsonld.compact(expand(data, base), contexts, {"documentLoader": loader(base)})


def leaves(data: Any) -> Iterator[str]:
    """Give every value of `data` as text, but those below a context."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "@context":
                yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    else:
        yield str(data)
