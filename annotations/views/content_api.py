"""`/desk/notes/<number>/content`: the content of a note's newest version, for programs; saved only if unchanged."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from annotations import content_json, saving, workflow
from annotations.content import Content, Problems
from annotations.models import Annotation, Version
from annotations.protocol.answers import refused
from annotations.views.access import editor, status_of
from annotations.workflow import WRITE
from edition import tokens
from edition.models import Scope

P = ParamSpec("P")
ALLOWED = "GET, HEAD, PUT"
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class _TokenOfForms(CsrfViewMiddleware):
    """Django's check of the token of forms, whose refusal is for programs."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        with override("en"):
            return _problem(403, _("The form has expired; nothing was saved."))


def by_token_or_session(view: View[P]) -> View[P]:
    """Let a token of the header stand for its account; without one the session counts, and its forms' token with it.

    No page of another site can set the header, so what carries it needs no further proof that it was meant.
    """
    of_session = cast("View[P]", decorator_from_middleware(_TokenOfForms)(view))

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        scope = Scope.READ if request.method in {"GET", "HEAD"} else Scope.WRITE
        try:
            with override("en"):
                user = tokens.account(request, scope)
        except tokens.TokenError as error:
            return refused(error)
        if user is None and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return _unknown()
        if user is None:
            return of_session(request, *args, **kwargs)
        request.user = user
        return view(request, *args, **kwargs)

    return answered


@by_token_or_session
def content(request: HttpRequest, number: int) -> HttpResponse:
    """GET gives the JSON of the content with its version as ETag; PUT saves it, begun from the version in If-Match."""
    with override("en"):
        if refusal := _refuse(request):
            return refusal
        note = Annotation.objects.with_place().filter(number=number).first()
        if note is None:
            return _problem(404, _("There is no note %(number)d.") % {"number": number})
        if not workflow.may_write(note, editor(request)):
            return _problem(403, _("This note is another author's. Only its authors and editors may open it."))
        return _put(request, note) if request.method == "PUT" else _shown(note)


def _refuse(request: HttpRequest) -> HttpResponse | None:
    if request.method not in {"GET", "HEAD", "PUT"}:
        response = _problem(405, _("This address takes GET and PUT."))
        response.headers["Allow"] = ALLOWED
        return response
    if not request.user.is_authenticated:
        return _unknown()
    if not request.user.has_perm(WRITE):
        return _problem(403, _("Your account may not write notes. Ask an administrator to make you a contributor."))
    return None


def _unknown() -> HttpResponse:
    with override("en"):
        sentence = _("Log in first and send the cookie of the session, or send a token of the desk.")
        return refused(tokens.TokenError(401, "", sentence))


def _shown(note: Annotation) -> HttpResponse:
    return _versioned(note.versions.get(number=note.version))


def _put(request: HttpRequest, note: Annotation) -> HttpResponse:
    started_from = request.headers.get("If-Match", "").strip().strip('"')
    if not (started_from.isascii() and started_from.isdigit() and len(started_from) < 10):
        return _problem(428, _("Name the version that you started from: If-Match with the ETag that GET gave."))
    try:
        wanted = content_json.read(json.loads(request.body))
    except RequestDataTooBig:
        return _problem(413, _("This is too large to be a note."))
    except content_json.ShapeError as error:
        return _problem(422, _("The content is not whole."), problems=error.problems)
    except (ValueError, RecursionError):
        return _problem(400, _("Send the content as JSON in UTF-8."))
    return _saved(request, note, wanted, int(started_from))


def _saved(request: HttpRequest, note: Annotation, wanted: Content, started_from: int) -> HttpResponse:
    latest = note.versions.get(number=note.version)
    if latest.number == started_from and Content.from_json(latest.fields) == wanted:
        return _shown(note)
    try:
        if started_from > latest.number:  # it never was
            raise workflow.Clash(latest)
        saving.change(note, wanted, editor(request), started_from=started_from, submit=False)
    except workflow.Clash as clash:
        both = {"yours": wanted.as_json(), "theirs": clash.latest.fields, "version": clash.latest.number}
        return _problem(412, str(clash), **both)
    except workflow.Refused as refusal:
        found: Problems = refusal.problems if isinstance(refusal, workflow.Incomplete) else {}
        return _problem(status_of(refusal), str(refusal), problems=found)
    return _shown(note)


def _versioned(version: Version) -> HttpResponse:
    response = JsonResponse(Content.from_json(version.fields).as_json(), json_dumps_params={"ensure_ascii": False})
    response.headers["ETag"] = f'"{version.number}"'
    response.headers["Cache-Control"] = "private, no-store, no-transform"
    return response


def _problem(status: int, sentence: str, **more: Any) -> HttpResponse:
    data = {"status": status, "detail": sentence, **{name: value for name, value in more.items() if value}}
    return JsonResponse(data, status=status, content_type="application/problem+json")
