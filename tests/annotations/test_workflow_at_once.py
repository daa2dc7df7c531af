"""Two people at the same moment: each gets a number of their own, and one of two reviewers is first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connection

from annotations import undoing, workflow
from annotations.models import Annotation, Version
from tests.support.notes import FACT_CHECK, bring

T = TypeVar("T")
pytestmark = pytest.mark.usefixtures("transactional_db", "edition")


def at_once(acts: list[Callable[[], T]]) -> list[T | Exception]:
    """Run the acts in a thread each, begun together; return what each returned or raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | Exception:
        try:
            barrier.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_notes_begun_at_once_have_numbers_of_their_own(alice: User, bob: User) -> None:
    started = at_once([partial(workflow.start, FACT_CHECK, who) for who in (alice, bob, alice, bob)])
    numbers = [note.number if isinstance(note, Annotation) else note for note in started]
    assert sorted(numbers, key=str) == [220, 221, 222, 223]
    assert [note.versions.count() for note in Annotation.objects.filter(number__gte=220)] == [1, 1, 1, 1]


def test_of_two_reviewers_at_once_one_is_first(alice: User, bob: User, carol: User) -> None:
    note = bring("submitted", alice, bob)

    def review(act: str, by: User) -> str:
        mine = Annotation.objects.get(pk=note.pk)
        workflow.take(mine, act, by, started_from=2, why="Because.")
        return act

    done = at_once([lambda: review("publish", bob), lambda: review("return", carol)])
    refused = [result for result in done if isinstance(result, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], workflow.Refused)
    assert note.versions.count() == 3
    assert (
        Annotation.objects.get(pk=note.pk).status
        == {"publish": "published", "return": "returned"}[next(result for result in done if isinstance(result, str))]
    )


def test_of_two_publishing_at_once_one_is_told(alice: User, bob: User, carol: User) -> None:
    note = bring("submitted", alice, bob)

    def publish(by: User) -> Version:
        return workflow.take(Annotation.objects.get(pk=note.pk), "publish", by, started_from=2)

    done = at_once([partial(publish, bob), partial(publish, carol)])
    told = [str(result) for result in done if isinstance(result, workflow.Refused)]
    assert told == [f"Note {note.number} is published now, so it cannot be changed in this way. Reload the page."]
    assert list(note.versions.values_list("act", flat=True)) == ["save", "submit", "publish"]


def test_a_step_is_undone_once(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    undo = partial(undoing.undo, by=bob, started_from=3)
    done = at_once([lambda: undo(Annotation.objects.get(pk=note.pk)) for _again in range(2)])
    assert sum(isinstance(result, workflow.Clash) for result in done) == 1
    assert list(note.versions.values_list("act", flat=True)) == ["save", "submit", "publish", "undo"]
    assert Annotation.objects.get(pk=note.pk).status == "submitted"
