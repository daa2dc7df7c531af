"""What a request of the protocol asks for: its query, its preconditions, the type of its body, its reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from annotations.forms import step
from annotations.interchange import shapes
from annotations.interchange.incoming import UnreadableError
from annotations.models import Annotation
from annotations.protocol import preferences, targets
from annotations.protocol.answers import MEDIA_TYPES, ProblemError
from annotations.protocol.collection import NAMES, Collection
from annotations.protocol.preferences import Preference
from annotations.vocabulary import Kind, Verdict

CHOICES = {"kind": Kind.values, "verdict": Verdict.values}
BODY_TYPES = frozenset({"application/ld+json", "application/json"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions on notes, whether their addresses alone are wanted (None: not said), and which page, from 0."""

    query: dict[str, str]
    iris: bool = False
    has_iris: bool = False
    page: int | None = None


def read(query: QueryDict) -> Asked:
    """Return what the address asks for; raises ProblemError (400)."""
    if twice := next((name for name in (*NAMES, "iris", "page") if len(query.getlist(name)) > 1), ""):
        raise ProblemError(400, _("Ask for one %(name)s at a time.") % {"name": twice})
    chosen = {name: str(query[name]) for name in NAMES if name in query}
    for name, known in CHOICES.items():
        if name in chosen and chosen[name] not in known:
            sentence = _("“%(value)s” is no %(name)s. Ask for one of: %(known)s.")
            parts = {"value": chosen[name][:40], "name": name, "known": ", ".join(known)}
            raise ProblemError(400, sentence % parts)
    iris, page = query.get("iris", "0"), query.get("page")
    if iris not in {"0", "1"}:
        raise ProblemError(400, _("iris is 0 or 1."))
    if page is not None and not (page.isascii() and page.isdigit() and len(page) < 9):
        raise ProblemError(400, _("page is a whole number from 0."))
    return Asked(chosen, iris == "1", "iris" in query, int(page) if page is not None else None)


def collection(asked: Asked, base: str) -> Collection:
    """Return the published notes that are asked for."""
    target = asked.query.get("target")
    notes = Annotation.objects.published() if target is None else targets.notes_on(target, base)
    fields = {name: asked.query[name] for name in CHOICES if name in asked.query}
    return Collection(notes.filter(**fields).order_by("number"), asked.query, base)


def preference(asked: Asked, header: str) -> Preference:
    """Return how the container is wanted: as the header says, and where it says nothing, as the address does."""
    found = preferences.read(header)
    if found.is_contradictory:
        raise ProblemError(400, _("Prefer IRIs or descriptions, not both."))
    if asked.has_iris and not (found.iris or found.descriptions):
        return Preference(minimal=True, iris=asked.iris)
    return found


def submits(query: QueryDict) -> bool:
    """Whether the note goes to review at once: `?submit=1`; raises ProblemError."""
    asked = query.get("submit", "0")
    if asked not in {"0", "1"}:
        raise ProblemError(400, _("submit is 0 or 1."))
    return asked == "1"


def check_media_type(request: HttpRequest) -> None:
    """Raise ProblemError (415) for a body that does not say it is JSON-LD."""
    if request.content_type not in BODY_TYPES:
        raise ProblemError(415, _("Send the annotation as %(type)s.") % {"type": MEDIA_TYPES[0]})


def check_match(request: HttpRequest, now: str) -> None:
    """Raise ProblemError where If-Match is missing (428) or names another state than `now` (412).

    The comparison is the strong one of RFC 9110, 13.1.1: a weak tag names no state.
    """
    named = request.headers.get("If-Match")
    if named is None:
        raise ProblemError(428, _("Name the state that you started from: If-Match with the ETag that GET gave."))
    if named.strip() != "*" and now not in parse_etags(named):
        raise ProblemError(412, _("The annotation was changed since. Get it again, and make your change anew."))


def reason(request: HttpRequest) -> str:
    """Return the reason of a withdrawal: `?reason=`, or `reason` in a JSON body; raises ProblemError."""
    in_body = "reason" not in request.GET and request.body
    try:
        value = shapes.parse(request.body) if in_body else request.GET
        why = shapes.text({"reason": value.get("reason", "")} if isinstance(value, dict) else {}, "reason")
        return str(step.why().clean(why))
    except UnreadableError as error:
        raise ProblemError(400, str(error)) from None
    except ValidationError as error:
        raise ProblemError(422, " ".join(error.messages)) from None
