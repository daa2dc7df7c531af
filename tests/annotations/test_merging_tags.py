"""Tags are renamed and merged: every note and article follows with a version, and no address dies."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from taggit.models import Tag

from annotations import workflow
from annotations.content import Content
from annotations.ledger_desk import merging_tags
from annotations.models import Annotation
from edition import versions
from edition.models import Article, MergedTag
from tests.support.ledger import words_of
from tests.support.notes import FACT_CHECK, bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
MANY, FEW = "cold-war", "end-of-cold-war"


def carried(name: str) -> tuple[int, int]:
    return Annotation.objects.filter(tags__name=name).count(), Article.objects.filter(tags__name=name).count()


@pytest.fixture
def tag() -> Tag:
    """A tag of notes and of an article."""
    found = Tag.objects.get(slug=MANY)
    Article.objects.get(slug="article-1").tags.add(found)
    return found


def test_a_renamed_tag_keeps_its_address_and_all_that_carries_it(as_bob: Client, client: Client, tag: Tag) -> None:
    before, name = carried(tag.name), tag.name
    form = {"do": "rename", "name": " The  Cold War ", "started_from": "0", "why": "In full."}
    assert as_bob.post(f"/desk/tags/{MANY}/", form)["Location"] == f"/desk/tags/{MANY}/"
    assert (carried("The Cold War"), carried(name)) == (before, (0, 0))
    assert "The Cold War" in words_of(client.get(f"/tags/{MANY}/"))
    note = Annotation.objects.filter(tags=tag).first()
    assert note is not None
    newest = note.versions.get(number=note.version)
    assert (newest.act, newest.why) == ("merge", f"The tag “{name}” is called “The Cold War” now. In full.")
    assert "The Cold War" in Content.from_json(newest.fields).tags
    assert [v.fields["name"] for v in versions.of("tag", MANY)] == ["The Cold War", name]
    article = versions.latest("article", "article-1")
    assert article is not None
    assert article.fields["tags"] == sorted(Article.objects.get(slug="article-1").tags.names())


def test_a_merged_tag_leads_to_the_one_that_stays(as_bob: Client, client: Client, tag: Tag) -> None:
    into = Tag.objects.get(slug=FEW)
    count = len(merging_tags.carrying(tag)[0])
    both = {*Annotation.objects.filter(tags__in=[tag, into]).values_list("number", flat=True)}
    form = {"do": "merge", "into": into.name, "started_from": "0"}
    done = as_bob.post(f"/desk/tags/{MANY}/", form, follow=True)
    assert f"Done: {count + 1} notes and articles follow." in done.content.decode()
    assert {*Annotation.objects.filter(tags=into).values_list("number", flat=True)} == both
    for prefix in ("", "/ru"):
        page = client.get(f"{prefix}/tags/{MANY}/")
        assert (page.status_code, page["Location"]) == (301, f"{prefix}/tags/{FEW}/")
    assert as_bob.get(f"/desk/tags/{MANY}/")["Location"] == f"/desk/tags/{FEW}/"
    for form in ({"do": "rename", "name": tag.name}, {"do": "merge", "into": tag.name}):  # neither sends to the other
        page = as_bob.post(f"/desk/tags/{FEW}/", form | {"started_from": "0"})
        sentence = f"The name “{tag.name}” leads to “{into.name}” and cannot be used again."
        assert (page.status_code, sentence in words_of(page)) == (422, True)
    assert f"/desk/tags/{MANY}/" not in as_bob.get("/desk/tags/?unused=1").content.decode()
    assert "Merged into" in words_of(as_bob.get(f"/desk/tags/{MANY}/history/?from=1&to=2"))


def test_what_is_under_way_follows_too(alice: User, bob: User, carol: User) -> None:
    note = bring("redrafted", alice, bob, FACT_CHECK)
    tag = Tag.objects.get(name="ussr")
    merging_tags.rename(tag, "Soviet Union", carol, started_from=0)
    note = Annotation.objects.get(pk=note.pk)
    for number in (note.public_version, note.version):
        assert Content.from_json(note.versions.get(number=number).fields).tags == ("Soviet Union",)
    assert (note.status, note.revising) == ("published", "draft")


def test_a_name_that_was_given_up_is_not_made_anew(alice: User, bob: User, tag: Tag) -> None:
    old = tag.name
    merging_tags.rename(tag, "The Cold War", bob, started_from=0)
    with pytest.raises(workflow.Incomplete, match=f"The tag “{old}” is called “The Cold War” now. Write that."):
        workflow.start(Content(**{**_parts(), "tags": (old,)}), alice)
    merging_tags.rename(tag, old, bob, started_from=2)
    workflow.start(Content(**{**_parts(), "tags": (old,)}), alice)
    assert Tag.objects.filter(name=old).count() == 1


def _parts() -> dict:
    return {name: getattr(FACT_CHECK, name) for name in FACT_CHECK.__dataclass_fields__}


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"do": "rename", "name": "  "}, 422, "Give the tag another name."),
        ({"do": "rename", "name": "one, two"}, 422, "A comma parts tags: a name holds none."),
        ({"do": "rename", "name": "?!"}, 422, "has no letter and no digit"),
        ({"do": "rename", "name": "x" * 101}, 422, "is longer than 100 characters"),
        ({"do": "rename", "name": "end-of-cold-war"}, 422, "There is a tag “end-of-cold-war” already. Merge the two."),
        ({"do": "merge", "into": "no such tag"}, 422, "There is no tag “no such tag”."),
        ({"do": "merge", "into": "cold-war"}, 422, "This is the same tag. Choose another."),
        ({"do": "rename", "name": "new", "started_from": "7"}, 409, "changed this after you opened it"),
        ({"do": "rename", "name": "new", "started_from": "x"}, 422, "The form is incomplete."),
    ],
)
def test_what_cannot_be(as_bob: Client, form: dict, status: int, sentence: str) -> None:
    before = carried("cold-war")
    page = as_bob.post(f"/desk/tags/{MANY}/", {"started_from": "0", **form})
    assert (page.status_code, sentence in words_of(page)) == (status, True)
    assert (carried("cold-war"), MergedTag.objects.count()) == (before, 0)
