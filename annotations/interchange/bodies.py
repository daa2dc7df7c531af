"""The bodies of a Web Annotation as the fields of a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from annotations.content import EvidenceItem
from annotations.interchange import prose, selecting, shapes
from annotations.interchange.incoming import UnreadableError, Words
from annotations.models.notes import GIST_LENGTH
from annotations.protocol import targets
from annotations.vocabulary import Kind, Stance, Verdict

Json = dict[str, Any]
TEXTUAL = frozenset({"TextualBody", "cnt:ContentAsText", "dctypes:Text"})
VERDICTS = frozenset(Verdict.values)
PURPOSES = frozenset({"", "assessing", "classifying", "commenting", "describing", "linking", "tagging"})
EDITORS_LANGUAGES = frozenset({"", "en"})


@dataclass(slots=True)
class Said:
    """What the bodies said so far; `left` are sentences about what has no place in a note."""

    gist: str = ""
    findings: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    verdict: str = ""
    evidence: list[EvidenceItem] = field(default_factory=list)
    links: list[Words] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read(bodies: Sequence[object], kind: str, motivation: str) -> Said:
    """Return what `bodies` say; one without a purpose serves `motivation`. Raises UnreadableError."""
    said = Said()
    for body in bodies:
        if isinstance(body, str):
            _resource({"source": body}, motivation, said)
        elif not isinstance(body, dict):
            raise UnreadableError(_("A body is an address or an object."))
        elif set(shapes.texts(body, "type")) & TEXTUAL or "value" in body:
            _textual(body, kind, shapes.text(body, "purpose") or motivation, said)
        elif "source" in body or "id" in body:
            _resource(body, shapes.text(body, "purpose") or motivation, said)
        else:
            said.left.append(_("A body of the type %(type)s has no place in a note.") % {"type": body.get("type")})
    return said


def _textual(body: Json, kind: str, purpose: str, said: Said) -> None:
    value, media_type = shapes.text(body, "value"), shapes.text(body, "format").partition(";")[0].strip().lower()
    if media_type == "text/html":
        said.left.append(_("Of a text in HTML the words are taken, not its marks. Send Markdown."))
    elif media_type not in {"", "text/plain", "text/markdown", "text/x-markdown"}:
        said.left.append(_("A text of the type %(type)s is taken as plain text.") % {"type": media_type[:60]})
    is_reading = purpose == "editing" and kind == Kind.CORRECTION
    if not is_reading and (own := shapes.text(body, "purpose")) not in PURPOSES:
        said.left.append(_("“%(name)s” has no place in a note.") % {"name": own[:40]})
    if not is_reading and not {one.partition("-")[0] for one in shapes.texts(body, "language")} <= EDITORS_LANGUAGES:
        said.left.append(_("The notes of this edition are in English: the language of a text is not kept."))
    if purpose == "tagging":
        said.tags.append(value)
    elif purpose == "classifying":
        _classify(value, said)
    elif is_reading:
        said.readings.append(value)
    elif purpose == "describing" and media_type != "text/html" and not said.gist and len(value) <= GIST_LENGTH:
        said.gist = value
    elif value.strip():
        said.findings.append(_markdown(value, media_type))


def _markdown(value: str, media_type: str) -> str:
    if media_type in {"text/markdown", "text/x-markdown"}:
        return value
    return prose.from_html(value) if media_type == "text/html" else prose.from_plain(value)


def _classify(value: str, said: Said) -> None:
    verdict = value.strip().casefold().replace(" ", "-")
    if verdict not in VERDICTS:
        said.tags.append(value)
    elif said.verdict not in {"", verdict}:
        raise UnreadableError(
            _("There are two verdicts, %(one)s and %(other)s. Give one.") % {"one": said.verdict, "other": verdict}
        )
    else:
        said.verdict = verdict


def _resource(body: Json, purpose: str, said: Said) -> None:
    """Take a body that is something on the web: a source, a topic, a verdict, or words of a text."""
    source = shapes.address(body, "source") or shapes.address(body, "id")
    name, key, fragment = _own(source)
    if shapes.text(body, "citationKey") or name == "work":
        said.evidence.append(_evidence(body, shapes.text(body, "citationKey") or key))
    elif name == "topic":
        said.topics.append(key)
    elif name == "verdicts":
        _classify(fragment, said)
    elif purpose == "linking" or body.get("selector") or shapes.text(body, "relation"):
        said.links.append(selecting.words({**body, "source": source}))
    else:
        said.left.append(
            _("The address %(address)s is no source, topic or text of this edition.") % {"address": source}
        )


def _own(source: str) -> tuple[str, str, str]:
    """Return which page an address would be here, the key in it, and its fragment; '' for none."""
    match = targets.matched(source)
    if match is None:
        return "", "", ""
    key = match.kwargs.get("key") or match.kwargs.get("slug") or ""
    return match.url_name or "", str(key), unquote(urlsplit(source).fragment)


def _evidence(body: Json, key: str) -> EvidenceItem:
    return EvidenceItem(
        source=key,
        locator=shapes.text(body, "locator"),
        stance=shapes.text(body, "stance") or Stance.SUPPORTS.value,
        supports=shapes.text(body, "bearsOut"),
        quotation=shapes.text(body, "quotation"),
    )
