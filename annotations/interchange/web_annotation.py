"""A Web Annotation in JSON-LD as a note: read by its keys, under the known contexts alone.

No context is ever fetched. One that is not known could give any key another meaning, so it is refused.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from annotations.exports.web_context import ACTIVITY_STREAMS, ANNO, LDP, OWN_PATH
from annotations.interchange import bodies, selecting, shapes
from annotations.interchange.bodies import Said
from annotations.interchange.incoming import Incoming, UnreadableError, Words
from annotations.vocabulary import Kind
from edition import origins

Json = dict[str, Any]
KNOWN_CONTEXTS = frozenset({ANNO, LDP, ACTIVITY_STREAMS})
KINDS = {"assessing": Kind.FACT_CHECK, "editing": Kind.CORRECTION, "linking": Kind.CROSS_REFERENCE}
# Whoever says no more than that it is a remark says what a fact-check without a verdict does.
REMARKING = frozenset({"commenting", "describing"})
# What the site itself says of a note: it is read and not taken over.
OURS = frozenset({"@context", "id", "type", "creator", "created", "modified", "generated", "generator", "canonical"})
OURS |= {"via", "status", "rights", "updated"}
SAYING = frozenset({"motivation", "body", "bodyValue", "target", "kind", "verdict", "confidence", "claimReviewed"})
SAYING |= {"correctionType", "markedSic", "related"}


def check_context(data: Json) -> None:
    """Raise UnreadableError for a context that is not known, and where the standard one is not named."""
    named = shapes.many(data, "@context")
    for context in named:
        if not isinstance(context, str) or not _is_known(context):
            raise UnreadableError(
                _("The context %(context)s is not known here, and none is fetched. Use %(known)s.")
                % {"context": str(context)[:100], "known": ANNO}
            )
    if not any(context.replace("https://", "http://", 1) == ANNO for context in named):
        raise UnreadableError(_("Name the context of Web Annotations: %(known)s.") % {"known": ANNO})


def _is_known(context: str) -> bool:
    try:
        parts = urlsplit(context)
    except ValueError:
        return False
    is_ours = parts.path == OWN_PATH and parts.scheme in {"http", "https"}
    return is_ours or context.replace("https://", "http://", 1) in KNOWN_CONTEXTS or context in KNOWN_CONTEXTS


def read(data: object) -> Incoming:
    """Return what an annotation says; the context is its reader's to check. Raises UnreadableError."""
    shapes.check_signs(data)
    if not isinstance(data, dict) or "Annotation" not in shapes.texts(data, "type"):
        raise UnreadableError(_("This is no Web Annotation: its type is not Annotation."))
    if "body" in data and "bodyValue" in data:
        raise UnreadableError(_("An annotation has a body or a bodyValue, never both."))
    motivations = [one.rpartition("#")[2].rpartition(":")[2] for one in shapes.texts(data, "motivation")]
    target, *further = [selecting.words(one) for one in _targets(data)]
    said_bodies = shapes.many(data, "body")
    if value := shapes.text(data, "bodyValue"):
        said_bodies = [{"type": "TextualBody", "value": value, "format": "text/plain"}]
    kind = _kind(data, motivations)
    said = bodies.read(said_bodies, kind, motivations[0] if len(motivations) == 1 else "")
    said.links.extend(further)
    strange = {one for one in motivations if one not in KINDS and one not in REMARKING}
    if kind == Kind.CROSS_REFERENCE and not said.links and not shapes.text(data, "kind"):
        kind, strange = Kind.FACT_CHECK.value, strange | {"linking"}
    if not shapes.text(data, "kind"):
        said.left.extend(_("“%(name)s” has no place in a note.") % {"name": one[:40]} for one in sorted(strange))
    return _incoming(data, kind, target, said)


def _targets(data: Json) -> list[Any]:
    targets = shapes.many(data, "target")
    if not targets:
        raise UnreadableError(_("The annotation has no target. Name the words it stands on."))
    return targets


def _kind(data: Json, motivations: list[str]) -> str:
    """Return the kind that is named, else that of the motivation; where it says nothing, a fact-check."""
    named = shapes.text(data, "kind")
    if named and named not in Kind.values:
        raise UnreadableError(
            _("“%(kind)s” is no kind. Kinds are: %(known)s.") % {"kind": named[:40], "known": ", ".join(Kind.values)}
        )
    guessed = next((KINDS[one] for one in motivations if one in KINDS), Kind.FACT_CHECK)
    return named or guessed.value


def _incoming(data: Json, kind: str, target: Words, said: Said) -> Incoming:
    verdict = shapes.text(data, "verdict")
    if verdict and said.verdict not in {"", verdict}:
        raise UnreadableError(
            _("There are two verdicts, %(one)s and %(other)s. Give one.") % {"one": verdict, "other": said.verdict}
        )
    if not isinstance(sic := data.get("markedSic", False), bool):
        raise UnreadableError(_("“%(name)s” must be true or false.") % {"name": "markedSic"})
    unknown = sorted(str(name)[:40] for name in data if name not in OURS | SAYING)
    left = [_("“%(name)s” has no place in a note.") % {"name": name} for name in unknown]
    provenance = _provenance(data)
    for name in [name for name in ("address", "canonical") if not origins.is_address(provenance[name])]:
        left.append(_("“%(name)s” has no place in a note.") % {"name": provenance.pop(name)[:40]})
    return Incoming(
        target=target,
        kind=kind,
        **provenance,
        gist=said.gist,
        finding="\n\n".join(said.findings),
        verdict=verdict or said.verdict,
        claim_reviewed=shapes.text(data, "claimReviewed"),
        correction_type=shapes.text(data, "correctionType"),
        reading="\n".join(said.readings),
        sic=sic,
        confidence=shapes.text(data, "confidence"),
        evidence=tuple(said.evidence),
        links=tuple(said.links),
        tags=tuple(dict.fromkeys(said.tags)),
        topics=tuple(dict.fromkeys(said.topics)),
        related=tuple(shapes.texts(data, "related")),
        left=(*said.left, *left),
    )


def _provenance(data: Json) -> dict[str, str]:
    """Return where it came from: its address, the canonical one, and who made it there, by name."""
    creators = [one if isinstance(one, dict) else {} for one in shapes.many(data, "creator")]
    names = [name for creator in creators for name in shapes.texts(creator, "name")]
    return {
        "address": shapes.iri(data, "id"),
        "canonical": shapes.iri(data, "canonical"),
        "creator": ", ".join(names)[:200],
        "created": shapes.text(data, "created")[:40],
    }
