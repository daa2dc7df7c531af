"""How an engine finds: parts of SQL and their parameters."""

from dataclasses import dataclass
from typing import NamedTuple


class Sql(NamedTuple):
    """A piece of SQL with the parameters of its placeholders."""

    text: str
    params: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """What the entries of a query are found by.

    `tables` follows FROM and `condition` follows WHERE; `key` is the column that holds the key of an entry. Of each
    candidate `held` is read, and of that `weight` makes, as a column of `c`, what orders them: the least is the best.
    `entries` is the name of the table of entries where it is among the tables.
    """

    tables: str
    key: str
    condition: Sql
    held: str
    weight: Sql
    entries: str = ""

    def narrowed(self, *conditions: Sql) -> Sql:
        """Return the condition together with others."""
        every = (self.condition, *conditions)
        return Sql(" AND ".join(one.text for one in every), tuple(param for one in every for param in one.params))
