"""Tags as editors type them: separated by commas, and by nothing else, so that a tag may hold blanks."""

import re
from collections.abc import Collection, Iterable, Mapping

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.models import Tag

from edition import merged as merged_into
from edition.models.versions import MergedTag

LENGTH = 100  # characters, as the library's column holds
MOST = 50
COMMA = re.compile("[,\N{ARABIC COMMA}]")  # a keyboard for Urdu has the Arabic one


def from_string(text: str) -> list[str]:
    """Return the tags in `text`, sorted, each once.

    >>> from_string("Cold War, visits,, cold war")
    ['Cold War', 'visits']
    """
    found: dict[str, str] = {}
    for tag in (" ".join(part.split()) for part in COMMA.split(text)):
        if tag:
            found.setdefault(tag.casefold(), tag)
    return sorted(found.values())


def problem(tag: str) -> str:
    """Return what is wrong with a tag, in a sentence, or ''. A tag without a letter or digit would have no address."""
    if len(tag) > LENGTH:
        return _("The tag “%(tag)s…” is longer than %(length)d characters. Part tags by commas.") % {
            "tag": tag[:30],
            "length": LENGTH,
        }
    if not Tag(name=tag).slugify(tag):
        sentence = _("The tag “%(tag)s” has no letter and no digit, so it can have no address. Write a word.")
        return sentence % {"tag": tag}
    return ""


def problems(tags: Collection[str]) -> list[str]:
    """Return what is wrong with the tags of one thing, in sentences."""
    if len(tags) > MOST:
        sentence = ngettext(
            "There is %(count)d tag; at most %(most)d help anyone.",
            "There are %(count)d tags; at most %(most)d help anyone.",
            len(tags),
        )
        return [sentence % {"count": len(tags), "most": MOST}]
    return list(filter(None, map(problem, tags)))


def to_string(tags: Iterable[Tag]) -> str:
    """Return the names of `tags` as they would be typed."""
    return ", ".join(sorted(tag.name for tag in tags))


def given_up(names: Collection[str], known: Mapping[str, str] | None = None) -> list[str]:
    """Return a sentence for every name that a tag had before it was renamed or merged into another.

    `known` is what `former` found of these and perhaps of other names, where it was asked already.
    """
    found = former(names) if known is None else known
    sentence = _("The tag “%(old)s” is called “%(new)s” now. Write that.")
    return [sentence % {"old": old, "new": found[old]} for old in sorted(set(names)) if old in found]


def former(names: Collection[str]) -> dict[str, str]:
    """Return of those names that no tag has any more what the tags were called after them."""
    rows = MergedTag.objects.filter(name__in=names).exclude(name=F("into__name")).select_related("into")
    found = {row.name: row for row in rows}
    merged = set(MergedTag.objects.filter(name__in=found).exclude(slug=F("into__slug")).values_list("name", flat=True))
    live = set(Tag.objects.filter(name__in=set(found) - merged).values_list("name", flat=True))
    return {name: merged_into.tag(row.into).name for name, row in found.items() if name not in live}
