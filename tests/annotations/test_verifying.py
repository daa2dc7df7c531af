"""`verify` finds a note that is not what its version says."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation, Evidence, Link
from edition.verification import mismatches
from tests.support.notes import FACT_CHECK, bring, take

pytestmark = pytest.mark.usefixtures("edition")


def test_what_was_changed_past_the_workflow_is_named(alice: User, bob: User) -> None:
    assert list(mismatches()) == []
    Annotation.objects.filter(number=2).update(gist="Another gist.", finding="Another finding.")
    Evidence.objects.filter(annotation__number=3, position=1).update(locator="p. 99")
    link = Link.objects.filter(annotation__number__gt=3).order_by("annotation__number").first()
    assert link is not None
    Link.objects.filter(pk=link.pk).update(relation="agrees" if link.relation != "agrees" else "contradicts")
    assert list(mismatches()) == [
        "Note 2: gist, finding differ from its version 1.",
        "Note 3: evidence differ from its version 1.",
        f"Note {link.annotation.number}: links differ from its version 1.",
    ]


def test_a_new_version_under_way_is_not_what_readers_see(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    take(note, "save", alice, replace(FACT_CHECK, gist="Not yet published."))
    bring("draft", alice, bob)
    assert list(mismatches()) == []
