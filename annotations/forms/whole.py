"""The whole form of a note: its fields, its rows of evidence and its rows of targets, checked together."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from annotations import content as contents
from annotations import following
from annotations.content import Content, Known, Place, Problems
from annotations.forms import evidence, links, note
from annotations.forms.evidence import EvidenceRows
from annotations.forms.fields import MOST_ROWS, Rows
from annotations.forms.links import LinkRows
from annotations.forms.note import NoteForm

ROWS = ("evidence", "links")


class NoteForms:
    """The form of a note at `place`, whose words are `exact`: with what was posted, or opened on `content`."""

    def __init__(
        self,
        place: Place,
        exact: str,
        *,
        data: QueryDict | None = None,
        content: Content | None = None,
        started_from: int = 0,
    ) -> None:
        self.place = place
        opened: dict[str, Any] = {"reading": exact} if content is None else note.initial(content)
        if content and not content.reading and content.kind != "correction":
            opened["reading"] = exact
        opened["started_from"] = started_from
        given = content or Content("", place)
        rows = {"articles": links.articles()}
        self.note = NoteForm(data, exact=exact, initial=opened)
        self.evidence = EvidenceRows(data, prefix="evidence", initial=evidence.initial(given.evidence))
        self.links = LinkRows(data, prefix="links", initial=links.initial(given.links), form_kwargs=rows)
        self.links.own = place
        self.row_problems: dict[str, list[str]] = {}
        self.followed: list[str] = []
        self._content: Content | None = None

    @property
    def started_from(self) -> int:
        """The version that the form was opened on; 0 for a new note, -1 where the form does not say."""
        number = self.note.cleaned_data.get("started_from")
        return -1 if number is None else int(number)

    def content(self) -> Content:
        """Return what the form holds, merges followed; call it after `check` returned True."""
        return self._content or self._as_typed()

    def _as_typed(self) -> Content:
        return self.note.content(self.place, self.evidence.items(), self.links.items())

    def check(self, *, whole: bool) -> bool:
        """Whether the content may be saved, or with `whole` go to review; each problem is then told at its field."""
        valid = [part.is_valid() for part in (self.note, self.evidence, self.links)]
        if not all(valid):
            return False
        known = contents.look_up(typed := self._as_typed())
        self._content = following.renamed(typed, known.merged, known.tags)
        if self._content != typed:
            self.followed = _followed(known)
            known = contents.look_up(self._content)
        found = contents.problems(self._content, whole=whole, known=known)
        self.tell(found)
        return not found

    def tell(self, problems: Problems) -> None:
        """Put each sentence at the field it is about."""
        for name, sentences in problems.items():
            if name in ROWS:
                self.row_problems[name] = sentences
                continue
            for sentence in sentences:
                self.note.add_error(name if name in self.note.fields else None, sentence)

    def summary(self) -> list[tuple[str, str]]:
        """Return every problem with the id of the element that it is about."""
        return [*self._of_fields(), *self._of_rows()]

    def _of_fields(self) -> Iterator[tuple[str, str]]:
        for name, errors in self.note.errors.items():
            label = "" if name == "__all__" else f"{self.note.fields[name].label}: "
            for error in errors:
                yield (f"field-{name}", f"{label}{error}")

    def _of_rows(self) -> Iterator[tuple[str, str]]:
        names = {"evidence": _("Evidence"), "links": _("Passages referred to")}
        parts: Mapping[str, Rows] = {"evidence": self.evidence, "links": self.links}
        for part, rows in parts.items():
            for sentence in [*self.row_problems.get(part, []), *_of_all(rows)]:
                yield part, f"{names[part]}: {sentence}"
            for number, row in enumerate(rows.forms if rows.is_bound else [], 1):
                for errors in row.errors.values():
                    for error in errors:
                        yield (
                            f"{part}-{number}",
                            _("%(part)s, row %(number)d: %(sentence)s")
                            % {
                                "part": names[part],
                                "number": number,
                                "sentence": error,
                            },
                        )


def _followed(known: Known) -> list[str]:
    """Return a sentence for each source and tag that was merged or renamed while the form was open."""
    source, tag = _("The source “%(key)s” was merged into “%(into)s”."), _("The tag “%(old)s” is called “%(new)s” now.")
    return [
        *(source % {"key": key, "into": into} for key, into in known.merged.items()),
        *(tag % {"old": old, "new": new} for old, new in known.tags.items()),
    ]


def _of_all(rows: Rows) -> list[str]:
    return [str(error) for error in rows.non_form_errors()] if rows.is_bound else []


def with_row(data: QueryDict, part: str) -> QueryDict:
    """Return what was posted with one more empty row of `part`."""
    changed = data.copy()
    changed[f"{part}-TOTAL_FORMS"] = str(_count(data, part) + 1)
    return changed


def with_source(data: QueryDict, key: str) -> QueryDict:
    """Return what was posted with the source `key` in the first row of evidence that is empty."""
    names = ("source", "locator", "supports", "quotation")
    count = _count(data, "evidence")
    free = (
        index for index in range(count) if not any(data.get(f"evidence-{index}-{name}", "").strip() for name in names)
    )
    row = next(free, count)
    changed = data.copy() if row < count else with_row(data, "evidence")
    changed[f"evidence-{row}-source"] = key
    return changed


def with_topic(data: QueryDict, slug: str) -> QueryDict:
    """Return what was posted with the topic `slug` ticked."""
    changed = data.copy()
    if slug not in changed.getlist("topics"):
        changed.appendlist("topics", slug)
    return changed


def sources_in(data: QueryDict) -> list[str]:
    """Return the keys in the rows of evidence that are not left out, each once."""
    rows = range(_count(data, "evidence"))
    keys = (data.get(f"evidence-{row}-source", "").strip() for row in rows if f"evidence-{row}-DELETE" not in data)
    return list(dict.fromkeys(key for key in keys if key))


def _count(data: QueryDict, part: str) -> int:
    count = data.get(f"{part}-TOTAL_FORMS", "")
    return min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 6 else 0
