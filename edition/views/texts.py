"""The exact text and the exact bytes of a revision."""

import base64

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from edition.intake.media import media_type
from edition.lookup import revision_or_404
from edition.methods import require_safe
from edition.models.texts import sha256


@require_safe
def verbatim(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The decoded text of a revision, the current one without `number`: nothing added, nothing taken away."""
    revision = revision_or_404(slug, number)
    return _exact(request, revision.text.encode(), "text/plain; charset=utf-8")


@require_safe
def original(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The bytes that were captured."""
    revision = revision_or_404(slug, number)
    content_type, saved = media_type(revision.encoding)
    response = _exact(request, bytes(revision.original), content_type)
    if header := content_disposition_header(saved, revision.file_name):
        response.headers["Content-Disposition"] = header
    return response


def _exact(request: HttpRequest, data: bytes, content_type: str) -> HttpResponse:
    """Return `data` with its checksums (Digest of RFC 3230, Repr-Digest of RFC 9530) and a strong ETag."""
    hexadecimal = sha256(data)
    digest = base64.b64encode(bytes.fromhex(hexadecimal)).decode()
    etag = f'"{hexadecimal}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(data, content_type=content_type)
        response.headers["Digest"] = f"SHA-256={digest}"
        response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
