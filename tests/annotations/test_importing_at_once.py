"""Two editors who publish the same import at the same moment make one text of it."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import connection

from annotations import importing
from edition.intake import docx
from edition.intake.composing import Part
from edition.models import Revision
from tests.annotations.test_workflow_at_once import at_once
from tests.support.docx import document, run
from tests.support.docx import docx as packed

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_an_import_published_twice_at_once_is_one_text(bob: User, carol: User) -> None:
    found = importing.begin(importing.Given(b"A title\n\nThe words of the article.\n"), bob)
    publish = partial(importing.publish, found.pk, started_from=0, base=0)
    done = at_once([partial(publish, bob), partial(publish, carol)])
    assert sorted(type(one).__name__ for one in done) == ["Revision", "Stale"]
    assert [str(one) for one in Revision.objects.all()] == ["a-title v1"]


def test_a_file_is_read_once_and_proved_once_while_nothing_is_locked(
    bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[bool] = []
    parse = docx._parts

    def watched(original: bytes) -> list[Part]:
        locked.append(connection.in_atomic_block)
        return parse(original)

    monkeypatch.setattr(docx, "_parts", watched)
    words = packed(document(run("A title", "Title"), run("One line of the article."), run("Another line of it.")))
    found = importing.begin(importing.Given(words, "story.docx"), bob)
    importing.change(found.pk, 0, importing.Change({}, join=1))
    assert locked == [False]
    importing.change(found.pk, 1, importing.Change({}, format="docx", encoding=""))
    assert locked == [False, False]
    revision = importing.publish(found.pk, bob, started_from=2, base=0)
    assert locked == [False, False, False]
    assert revision.text == "A title\n\nOne line of the article.\n\nAnother line of it.\n"
