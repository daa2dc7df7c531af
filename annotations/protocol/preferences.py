"""The Prefer header of the protocol: what a client wants of a container (Web Annotation Protocol, 4.2.1; RFC 7240)."""

import re
from dataclasses import dataclass

MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"
DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"
_INCLUDE = re.compile(r'\binclude\s*=\s*(?:"([^"]*)"|([^\s;,]+))', re.IGNORECASE)
_RETURN = re.compile(r'\breturn\s*=\s*"?representation"?(?=[\s;,]|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preference:
    """Which of the three were asked for; `is_contradictory` where IRIs and descriptions both were."""

    minimal: bool = False
    iris: bool = False
    descriptions: bool = False

    @property
    def is_contradictory(self) -> bool:
        return self.iris and self.descriptions

    @property
    def embeds(self) -> bool:
        """Whether the first page stands inside the container: only where its items were asked for by name."""
        return not self.minimal and (self.iris or self.descriptions)

    @property
    def applied(self) -> str:
        """The value of Preference-Applied, '' where nothing was preferred."""
        named = {MINIMAL: self.minimal, IRIS: self.iris, DESCRIPTIONS: self.descriptions}
        chosen = " ".join(name for name, is_chosen in named.items() if is_chosen)
        return f'return=representation; include="{chosen}"' if chosen else ""


def read(header: str) -> Preference:
    """Return the preference in a Prefer header; others than these three are left alone, as RFC 7240 asks.

    >>> read('return=representation;include="http://www.w3.org/ns/oa#PreferContainedIRIs"').iris
    True
    """
    if not _RETURN.search(header):
        return Preference()
    found = {name for match in _INCLUDE.finditer(header) for name in (match[1] or match[2] or "").split()}
    return Preference(MINIMAL in found, IRIS in found, DESCRIPTIONS in found)
