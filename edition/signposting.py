"""Typed links in the head of an answer, for programs that follow them (https://signposting.org/FAIR/, RFC 8288)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http.response import HttpResponseBase
from django.utils.encoding import iri_to_uri

R = TypeVar("R", bound=HttpResponseBase)
# Servers and proxies take heads of 8 kB and less; the least important links stand last and are left out.
MOST = 4000  # characters
LINKSET = "application/linkset+json"
# What would end a link or begin another one.
_UNSAFE = re.compile(r"[<>\"\\^`{|}\s]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page: an absolute address, the relation (several with blanks), and the media type there."""

    href: str
    rel: str
    type: str = ""

    def __str__(self) -> str:
        address = _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", iri_to_uri(self.href))
        parameters = {"rel": self.rel, "type": self.type}
        return f"<{address}>" + "".join(f'; {name}="{value}"' for name, value in parameters.items() if value)


def header(links: Iterable[Link]) -> str:
    """Return the value of the header `Link`, at most MOST characters of it."""
    found, length = list[str](), 0
    for link in dict.fromkeys(map(str, links)):
        length += len(link) + 2
        if length > MOST:
            break
        found.append(link)
    return ", ".join(found)


def linkset(contexts: Mapping[str, Iterable[Link]]) -> dict[str, Any]:
    """Return the links of several resources, by their addresses, as a document of their own (RFC 9264, 4.2)."""
    return {"linkset": [{"anchor": anchor, **_by_relation(links)} for anchor, links in contexts.items()]}


def _by_relation(links: Iterable[Link]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for link in links:
        target = {"href": link.href, "type": link.type} if link.type else {"href": link.href}
        for relation in link.rel.split():
            found.setdefault(relation, []).append(target)
    return found


def signed(response: R, links: Iterable[Link]) -> R:
    """Give `response` its links."""
    if value := header(links):
        response.headers["Link"] = value
    return response
