"""What an edition from elsewhere brings, for an editor to look through: what of each kind is new, known, refused."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.folder import Report

KINDS: dict[str, str | Promise] = {
    "articles.json": _("Articles"),
    "notes.json": _("Fact-checks and corrections"),
    "crossrefs.json": _("Cross-references"),
    "topics.json": _("Topics"),
    "claims.json": _("Claims"),
    "bibliography.json": _("Sources"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind: names of those that are new, how many are the same, names of those that differ from
    the site, and names of those that cannot be taken with the reasons."""

    label: str | Promise
    new: list[str]
    same: int
    differing: list[str]
    refused: list[tuple[str, str]]


def groups(report: Report) -> list[Group]:
    """Return what the report says of each kind of which there is something."""
    made = [_group(file, report) for file in KINDS]
    return [group for group in made if group.new or group.same or group.differing or group.refused]


def _group(file: str, report: Report) -> Group:
    refused = [(error.entry, error.reason) for error in report.refused if error.file == file]
    names = {name for name, _reason in refused}
    new = [name for of, name in report.added if of == file and name not in names]
    differing = [name for of, name in report.differing if of == file and name not in names]
    return Group(KINDS[file], new, report.kept[file] - len(differing), differing, refused)
