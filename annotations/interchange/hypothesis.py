"""Rows of the Hypothesis API (https://h.readthedocs.io/en/latest/api/) as notes.

The text of a row is Markdown. Its positions count the characters of a page as one browser had it, so words are found
by the quotation and what stands around it. A tag that is the name of a kind or verdict is taken as such.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from annotations.interchange import selecting, shapes
from annotations.interchange.incoming import Incoming, UnreadableError, Words
from annotations.vocabulary import Kind, Verdict

Json = dict[str, Any]


def is_row(data: object) -> bool:
    """Whether `data` has the shape of a row: `uri` and `target`, and no `@context`."""
    return isinstance(data, dict) and "uri" in data and "@context" not in data


def read(data: Json) -> Incoming:
    """Return what a row says; raises UnreadableError."""
    if shapes.many(data, "references"):
        raise UnreadableError(_("It answers another annotation and stands on no words of its own."))
    tags = shapes.texts(data, "tags")
    kind = next((tag for tag in tags if tag in Kind.values), Kind.FACT_CHECK.value)
    verdict = next((tag for tag in tags if tag in Verdict.values), "") if kind == Kind.FACT_CHECK else ""
    return Incoming(
        target=_target(data),
        kind=kind,
        address=_address(data),
        creator=_creator(data),
        created=shapes.text(data, "created")[:40],
        finding=shapes.text(data, "text"),
        verdict=verdict,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag not in {kind, verdict})),
    )


def _address(data: Json) -> str:
    """Return the address of the row: of its links the one to itself, else its id."""
    links = data.get("links")
    named = shapes.text(links, "json") if isinstance(links, dict) else ""
    return (named or shapes.text(data, "id"))[: shapes.LONGEST_ADDRESS]


def _target(data: Json) -> Words:
    targets = shapes.objects(data, "target")
    if len(targets) > 1:
        raise UnreadableError(_("It stands on several texts. A note stands on the words of one."))
    found = selecting.selected(shapes.objects(targets[0], "selector")) if targets else {}
    source = shapes.address(data, "uri") or (shapes.address(targets[0], "source") if targets else "")
    known = {name: found[name] for name in ("exact", "prefix", "suffix") if name in found}
    return Words(source, **known)


def _creator(data: Json) -> str:
    """Return the name of who wrote it: the one shown, else that of the account, without its host."""
    info = data.get("user_info")
    shown = shapes.text(info, "display_name") if isinstance(info, dict) else ""
    account = shapes.text(data, "user").removeprefix("acct:").partition("@")[0]
    return (shown or account)[:200]
