"""An article with its notes, or the whole edition, as one file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.exports.downloads import EDITION_FILES, FILES
from edition.lookup import revision_or_404
from edition.views.cite import base


@require_safe
def article(request: HttpRequest, slug: str, form: str, number: int | None = None) -> HttpResponse:
    """A text with its notes in one of FILES; raises Http404 with the forms there are."""
    revision = revision_or_404(slug, number)
    if form not in FILES:
        raise Http404(_unknown(form, list(FILES)))
    wanted = FILES[form]
    name = f"{slug}-v{revision.number}.{wanted.extension}"
    return _file(wanted.make(revision, base(request)), wanted.media_type, name)


@require_safe
def edition(request: HttpRequest, form: str) -> HttpResponse:
    """The whole edition in one of EDITION_FILES; raises Http404 with the forms there are."""
    if form not in EDITION_FILES:
        raise Http404(_unknown(form, list(EDITION_FILES)))
    wanted = EDITION_FILES[form]
    return _file(wanted.make(base(request)), wanted.media_type, f"edition.{wanted.extension}")


def _unknown(form: str, known: list[str]) -> str:
    return _("There is no file “%(form)s”. There are: %(known)s.") % {"form": form, "known": ", ".join(known)}


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
