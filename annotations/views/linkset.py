"""All typed links of a text and of its passages in one document."""

import json

from django.http import HttpRequest, HttpResponse

from annotations import describing
from edition.lookup import revision_or_404
from edition.methods import require_safe
from edition.signposting import LINKSET, linkset
from edition.views.cite import base


@require_safe
def article(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The links of a text as a set (RFC 9264): those of the head of its page, and one to every passage."""
    revision = revision_or_404(slug, number)
    contexts = describing.all_links(revision, base(request))
    return HttpResponse(json.dumps(linkset(contexts), ensure_ascii=False, indent=1), content_type=LINKSET)
