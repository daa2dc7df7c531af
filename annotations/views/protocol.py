"""`/api/annotations/` and `/api/annotations/<n>`: the Web Annotation Protocol; and the context of the site's terms.

Reading is for everybody; writing takes a token of the desk, never the cookie of a session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from annotations import workflow
from annotations.exports import web_context
from annotations.exports.web_annotation import address, as_annotation, under_way
from annotations.models import Annotation
from annotations.protocol import answers, asking, preferences, tombstone, writing
from annotations.protocol.answers import ProblemError
from annotations.vocabulary import PUBLIC, Status
from annotations.workflow import WRITE
from edition import tokens
from edition.models import Scope
from edition.views.cite import base

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def answering(*, is_container: bool) -> Callable[[View[P]], View[P]]:
    """Answer in English, refusals as problem+json, OPTIONS and methods that are not known; with the headers of all."""

    def decorate(view: View[P]) -> View[P]:
        @csrf_exempt  # a session counts for nothing here
        @wraps(view)
        @override("en")
        def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            methods = _methods(request, is_container)
            try:
                response = _allowed(request, methods) or view(request, *args, **kwargs)
            except ProblemError as error:
                response = answers.problem(error.status, str(error), **error.more)
            except tokens.TokenError as error:
                response = answers.refused(error)
            except RequestDataTooBig:
                response = answers.problem(413, _("This is too large to be an annotation."))
            return answers.described(response, methods)

        return answered

    return decorate


def _methods(request: HttpRequest, is_container: bool) -> str:
    """Return the methods that the address takes; a page of a container is read alone."""
    if not is_container:
        return answers.RESOURCE_METHODS
    return answers.PAGE_METHODS if "page" in request.GET else answers.CONTAINER_METHODS


def _allowed(request: HttpRequest, methods: str) -> HttpResponse | None:
    if request.method == "OPTIONS":
        return HttpResponse(status=200, content_type="text/plain")
    if request.method not in methods.split(", "):
        return answers.problem(405, _("This address takes: %(methods)s.") % {"methods": methods})
    return None


@answering(is_container=True)
def container(request: HttpRequest) -> HttpResponse:
    """The container of the published notes, or one of its pages; POST makes a draft."""
    if request.method == "POST":
        return _made(request)
    media = answers.media_type(request)
    tokens.account(request)
    asked = asking.read(request.GET)
    found = asking.collection(asked, base(request))
    if asked.page is not None:
        return answers.shown(request, found.page(asked.page, total=found.total, iris=asked.iris), media)
    wanted = asking.preference(asked, request.headers.get("Prefer", ""))
    data = found.container(wanted)
    response = answers.shown(request, data, media)
    response.headers["Content-Location"] = data["id"]
    if applied := preferences.read(request.headers.get("Prefer", "")).applied:
        response.headers["Preference-Applied"] = applied
    return response


def _made(request: HttpRequest) -> HttpResponse:
    media, user = answers.media_type(request), _writer(request)
    asking.check_media_type(request)
    note = writing.create(writing.read(request.body), base(request), user, submit=asking.submits(request.GET))
    response = answers.shown(request, _seen(note, user, base(request)), media, status=201)
    response.headers["Location"] = base(request) + address(note.number)
    return response


def _writer(request: HttpRequest) -> User:
    user = tokens.required(request, Scope.WRITE)
    if not user.has_perm(WRITE):
        raise ProblemError(403, _("Your account may not write notes. Ask an administrator to make you a contributor."))
    return user


@answering(is_container=False)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One note; PUT saves a new version of it, DELETE withdraws it."""
    media = answers.media_type(request)
    if request.method in {"GET", "HEAD"}:
        user = tokens.account(request)
        note = _note(number, user)
        if gone := _gone(note, base(request)):
            return gone
        return answers.shown(request, _seen(note, user, base(request)), media)
    return _changed(request, number, _writer(request), media)


def _note(number: int, user: User | None, *, locked: bool = False) -> Annotation:
    """Return the note, where readers or `user` may see it; raises ProblemError."""
    notes = Annotation.objects.select_for_update(of=("self",)) if locked else Annotation.objects.all()
    note = notes.with_place().filter(number=number).first()
    if note is None or not (note.status in PUBLIC or (user and workflow.may_write(note, user))):
        raise ProblemError(404, _("There is no published note %(number)d.") % {"number": number})
    return note


def _seen(note: Annotation, user: User | None, base: str) -> dict[str, Any]:
    """Return the note as `user` sees it: what is under way, for those who may change it, else what readers see."""
    is_open = note.state not in PUBLIC and user is not None
    return under_way(note, base) if is_open and user and workflow.may_write(note, user) else as_annotation(note, base)


def _gone(note: Annotation, base: str) -> HttpResponse | None:
    """Return the answer for a note that was withdrawn: that it was, when and why."""
    if note.status != Status.WITHDRAWN:
        return None
    return HttpResponse(answers.encoded(tombstone.of(note, base)), status=410, content_type=tombstone.MEDIA_TYPE)


@transaction.atomic
def _changed(request: HttpRequest, number: int, user: User, media: str) -> HttpResponse:
    """Save or withdraw what the ETag in If-Match names, and nothing else."""
    note = _note(number, user, locked=True)
    if gone := _gone(note, base(request)):
        return gone
    now = answers.etag(answers.encoded(_seen(note, user, base(request))))
    if request.method == "DELETE":
        asking.check_match(request, now)
        writing.withdraw(note, user, asking.reason(request))
        return HttpResponse(status=204)
    asking.check_media_type(request)
    submit, incoming = asking.submits(request.GET), writing.read(request.body)
    asking.check_match(request, now)
    writing.change(note, incoming, base(request), user, submit=submit)
    return answers.shown(request, _seen(_note(number, user), user, base(request)), media)


@csrf_exempt  # it changes nothing
def context(request: HttpRequest) -> HttpResponse:
    """The JSON-LD context of the site's own terms."""
    if request.method not in {"GET", "HEAD"}:
        response = answers.problem(405, "This address takes: GET, HEAD.")
        response.headers["Allow"] = "GET, HEAD"
        return response
    return HttpResponse(answers.encoded(web_context.document(base(request))), content_type="application/ld+json")
