"""Two editors, or two administrators, at the same moment: one is first, the other is told in a sentence."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from taggit.models import Tag

from annotations.ledger_desk import merging_tags
from annotations.models import Topic
from edition.models import Invitation
from edition.people import invitations
from tests.annotations.test_workflow_at_once import at_once
from tests.support.cast import log_in
from tests.support.ledger import words_of

pytestmark = pytest.mark.usefixtures("transactional_db", "edition")


def told(done: list) -> list[str]:
    """Return what came of each: 'done', or the name of the error with its message."""
    return sorted(f"{type(one).__name__}: {one}" if isinstance(one, Exception) else "done" for one in done)


def test_an_address_is_invited_once(admin_ann: User, admin_user: User) -> None:
    addresses = ("twice@example.org", "Twice@example.org", "twice@example.org")
    done = at_once([partial(invitations.invite, one, "editor", admin_ann) for one in addresses])
    assert told(done) == ["InvitationError: open", "InvitationError: open", "done"]
    assert Invitation.objects.count() == 1


def test_two_tags_merged_crosswise_are_merged_once(bob: User, carol: User) -> None:
    one, other = Tag.objects.filter(name__in=("cold-war", "end-of-cold-war")).order_by("pk")
    merge = partial(merging_tags.merge, started_from=0)
    done = at_once([partial(merge, one, other, bob), partial(merge, other, one, carol)])
    assert sum(isinstance(count, int) for count in done) == 1, done
    (refused,) = [error for error in done if isinstance(error, Exception)]
    assert type(refused).__name__ == "TagRefused"
    assert sorted(map(merging_tags.gone, (one, other))) == [False, True]


def test_two_tags_renamed_alike_are_one_rename(bob: User, carol: User) -> None:
    one, other = Tag.objects.filter(name__in=("cold-war", "end-of-cold-war"))
    rename = partial(merging_tags.rename, name="the same", started_from=0)
    done = at_once([partial(rename, one, by=bob), partial(rename, other, by=carol)])
    assert told(done) == ["TagRefused: There is a tag “the same” already. Merge the two.", "done"]


def test_two_topics_of_one_address_are_one_topic(bob: User, carol: User) -> None:
    rows = {f"{part}-{name}_FORMS": "0" for part in ("timeline", "passages") for name in ("TOTAL", "INITIAL")}
    typed = rows | {
        "do": "save",
        "title": "A new topic",
        "question": "What?",
        "record": "It is so.",
        "slug": "the-same",
        "why": "",
    }
    done = at_once([partial(log_in(who).post, "/desk/topics/new/", typed) for who in (bob, carol)])
    pages = [page for page in done if not isinstance(page, Exception)]
    assert sorted(page.status_code for page in pages) == [302, 422], done
    (page,) = [page for page in pages if page.status_code == 422]
    assert "The address “the-same” is taken. Choose another." in words_of(page)
    assert Topic.objects.filter(slug="the-same").count() == 1
