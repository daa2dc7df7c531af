"""An article with its notes, or the whole edition, as one file."""

import base64
import hashlib
import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from annotations.exports import kept
from annotations.exports.downloads import EDITION_FILES, FILES, EditionFile, File
from edition.lookup import revision_or_404
from edition.methods import require_safe
from edition.views.cite import base

RETRY_AFTER = "20"  # seconds

log = logging.getLogger(__name__)


@require_safe
def article(request: HttpRequest, slug: str, form: str, number: int | None = None) -> HttpResponse:
    """A text with its notes in one of FILES; raises Http404 with the forms there are."""
    revision = revision_or_404(slug, number)
    if form not in FILES:
        raise Http404(_unknown(form, list(FILES)))
    wanted, address = FILES[form], base(request)
    name = kept.name(form, address, revision)
    saved_as = f"{slug}-v{revision.number}.{wanted.extension}"
    return _file(request, name, lambda: wanted.make(revision, address), wanted, saved_as)


@require_safe
def edition(request: HttpRequest, form: str) -> HttpResponse:
    """The whole edition in one of EDITION_FILES; raises Http404 with the forms there are."""
    if form not in EDITION_FILES:
        raise Http404(_unknown(form, [*EDITION_FILES, "zip"]))
    wanted, address = EDITION_FILES[form], base(request)
    name = kept.name(form, address)
    return _file(request, name, lambda: wanted.make(address), wanted, f"sic-edition.{wanted.extension}")


def _unknown(form: str, known: list[str]) -> str:
    return _("There is no file “%(form)s”. There are: %(known)s.") % {"form": form, "known": ", ".join(known)}


def _file(
    request: HttpRequest, name: str, make: Callable[[], bytes], wanted: File | EditionFile, saved_as: str
) -> HttpResponse:
    """Return the file `name`, 304 to who has it, or 503 with a sentence where it cannot be made."""
    etag = f'"{name}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            data = kept.made(name, make)
        except kept.NotMadeError:
            log.exception("%s was not made.", saved_as)
            return _not_made()
        response = _whole(data, wanted.media_type, saved_as)
    response.headers["ETag"] = etag
    return response


def _whole(data: bytes, media_type: str, saved_as: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, saved_as) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not media_type.endswith("xml"):
        # With its checksum a file travels as it is; EPUB and PDF are compressed in themselves.
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def _not_made() -> HttpResponse:
    sentence = _("The file cannot be made at the moment. Try again in a minute.")
    response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = RETRY_AFTER
    return response
