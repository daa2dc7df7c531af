"""Tags as editors type them: separated by commas, and by nothing else, so that a tag may hold blanks."""

import re
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.models import Tag

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
