"""Works: bibliographic records, how far the editors saw them, and whether they can still be reached."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.ledger_desk.records import Fields, Record, refused, yes
from edition import versions, work_types
from edition.bibliography import check_stands
from edition.citations.wording import in_words
from edition.models import RecordVersion, Work
from edition.references import fill
from edition.search.providers import refresh_work

DAYS = ("archived_on", "unreachable_on")


class WorkRecord(Record[Work]):
    """Of a work all but its key, which never changes."""

    kind = RecordVersion.Kind.WORK
    model = Work
    column = "key"

    def fields(self, row: Work) -> Fields:
        return versions.of_work(row)

    def check(self, row: Work) -> None:
        check_stands(row)

    def write(self, row: Work, fields: Fields) -> None:
        for name in ("csl", "consulted", "quality", "archived_url"):
            setattr(row, name, fields[name])
        for name in DAYS:
            setattr(row, name, _day(name, fields[name]))
        row.save()

    def described(self, fields: Fields) -> dict[str, str]:
        csl: Mapping[str, Any] = fields["csl"]
        said = {name: in_words(name, value) for name, value in csl.items() if name not in ("type", "title")}
        return {
            _("Type"): work_types.word(str(csl.get("type", ""))),
            _("Title"): str(csl.get("title", "")),
            **said,
            _("Quality"): str(dict(Work.Quality.choices).get(fields["quality"], "")),
            _("Consulted"): yes(fields["consulted"]),
            _("Archived copy"): fields["archived_url"],
            _("Day of the archived copy"): fields["archived_on"] or "",
            _("Not reached on"): fields["unreachable_on"] or "",
        }

    def refresh(self, row: Work) -> None:
        fill([row])
        refresh_work(row.key)


def _day(name: str, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise refused(name, _("Write the day as 2026-11-21.")) from None


def checked(csl: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a record of CSL variables, in sentences."""
    try:
        Work(key="new", csl=csl).clean()
    except ValidationError as error:
        return error.messages
    return []
