"""Articles that have nothing to say: each in its own row while they are few, all in one line where they are many."""

from __future__ import annotations

from collections.abc import Container, Iterable

from edition.models import Article

FEW = 8


def split(articles: Iterable[Article], speaking: Container[int]) -> tuple[list[Article], list[Article]]:
    """Return the articles that get a row, and those that are named in one line: the silent ones if more than FEW.

    `speaking` holds the row keys of the articles that are not silent.
    """
    rows = list(articles)
    silent = [article for article in rows if article.pk not in speaking]
    if len(silent) <= FEW:
        return rows, []
    return [article for article in rows if article.pk in speaking], silent
