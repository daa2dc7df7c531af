"""Who may open a page of the desk, and the page that says why not."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotations import workflow
from annotations.differences import CHOSEN, labels
from annotations.models import Annotation
from annotations.workflow import REVIEW, WRITE

View = Callable[..., HttpResponse]
UNTYPED = frozenset({"csrfmiddlewaretoken", "token", "do", "started_from"})


def editor(request: HttpRequest) -> User:
    """Return the user of a page of the desk: someone who is logged in."""
    return cast(User, request.user)


def for_writers(view: View) -> View:
    """Send visitors to the log-in page and back, and tell users without a role whom to ask."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method in {"GET", "HEAD"}:
                return redirect_to_login(request.get_full_path())
            return refused(request, 403, _logged_out())
        if not request.user.has_perm(WRITE):
            return refused(request, 403, _no_role())
        return view(request, *args, **kwargs)

    return guarded


def methods(*allowed: str) -> Callable[[View], View]:
    """Answer any other method with 405, Allow and a sentence; and what is not there with 404 and its sentence."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in allowed:
                try:
                    return view(request, *args, **kwargs)
                except Http404 as error:
                    return refused(request, 404, str(error))
            response = refused(request, 405, _wrong_method())
            response.headers["Allow"] = ", ".join(allowed)
            return response

        return guarded

    return decorate


def _logged_out() -> str:
    return _("You are logged out, and nothing was saved. Log in first, in another window; only then go back.")


def _no_role() -> str:
    return _("Your account may not write notes. Ask an administrator to make you a contributor.")


def _wrong_method() -> str:
    return _("This address only takes what a button on the desk sends. Open the note there and use its buttons.")


def refused(
    request: HttpRequest,
    status: int,
    sentence: str,
    *,
    links: Sequence[tuple[str, str]] = (),
    is_note: bool = True,
) -> HttpResponse:
    """Return a page with the status, the sentence and what was typed; `links` are address and words of ways on."""
    context = {"status": status, "sentence": sentence, "links": links, "is_note": is_note, "typed": typed(request)}
    return render(request, "annotations/desk/refused.html", context, status=status)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the words that were posted, each under the name of its field, to be copied where nothing was saved."""
    names = {name: label for name, label in labels().items() if name not in CHOSEN} | {"why": _("Why?")}
    return [
        (names.get(key.partition("-")[0], key), value)
        for key, values in request.POST.lists()
        for value in values
        if value.strip() and _is_typed(key, value, names)
    ]


def _is_typed(key: str, value: str, names: Mapping[str, str]) -> bool:
    prefix, _dash, last = key.partition("-")
    if key in UNTYPED or last.endswith(("_FORMS", "stance", "relation")):
        return False
    return prefix in names or len(value.split()) > 1


def status_of(refusal: workflow.Refused) -> int:
    """Return the HTTP status that a refused step has."""
    if isinstance(refusal, workflow.Forbidden):
        return 403
    return 422 if isinstance(refusal, workflow.Incomplete) else 409


def note_or_404(number: int) -> Annotation:
    """Return the note of this number with its place; raises Http404 with a sentence."""
    note = Annotation.objects.with_place().filter(number=number).first()
    if note is None:
        raise Http404(_("There is no note %(number)d.") % {"number": number})
    return note


def may_open(note: Annotation, user: User) -> bool:
    """Whether `user` may see on the desk what is under way: its authors may, and every editor."""
    return user.has_perm(REVIEW) or workflow.is_own(note, user)
