"""Remarks in the margin of a note: seen by its authors and editors alone, appended and never changed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from annotations import remarks, workflow
from annotations.models import Annotation, Remark
from annotations.models.review import REPLY
from edition.models.immutable import ImmutableError
from tests.support.desk import draft, published, step, submitted

pytestmark = pytest.mark.usefixtures("edition")


def post(client: Client, note: Annotation, **fields: Any) -> Any:
    return client.post(f"/desk/notes/{note.number}/remarks/", fields)


def test_a_remark_stands_beside_its_field_until_it_is_settled(
    as_alice: Client, as_bob: Client, alice: User, bob: User
) -> None:
    note = submitted(alice)
    response = post(as_bob, note, field="gist", text="Name the <day>.")
    row = Remark.objects.get()
    assert response["Location"] == f"/desk/notes/{note.number}/#remark-{row.pk}"
    assert (row.act, row.field, row.version, row.by, row.by_name) == ("remark", "gist", 2, bob, "Bob Baranov")
    step(as_bob, note, "return", reason="words")
    form = as_alice.get(f"/desk/notes/{note.number}/edit/").content.decode()
    gist = form.index('id="field-gist"')
    assert form.index("Name the &lt;day&gt;.") > gist
    assert form.index("Name the &lt;day&gt;.") < form.index('id="id_gist"') + 200
    assert "1 open remark<" in as_alice.get("/desk/?tab=returned").content.decode()
    post(as_alice, note, answers=row.pk, text="It is named now.")
    post(as_bob, note, answers=row.pk, settled="on")
    (thread,) = remarks.threads(note)
    assert (thread.label, [reply.text for reply in thread.replies]) == ("In one line", ["It is named now."])
    assert thread.settled is not None
    assert "Name the" not in as_alice.get(f"/desk/notes/{note.number}/edit/").content.decode()
    assert "open remark" not in as_alice.get("/desk/?tab=returned").content.decode()


def test_an_answer_opens_a_settled_remark_again(alice: User, bob: User) -> None:
    note = submitted(alice)
    one = remarks.remark(note, bob, "Why?")
    for opens, expected in ((False, {}), (True, {note.pk: 1}), (False, {})):
        remarks.reply(one, alice, "Because.") if opens else remarks.settle(one, bob)
        assert remarks.counts([note]) == expected
        assert (remarks.threads(note)[0].settled is None) is opens


@pytest.mark.parametrize(
    ("who", "fields", "status", "sentence"),
    [
        ("as_bob", {"text": " "}, 422, "Write what is to be said."),
        ("as_bob", {"text": "x" * 5_001}, 422, "at most 5000 are kept"),
        ("as_bob", {"text": "a\x00b"}, 422, "Null characters are not allowed."),
        ("as_bob", {"text": "x", "field": "colour"}, 422, "A note has no field “colour”."),
        ("as_bob", {"text": "x", "answers": "999999"}, 404, "There is no such remark on note"),
        ("as_alice", {"text": "x"}, 403, "This note is another author"),
        ("as_dave", {"text": "x"}, 403, "Ask an administrator"),
        ("client", {"text": "x"}, 403, "You are logged out"),
    ],
)
def test_a_remark_that_is_refused(
    request: pytest.FixtureRequest, carol: User, who: str, fields: dict[str, str], status: int, sentence: str
) -> None:
    response = post(request.getfixturevalue(who), submitted(carol), **fields)
    html = response.content.decode()
    assert (response.status_code, sentence in html) == (status, True)
    assert Remark.objects.count() == 0


def test_readers_and_other_authors_see_no_remark(client: Client, as_alice: Client, bob: User, carol: User) -> None:
    note = published(bob, carol)
    remarks.remark(note, carol, "Quagga.")
    for address in (f"/notes/{note.number}/", f"/notes/{note.number}/history/", "/articles/article-1/"):
        assert "Quagga" not in client.get(address).content.decode()
    edit = as_alice.get(f"/desk/notes/{note.number}/edit/")
    assert (edit.status_code, "Quagga" in edit.content.decode()) == (200, False)
    with pytest.raises(workflow.Forbidden):
        remarks.remark(draft(carol), User.objects.get(username="alice"), "x")


def test_a_remark_is_never_changed_and_never_deleted(alice: User) -> None:
    row = remarks.remark(draft(alice), alice, "Stays.")
    row.text = "Forged."
    for act in (row.save, row.delete, Remark.objects.all().delete):
        with pytest.raises(ImmutableError):
            act()
    columns = "id, annotation_id, version, act, field, text, by_id, by_name, at"
    again = f"INTO annotations_remark ({columns}) SELECT {columns} FROM annotations_remark"
    lite = connection.vendor == "sqlite"
    connection.check_constraints()  # PostgreSQL truncates no table whose foreign keys are still to be checked
    for sql, message in (
        ("UPDATE annotations_remark SET text = 'Forged.'", "is never changed"),
        ("DELETE FROM annotations_remark", "is never deleted"),
        (f"REPLACE {again}" if lite else f"INSERT {again} ON CONFLICT (id) DO UPDATE SET text = ''", "never replaced"),
        *([] if lite else [("TRUNCATE annotations_remark CASCADE", "is never deleted")]),
    ):
        with pytest.raises(DatabaseError, match=message), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Remark.objects.get().text == "Stays."


@pytest.mark.parametrize("columns", [{"act": "shout"}, {"act": REPLY}, {"text": ""}])
def test_the_database_keeps_remarks_honest(alice: User, columns: dict[str, str]) -> None:
    row = remarks.remark(draft(alice), alice, "x")
    row.pk, row.id = None, None
    for name, value in columns.items():
        setattr(row, name, value)
    with pytest.raises(DatabaseError, match="remark_"), transaction.atomic():
        row.save_base(raw=True, force_insert=True)


def test_an_answer_answers_a_remark_on_the_same_note_and_its_version_is_there(alice: User) -> None:
    row, other = remarks.remark(draft(alice), alice, "x"), draft(alice)
    answer = remarks.reply(row, alice, "y")
    for wrong in ({"annotation": other}, {"answers": answer}, {"version": 999}):
        columns = {"annotation": row.annotation, "version": 1, "act": REPLY, "answers": row, "text": "z", **wrong}
        forged = Remark(by=alice, at=row.at, **columns)
        with pytest.raises(DatabaseError, match="answers a remark on the same note"), transaction.atomic():
            forged.save_base(raw=True, force_insert=True)
    assert [thread.replies for thread in remarks.threads(row.annotation)] == [[answer]]
