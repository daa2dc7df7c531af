"""What was merged leads to what stands now, however many merges lie between."""

from collections.abc import Collection

from taggit.models import Tag

from edition.models import MergedTag, MergedWork


def works(keys: Collection[str]) -> dict[str, str]:
    """Return of those keys whose works were merged into others the keys of the works that stand now."""
    found = _into(keys)
    while further := _into(set(found.values())):
        found = {key: further.get(into, into) for key, into in found.items()}
    return found


def _into(keys: Collection[str]) -> dict[str, str]:
    if not keys:
        return {}
    return dict(MergedWork.objects.filter(work__key__in=keys).values_list("work__key", "into__key"))


def tag(given: Tag) -> Tag:
    """Return the tag that stands where `given` was merged into others, or `given`."""
    while row := MergedTag.objects.filter(slug=given.slug).exclude(into=given).select_related("into").first():
        given = row.into
    return given
