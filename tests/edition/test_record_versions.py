"""Versions of works, articles, topics, claims and tags: appended, never changed, and asked for before a save."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from edition import versions
from edition.models import MergedWork, RecordVersion, Work
from edition.models.immutable import ImmutableError
from edition.versions import Stale
from tests.support.ledger import merged_rows

pytestmark = pytest.mark.django_db
NEW = {"name": "visits"}


def test_versions_count_up_from_1_and_keep_who_when_and_why(bob: User) -> None:
    before = timezone.now()
    versions.append("tag", "visit", NEW, bob, " A better word. ")
    versions.append("tag", "visit", {"name": "trips"}, None, act="merge")
    newest, first = versions.of("tag", "visit")
    assert (first.number, first.act, first.fields, first.name) == (1, "save", NEW, "Bob Baranov")
    assert (first.why, first.at >= before) == ("A better word.", True)
    assert (newest.number, newest.act, newest.name) == (2, "merge", "")
    assert versions.latest_number("tag", "visit") == 2
    assert versions.latest_number("claim", "visit") == 0


def test_the_first_save_keeps_what_stood_before(bob: User) -> None:
    versions.append("tag", "visit", NEW, bob, before={"name": "visit"})
    versions.append("tag", "visit", {"name": "trips"}, bob, before=NEW)
    versions.append("tag", "visit", {"name": "tours"}, bob, before={"name": "changed past the desk"})
    found = [(v.act, v.fields["name"], v.by) for v in versions.of("tag", "visit").order_by("number")]
    assert found == [
        ("load", "visit", None),
        ("save", "visits", bob),
        ("save", "trips", bob),
        ("load", "changed past the desk", None),
        ("save", "tours", bob),
    ]


def test_a_save_needs_the_version_it_started_from(bob: User) -> None:
    versions.check("tag", "visit", 0)
    versions.append("tag", "visit", NEW, bob)
    versions.check("tag", "visit", 1)
    with pytest.raises(Stale, match="Bob Baranov changed this after you opened it") as error:
        versions.check("tag", "visit", 0)
    assert error.value.latest == RecordVersion.objects.get()


def test_the_models_refuse_to_change_a_version(bob: User) -> None:
    made = versions.append("tag", "visit", NEW, bob)
    made.why = "forged"
    for change in (made.save, made.delete, RecordVersion.objects.all().delete):
        with pytest.raises(ImmutableError):
            change()
    with pytest.raises(ImmutableError):
        RecordVersion.objects.update(why="forged")


def refused(sql: str) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(error.value)


COLUMNS = 'kind, "key", number, act, fields, by_name, at, why'
COPY = (
    f'INSERT INTO edition_recordversion (%s{COLUMNS}) SELECT %skind, "key", number + %s, act, fields, by_name, at, why'
)


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE edition_recordversion SET why = 'forged'", "A row of edition_recordversion is never changed."),
        ("DELETE FROM edition_recordversion", "A row of edition_recordversion is never deleted."),
        (
            f"{COPY % ('id, ', 'id, ', 1)} FROM edition_recordversion",
            "A row of edition_recordversion is never replaced.",
        ),
        (
            f"{COPY % ('', '', 2)} FROM edition_recordversion",
            "A version has the number after the newest of its record.",
        ),
        ("UPDATE edition_mergedwork SET by_name = 'forged'", "A row of edition_mergedwork is never changed."),
        ("DELETE FROM edition_mergedwork", "A row of edition_mergedwork is never deleted."),
        (
            "INSERT INTO edition_mergedwork (work_id, into_id, by_name, at)"
            " SELECT into_id, (SELECT MAX(id) FROM edition_work), by_name, at FROM edition_mergedwork",
            "",
        ),
        (
            "INSERT INTO edition_mergedwork (work_id, into_id, by_name, at)"
            " SELECT (SELECT MAX(id) FROM edition_work), work_id, by_name, at FROM edition_mergedwork",
            "A work is merged into one that stays.",
        ),
        ("UPDATE edition_mergedtag SET name = 'forged'", "A row of edition_mergedtag is never changed."),
        ("DELETE FROM edition_mergedtag", "A row of edition_mergedtag is never deleted."),
    ],
)
def test_the_database_refuses(bob: User, sql: str, message: str) -> None:
    versions.append("tag", "visit", NEW, bob)
    merged_rows()
    if message:
        assert message in refused(sql)
    else:  # a work into which others were merged may itself be merged, into another again
        with connection.cursor() as cursor:
            cursor.execute(sql)
        assert MergedWork.objects.count() == 2


@pytest.mark.usefixtures("edition")
def test_no_table_of_versions_is_emptied(bob: User) -> None:
    if connection.vendor == "postgresql":  # SQLite has no TRUNCATE: it is a DELETE
        assert "is never deleted." in refused("TRUNCATE edition_recordversion CASCADE")
    else:
        versions.append("tag", "visit", NEW, bob)
        assert "is never deleted." in refused("DELETE FROM edition_recordversion")


@pytest.mark.usefixtures("edition")
def test_a_merged_work_leads_to_the_one_that_stands_at_last() -> None:
    old, new = merged_rows()
    last = Work.objects.exclude(pk__in=[old.pk, new.pk]).sources().first()
    assert last is not None
    MergedWork(work=new, into=last, at=timezone.now()).save()
    assert Work.objects.get(pk=old.pk).standing == last
    assert last.standing == last
    assert old not in Work.objects.sources()
