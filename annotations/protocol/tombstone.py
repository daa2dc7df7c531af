"""What is left of a note that was withdrawn: a Tombstone of Activity Streams (https://www.w3.org/TR/activitystreams-vocabulary/)."""

from typing import Any

from django.urls import reverse

from annotations.citing import withdrawal
from annotations.exports.web_annotation import address
from annotations.exports.web_context import ACTIVITY_STREAMS
from annotations.exports.web_targets import time
from annotations.models import Annotation

MEDIA_TYPE = f'application/ld+json; profile="{ACTIVITY_STREAMS}"'


def of(note: Annotation, base: str) -> dict[str, Any]:
    """Return the tombstone of a withdrawn note: that it was, when, and why."""
    step = note.versions.filter(act="withdraw").order_by("number").last()
    deleted = step.at if step else note.reviewed_at
    return {
        "@context": ACTIVITY_STREAMS,
        "id": base + address(note.number),
        "type": "Tombstone",
        "formerType": "http://www.w3.org/ns/oa#Annotation",
        **({"deleted": time(deleted)} if deleted else {}),
        "summary": withdrawal(note),
        "url": base + reverse("note", args=[note.number]),
    }
