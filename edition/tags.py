"""Tags as editors type them: separated by commas, and by nothing else, so that a tag may hold blanks."""

from collections.abc import Iterable

from taggit.models import Tag


def from_string(text: str) -> list[str]:
    """Return the tags in `text`, sorted, each once.

    >>> from_string("Cold War, visits,, cold war")
    ['Cold War', 'visits']
    """
    found: dict[str, str] = {}
    for tag in (" ".join(part.split()) for part in text.split(",")):
        if tag:
            found.setdefault(tag.casefold(), tag)
    return sorted(found.values())


def to_string(tags: Iterable[Tag]) -> str:
    """Return the names of `tags` as they would be typed."""
    return ", ".join(sorted(tag.name for tag in tags))
