"""What a machine asks, read from its request; what is no good is refused with a status and a sentence."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from edition.models import Passage, Revision
from edition.quotations import wording
from edition.quotations.places import PlaceError, Words, words_at
from edition.texts import graphemes

JSON, PLAIN = "application/json", "text/plain"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# Refusals whose status is not 400 Bad Request.
STATUS: Mapping[str, int] = {"too-long": 413}

_OFFSET = re.compile(r"(?:(?P<anchor>[a-z0-9]{1,12}):)?(?P<number>[0-9]{1,9})", re.ASCII)
_SENTENCE = re.compile(r"\S.{30,150}?[.!?](?=\s)")


class RefusedError(ValueError):
    """A request that cannot be answered: its HTTP status, a code for programs, a sentence for people."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        self.status, self.code, self.sentence = status, code, sentence
        super().__init__(sentence)


def example() -> str:
    """Return a sentence of the first article in the edition's order, "" where there is none."""
    passages = Passage.objects.filter(role="body").select_related("revision")
    for passage in passages.order_by("revision__article__number", "-revision__number", "position")[:5]:
        if found := _SENTENCE.search(passage.text):
            return found[0]
    return ""


def quote(request: HttpRequest) -> str | None:
    """Return the words to look for, None where GET asks for nothing; raises RefusedError.

    GET has them in the query, POST as JSON `{"quote": "…"}`, as the field of a form, or as plain text.
    """
    if request.method != "POST":
        return request.GET.get("quote")
    try:
        found = _posted(request)
    except RequestDataTooBig:
        raise RefusedError(413, "too-long", str(wording.REFUSALS["too-long"])) from None
    except (MultiPartParserError, BadRequest, SuspiciousOperation):
        raise RefusedError(400, "form", _("The form cannot be read. Send the quotation as JSON.")) from None
    if found is None:
        raise RefusedError(400, "missing", str(wording.REFUSALS["missing"]))
    return found


def _posted(request: HttpRequest) -> str | None:
    if request.content_type in FORMS:
        return request.POST.get("quote")
    if request.content_type == JSON:
        return _from_json(request.body)
    if request.content_type != PLAIN:
        known = ", ".join((JSON, *FORMS, PLAIN))
        sentence = _("The content type “%(given)s” is not known here. Send one of: %(known)s.")
        raise RefusedError(415, "content-type", sentence % {"given": request.content_type, "known": known})
    return _decoded(request.body)


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "encoding", _("What was sent is not UTF-8. Send the quotation in UTF-8.")) from None


def _from_json(body: bytes) -> str | None:
    text = _decoded(body)
    try:
        sent: Any = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, a number of too many digits, too deep
        raise RefusedError(400, "json", _('What was sent is not JSON. Send {"quote": "…"}.')) from None
    found = sent.get("quote") if isinstance(sent, dict) else None
    if found is not None and not isinstance(found, str):
        raise RefusedError(400, "json", _("“quote” has to be a text in quote marks."))
    return found


def place(revision: Revision, query: Mapping[str, str], base: str) -> Words:
    """Return the words that `start` and `end` of a query name in `revision`; raises RefusedError.

    Both are code points of the text, `512`, or of a passage, `p5:12`. Where the query has `exact`, it must be
    these very words.
    """
    start, end = (_offset(revision, name, query.get(name, "")) for name in ("start", "end"))
    try:
        found = words_at(revision, start, end, base)
    except PlaceError as error:
        raise RefusedError(400, str(error), _place_sentence(str(error), len(revision.text))) from None
    if not (graphemes.is_boundary(revision.text, start) and graphemes.is_boundary(revision.text, end)):
        raise RefusedError(400, "split", _("The range cuts a character of several code points. Take all of it."))
    if query.get("exact", found.exact) != found.exact:
        sentence = _("The text has other words at this place: “%(words)s”. Reload the page and select again.")
        raise RefusedError(409, "other-words", sentence % {"words": found.exact[:200]})
    return found


def _offset(revision: Revision, name: str, given: str) -> int:
    parsed = _OFFSET.fullmatch(given)
    if parsed is None:
        sentence = _("“%(name)s” has to be an offset in the text (512) or in a passage (p5:12), in code points.")
        raise RefusedError(400, "offset", sentence % {"name": name})
    if parsed["anchor"] is None:
        return int(parsed["number"])
    passage = next((one for one in revision.passages.all() if one.anchor == parsed["anchor"]), None)
    if passage is None:
        sentence = _("This text has no passage %(anchor)s.") % {"anchor": parsed["anchor"]}
        raise RefusedError(404, "passage", sentence)
    if passage.start + int(parsed["number"]) > passage.end:
        sentence = _("Passage %(anchor)s has %(length)d characters, and “%(name)s” lies behind them.")
        length = passage.end - passage.start
        raise RefusedError(400, "bounds", sentence % {"anchor": passage.anchor, "length": length, "name": name})
    return passage.start + int(parsed["number"])


def _place_sentence(code: str, length: int) -> str:
    return {
        "bounds": _("The range is out of bounds: give a start and a later end from 0 to %(length)d.")
        % {"length": length},
        "empty": _("The range is empty. Give an end behind the start."),
        "between": _("These characters lie between paragraphs. Give a range with words."),
    }[code]
