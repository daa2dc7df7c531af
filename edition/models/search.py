"""The rows of the search index. All of them are derived: `manage.py reindex` makes them anew."""

from django.db import models

WORD_LENGTH = 100


class SearchEntry(models.Model):
    """One thing that is found: its words as they are stored, and the same words folded for the engine.

    `kind` and `key` name it; `article` and `anchor` say where a passage stands. On PostgreSQL the table also has
    columns of its own, on SQLite an FTS5 table follows it: both are made of `folded` by the database itself.
    """

    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=220)
    article = models.CharField(max_length=100, blank=True)
    anchor = models.CharField(max_length=12, blank=True)
    words = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="search_entry"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SearchFacet(models.Model):
    """One value by which an entry can be filtered, such as verdict = inaccurate."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entry", "name", "value"], name="search_facet"),)
        indexes = (models.Index(fields=["name", "value", "entry"], name="search_facet_value"),)

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class SearchWord(models.Model):
    """A folded word of the index and a form in which it is written, for suggestions.

    Words stay when the last entry that held them goes; a suggestion is looked for before it is made.
    """

    word = models.CharField(max_length=WORD_LENGTH, primary_key=True)
    shown = models.CharField(max_length=2 * WORD_LENGTH)
    length = models.PositiveSmallIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.shown
