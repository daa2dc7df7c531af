"""A page whose large parts are ready HTML: they go into the response as bytes, past the template engine.

The engine copies what it is given at every block, loop and include; for a text with a thousand notes the copies cost
more than the notes. So the template is rendered with a marker for each part, and the parts are put in afterwards.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

# Nobody can write a marker into a title or a note without knowing it.
_SECRET = token_hex(16)
_MARKER = re.compile(rf"<!--{_SECRET} (\w+)-->".encode())


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any], parts: Mapping[str, Sequence[str]]
) -> HttpResponse:
    """Render `template` with `parts`: each a list of pieces of ready HTML, which stands where the template says
    `{{ parts.name }}`. A part without pieces is false to the template.
    """
    markers = {name: mark_safe(f"<!--{_SECRET} {name}-->") if pieces else "" for name, pieces in parts.items()}  # noqa: S308
    shell = render_to_string(template, {**context, "parts": markers}, request)
    return HttpResponse(b"".join(_filled(shell.encode(), parts)))


def _filled(shell: bytes, parts: Mapping[str, Sequence[str]]) -> Iterator[bytes]:
    for index, found in enumerate(_MARKER.split(shell)):
        if index % 2:
            yield from map(str.encode, parts[found.decode()])
        else:
            yield found
