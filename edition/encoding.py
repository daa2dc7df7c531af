"""Every request is read as UTF-8, whatever encoding its headers name.

Django would decode addresses and forms by the `charset` of the request's Content-Type: one reader could then put pages
of misread words where others are given them, or name a codec that is none for text, which ends in an error before any
middleware is asked.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
# Also `charset*=` and `charset*0=` (RFC 2231).
_CHARSET = re.compile(r';\s*charset\s*[*\d\s]*=\s*("[^"]*"?|[^;]*)', re.IGNORECASE)


def without_charset(content_type: str) -> str:
    """Return a Content-Type without its `charset`.

    >>> without_charset("multipart/form-data; charset=hex; boundary=x")
    'multipart/form-data; boundary=x'
    """
    return _CHARSET.sub("", content_type)


def utf8(application: Application) -> Application:
    """Return the WSGI application that is never told of another encoding."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if content_type := environ.get("CONTENT_TYPE"):
            environ = environ | {"CONTENT_TYPE": without_charset(content_type)}
        return application(environ, start_response)

    return answer
