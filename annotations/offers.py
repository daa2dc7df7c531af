"""In which forms an article or a note can be had beside its page and its citations."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from annotations.exports.downloads import FILES
from annotations.exports.web_annotation import address
from edition.negotiation import Offer
from edition.signposting import LINKSET

WEB_ANNOTATION = "application/ld+json"


def of_article() -> Iterator[Offer]:
    """Give the files of an article with its notes, and its exact text."""
    for form, file in FILES.items():
        yield Offer(file.media_type, _download(form), is_elsewhere=True)
    yield Offer(LINKSET, lambda parts: reverse("links", kwargs=dict(parts)), is_elsewhere=True)
    yield Offer("text/plain", lambda parts: reverse("verbatim", kwargs=dict(parts)), is_elsewhere=True)


def of_note() -> Iterator[Offer]:
    """Give a note as a Web Annotation."""
    yield Offer(WEB_ANNOTATION, lambda parts: address(parts["number"]), is_elsewhere=True)


def _download(form: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda parts: reverse("download", kwargs={**parts, "form": form})
