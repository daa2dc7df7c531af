"""Which tests run on every engine, and what a test finds after one that committed."""

import pytest
from django.contrib.auth.models import Group

from annotations.models import Annotation
from edition.models import Article, Work
from tests.support.database import commits, uses_database


def kind(request):
    return uses_database(request.node), commits(request.node)


def test_a_pure_test_runs_once(request):
    assert kind(request) == (False, False)


@pytest.mark.django_db
def test_a_marked_test_runs_on_every_engine(request):
    assert kind(request) == (True, False)


def test_a_test_with_the_fixture_runs_on_every_engine(request, db):
    assert kind(request) == (True, False)


@pytest.mark.parametrize("time", ["first", "second"])
def test_the_groups_outlive_a_committing_test(request, transactional_db, time):
    assert kind(request) == (True, True)
    assert Group.objects.count() == 3
    Group.objects.create(name="reader")


def test_a_journey_commits(request, live_server):
    assert kind(request) == (True, True)


def test_the_edition_is_there_for_a_test_that_does_not_commit(db):
    assert (Article.objects.count(), Annotation.objects.count()) == (5, 219)
    assert not Work.objects.filter(reference_html="").exists()


def test_a_committing_test_begins_without_the_edition(transactional_db):
    assert Article.objects.count() == 0
    assert Group.objects.count() == 3


def test_a_committing_test_may_ask_for_the_edition(transactional_db, edition):
    assert Article.objects.count() == 5
