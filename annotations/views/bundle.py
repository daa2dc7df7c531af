"""The bundle of the whole edition, as a file: made once for each state of the edition."""

import base64

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from annotations.bundle import keeping
from annotations.bundle.building import BundleError
from edition.methods import require_safe
from edition.views import cite

RETRY_AFTER = 30  # seconds


def site(request: HttpRequest) -> str:
    """Return the address that the bundle names: that of the settings, else the one by which it was asked for."""
    return settings.SITE_URL or cite.base(request)


def _etag(request: HttpRequest) -> str:
    return keeping.etag(site(request))


@require_safe
@condition(etag_func=_etag)
def edition(request: HttpRequest) -> HttpResponseBase:
    """The bundle as it is now; 503 while another request has it made."""
    try:
        kept = keeping.ready(site(request))
    except keeping.UnderWay:
        return _later(_("The bundle is being made. Ask for it again in half a minute."))
    except BundleError:
        return _later(_("The bundle cannot be made at this moment. Ask for it again later."))
    response = FileResponse(kept.path.open("rb"), as_attachment=True, filename="sic-edition.zip")
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(kept.sha256).decode()}:"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _later(sentence: str) -> HttpResponse:
    response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
