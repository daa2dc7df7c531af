"""Open remarks beside the fields of a note's form."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.template import Context, Library

from annotations.models import Annotation
from annotations.remarks import Thread, threads
from annotations.views.access import may_open

register = Library()


@register.inclusion_tag("annotations/desk/remarks_on.html", takes_context=True)
def remarks_on(context: Context, note: Annotation | None, field: str) -> Mapping[str, Any]:
    """Show the remarks on one field of a note that are not settled; those on the whole note for ""."""
    found = _open(note, context["request"].user) if note else []
    return {"threads": [thread for thread in found if thread.remark.field == field], "note": note}


def _open(note: Annotation, user: User) -> list[Thread]:
    """Return the open remarks on a note that `user` may see, read once for all fields of a form."""
    found: list[Thread] | None = note.__dict__.get("open_remarks")
    if found is None:
        # Whoever may propose a new version of a published note reads no more of it than readers do.
        rows = threads(note) if may_open(note, user) else []
        found = note.__dict__["open_remarks"] = [thread for thread in rows if thread.settled is None]
    return found
