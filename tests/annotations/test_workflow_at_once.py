"""Two people at the same moment: each gets a number of their own, and one of two reviewers is first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connection

from annotations import workflow
from annotations.models import Annotation
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
