"""Where records came from: kept once, when they are taken in, and asked for by the exports."""

from collections.abc import Collection

from edition.models import Origin


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
