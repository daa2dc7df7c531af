"""The bundle of the whole edition, as a file: nobody waits for it to be made."""

import base64
import logging

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from annotations.bundle import keeping
from edition.methods import require_safe
from edition.views import cite

RETRY_AFTER = 30  # seconds

log = logging.getLogger(__name__)


def site(request: HttpRequest) -> str:
    """Return the address that the bundle names: that of the settings, else the one by which it was asked for."""
    return settings.SITE_URL or cite.base(request)


@require_safe
def edition(request: HttpRequest) -> HttpResponseBase:
    """The last whole bundle, while a newer one is made in a process of its own; 503 while there is none."""
    try:
        kept = keeping.newest(site(request))
        if kept is None:
            return _later(_("The bundle is being made. Ask for it again in half a minute."))
        response = get_conditional_response(request, etag=kept.etag) or _file(kept)
    except OSError:
        log.exception("No bundle can be given.")
        return _later(_("The bundle cannot be made at this moment. Ask for it again later."))
    response.headers["ETag"] = kept.etag
    return response


def _file(kept: keeping.Kept) -> HttpResponseBase:
    response = FileResponse(kept.path.open("rb"), as_attachment=True, filename="sic-edition.zip")
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(kept.sha256).decode()}:"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _later(sentence: str) -> HttpResponse:
    response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
