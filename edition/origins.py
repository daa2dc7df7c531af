"""Where records came from: kept once, when they are taken in, and asked for by the exports."""

import re
from collections.abc import Collection

from edition.models import Origin

# Names of things that nobody runs when following them; RFC 3987 allows none of these signs in an IRI.
_ADDRESS = re.compile(r"""(?:https?://|urn:|doi:|tag:)[^\s<>"{}|\\^`\x00-\x20\x7f]+""", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether `text` may be published as the address of a record elsewhere; '' says that there is none.

    >>> is_address("urn:example:7"), is_address("javascript:alert(1)"), is_address("https://a.example/a b")
    (True, False, False)
    """
    return not text or _ADDRESS.fullmatch(text) is not None


def of(kind: str, keys: Collection[str]) -> dict[str, Origin]:
    """Return the origins of the records of one kind with these keys, by key, in one query."""
    return {one.key: one for one in Origin.objects.filter(kind=kind, key__in=keys)} if keys else {}


def keep(kind: str, key: str, *, address: str = "", canonical: str = "", creator: str = "", created: str = "") -> None:
    """Keep where a record came from, unless nothing is known of it."""
    if any((address, canonical, creator, created)):
        row = Origin(kind=kind, key=key, address=address, canonical=canonical, creator=creator, created=created)
        Origin.objects.bulk_create([row])


def known(kind: str, addresses: Collection[str]) -> dict[str, str]:
    """Return the keys of the records that came from these addresses, by address."""
    wanted = [address for address in addresses if address]
    rows = Origin.objects.filter(kind=kind, address__in=wanted) if wanted else Origin.objects.none()
    return dict(rows.values_list("address", "key"))
