"""The workflow: who may take which step from which state, and what each step leaves behind."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from annotations import workflow
from annotations.content import Content, EvidenceItem
from annotations.models import Annotation, Version
from edition.models import Article
from edition.models.immutable import ImmutableError
from tests.support.notes import CONTENTS, CROSS_REFERENCE, FACT_CHECK, STATES, bring, take

pytestmark = pytest.mark.usefixtures("edition")

ACTS = ("save", "revise", "submit", "return", "publish", "withdraw", "discard")
# By state of the note: the acts of its author, of another contributor, of an editor, of an editor
# who is its author. `re…` are new versions of a published note.
ALLOWED = {
    "draft": ("save submit", "", "save", "save submit"),
    "submitted": ("", "", "return publish", ""),
    "returned": ("revise submit", "", "revise", "revise submit"),
    "published": ("save", "save", "save withdraw", "save withdraw"),
    "withdrawn": ("", "", "", ""),
    "redrafted": ("save submit discard", "", "save withdraw discard", "save submit withdraw discard"),
    "resubmitted": ("", "", "return publish withdraw", "withdraw"),
    "rereturned": ("revise submit discard", "", "revise withdraw discard", "revise submit withdraw discard"),
}


@pytest.fixture
def people(alice: User, bob: User, carol: User) -> dict[str, User]:
    """Another contributor and a second reviewer beside the cast."""
    other = User.objects.create_user("oscar", first_name="Oscar", last_name="Orlov")
    other.groups.set(alice.groups.all())
    return {"author": alice, "contributor": other, "editor": bob, "own editor": carol}


def test_the_table_names_every_state() -> None:
    assert set(ALLOWED) == set(STATES)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["author", "contributor", "editor", "own editor"])
def test_every_act_from_every_state(people: dict[str, User], state: str, who: str) -> None:
    user = people[who]
    wanted = ALLOWED[state][["author", "contributor", "editor", "own editor"].index(who)].split()
    author = user if who == "own editor" else people["author"]
    note = bring(state, author, people["editor"])
    assert workflow.allowed(note, user) == wanted
    for act in ACTS:
        if act not in wanted:
            refuse(note, act, user)


def refuse(note: Annotation, act: str, user: User) -> None:
    """Forge a step that is not offered: it is refused and leaves nothing behind."""
    rows = Annotation.objects.filter(pk=note.pk).values().get()
    content = FACT_CHECK if act in {"save", "revise"} else None
    with pytest.raises((workflow.Forbidden, workflow.WrongState)):
        workflow.take(note, act, user, started_from=note.version, why="Forged.", content=content)
    assert Annotation.objects.filter(pk=note.pk).values().get() == rows
    assert note.versions.count() == rows["version"]


@pytest.mark.parametrize(
    ("act", "state"),
    [("submit", "draft"), ("publish", "submitted"), ("return", "submitted"), ("withdraw", "published")],
)
def test_words_that_nobody_reviewed_are_not_slipped_in(alice: User, bob: User, act: str, state: str) -> None:
    note = bring(state, alice, bob)
    by = alice if act == "submit" else bob
    with pytest.raises(ValueError, match="takes no content"):
        workflow.take(
            note, act, by, started_from=note.version, why="x", content=replace(FACT_CHECK, gist="Slipped in.")
        )
    assert (Content.of(note), note.versions.count()) == (FACT_CHECK, note.version)


@pytest.mark.parametrize("act", [*ACTS, "delete", ""])
def test_who_has_no_right_takes_no_step(alice: User, bob: User, dave: User, act: str) -> None:
    note = bring("submitted", alice, bob)
    with pytest.raises(workflow.Refused):
        workflow.take(note, act, dave, started_from=note.version, why="Forged.")
    with pytest.raises(workflow.Forbidden, match="Ask an administrator to make you a contributor"):
        workflow.start(FACT_CHECK, dave)


@pytest.mark.parametrize("kind", list(CONTENTS))
def test_a_note_of_each_kind_is_published(alice: User, bob: User, kind: str) -> None:
    note = bring("published", alice, bob, CONTENTS[kind])
    assert (note.number, note.key, note.status, note.kind) == (220, "note-220", "published", kind)
    assert (note.version, note.public_version) == (3, 3)
    assert note.published_at == note.reviewed_at
    assert Content.of(note) == CONTENTS[kind]


def test_each_step_appends_a_version(alice: User, bob: User) -> None:
    note = bring("returned", alice, bob)
    take(note, "revise", alice, replace(FACT_CHECK, gist="Better."))
    take(note, "submit", alice)
    take(note, "publish", bob)
    rows = note.versions.order_by("number").values_list("number", "act", "status", "by_name", "why")
    assert list(rows) == [
        (1, "save", "draft", "Alice Abbasi", ""),
        (2, "submit", "submitted", "Alice Abbasi", ""),
        (3, "return", "returned", "Bob Baranov", "Because."),
        (4, "revise", "returned", "Alice Abbasi", ""),
        (5, "submit", "submitted", "Alice Abbasi", ""),
        (6, "publish", "published", "Bob Baranov", ""),
    ]
    gists = [version.fields["gist"] for version in note.versions.order_by("number")]
    assert gists == [FACT_CHECK.gist] * 3 + ["Better."] * 3


def test_a_version_is_not_changed_and_not_deleted(alice: User) -> None:
    note = workflow.start(FACT_CHECK, alice)
    version = note.versions.get()
    version.why = "forged"
    for act in (version.save, version.delete, note.versions.all().delete):
        with pytest.raises(ImmutableError):
            act()


def test_a_clash_names_who_was_first_and_loses_nothing(alice: User, bob: User) -> None:
    note = workflow.start(FACT_CHECK, alice)
    stale = Annotation.objects.get(pk=note.pk)
    take(note, "save", bob, replace(FACT_CHECK, gist="Bob's."))
    with pytest.raises(workflow.Clash) as clash:
        workflow.take(stale, "save", alice, started_from=1, content=replace(FACT_CHECK, gist="Alice's."))
    assert str(clash.value).startswith("Bob Baranov changed this note after you opened it.")
    assert clash.value.latest.fields["gist"] == "Bob's."
    assert Version.objects.filter(annotation=note).count() == 2


@pytest.mark.parametrize(("state", "act"), [("submitted", "return"), ("published", "withdraw")])
@pytest.mark.parametrize("why", ["", "  \n"])
def test_a_reason_is_needed(alice: User, bob: User, state: str, act: str, why: str) -> None:
    note = bring(state, alice, bob)
    with pytest.raises(workflow.Incomplete) as refusal:
        workflow.take(note, act, bob, started_from=note.version, why=why)
    assert refusal.value.problems == {"why": ["Give a reason: it is shown with the note."]}
    assert Annotation.objects.get(pk=note.pk).status == state


def test_a_withdrawn_note_keeps_its_reason(alice: User, bob: User) -> None:
    note = bring("published", alice, bob)
    take(note, "withdraw", bob, why=" Superseded by note 2. ")
    note = Annotation.objects.get(pk=note.pk)
    assert (note.status, note.withdrawn_because) == ("withdrawn", "Superseded by note 2.")
    assert note in Annotation.objects.public()
    assert note not in Annotation.objects.published()


def test_a_published_note_stays_while_its_new_version_goes_the_same_way(alice: User, bob: User) -> None:
    note = bring("resubmitted", alice, bob)
    assert (note.status, note.revising, note.state, note.public_version) == ("published", "submitted", "submitted", 3)
    assert Content.of(note) == FACT_CHECK
    take(note, "publish", bob)
    note = Annotation.objects.get(pk=note.pk)
    assert (note.status, note.revising, note.gist, note.public_version) == ("published", "", "A second gist.", 6)
    assert note.published_at is not None
    assert note.reviewed_at is not None
    assert note.published_at < note.reviewed_at


def test_nobody_publishes_what_they_had_a_hand_in(alice: User, bob: User, carol: User) -> None:
    note = workflow.start(FACT_CHECK, alice)
    take(note, "save", bob, replace(FACT_CHECK, gist="Bob changed one word."))
    take(note, "submit", alice)
    with pytest.raises(workflow.Forbidden, match=r"This is your own note\. Another editor has to review it\."):
        workflow.take(note, "publish", bob, started_from=note.version)
    take(note, "publish", carol)
    assert note.status == "published"


def test_a_reviewer_who_revised_a_published_note_does_not_publish_it(alice: User, bob: User, carol: User) -> None:
    note = bring("published", alice, bob)
    take(note, "save", bob, replace(FACT_CHECK, gist="Bob's second version."))
    take(note, "submit", bob)
    with pytest.raises(workflow.Forbidden):
        workflow.take(note, "publish", bob, started_from=note.version)
    take(note, "publish", carol)
    assert Annotation.objects.get(pk=note.pk).gist == "Bob's second version."


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"verdict": ""}, "verdict"),
        ({"gist": " "}, "gist"),
        ({"finding": ""}, "finding"),
        ({"evidence": (), "finding": "No source."}, "evidence"),
    ],
)
def test_an_unfinished_note_is_saved_and_not_submitted(alice: User, lacking: dict[str, object], field: str) -> None:
    note = workflow.start(replace(FACT_CHECK, **lacking), alice)  # type: ignore[arg-type]
    with pytest.raises(workflow.Incomplete) as refusal:
        take(note, "submit", alice)
    assert list(refusal.value.problems) == [field]
    assert (note.state, note.versions.count()) == ("draft", 1)


def test_a_bad_save_is_refused_and_leaves_nothing(alice: User) -> None:
    note = workflow.start(FACT_CHECK, alice)
    bad = replace(FACT_CHECK, finding="See [@nothing].", evidence=(EvidenceItem("nothing"),))
    with pytest.raises(workflow.Incomplete) as refusal:
        take(note, "save", alice, bad)
    assert refusal.value.problems["evidence"] == [
        "There is no source “nothing” in the bibliography. Choose one that is, or add it."
    ]
    assert (Annotation.objects.get(pk=note.pk).gist, note.versions.count()) == (FACT_CHECK.gist, 1)


def versions() -> dict[str, int]:
    return dict(Article.objects.values_list("slug", "apparatus_version"))


def test_publishing_moves_the_pages_of_both_ends(alice: User, bob: User) -> None:
    before = versions()
    note = bring("submitted", alice, bob, CROSS_REFERENCE)
    assert versions() == before
    take(note, "publish", bob)
    moved = {slug: before[slug] + 1 for slug in ("article-1", "article-2")}
    assert versions() == before | moved
    take(note, "withdraw", bob)
    assert versions() == before | {slug: version + 1 for slug, version in moved.items()}


def test_a_link_that_is_moved_moves_the_page_it_left(alice: User, bob: User) -> None:
    note = bring("published", alice, bob, CROSS_REFERENCE)
    before = versions()
    target = replace(CROSS_REFERENCE.links[0].target, article="article-3", start=0, end=8)
    moved = replace(CROSS_REFERENCE, links=(replace(CROSS_REFERENCE.links[0], target=target),))
    take(note, "save", alice, moved)
    take(note, "submit", alice)
    assert versions() == before
    take(note, "publish", bob)
    assert versions() == before | {f"article-{n}": before[f"article-{n}"] + 1 for n in (1, 2, 3)}


def test_a_note_that_was_published_elsewhere_is_entered_once(alice: User) -> None:
    now = timezone.now()
    published = workflow.Publication(300, "a1-fc99", now, now, "The editors", "It was wrong.")
    note = workflow.enter(FACT_CHECK, published)
    version = note.versions.get()
    assert (note.number, note.status, note.withdrawn_because) == (300, "withdrawn", "It was wrong.")
    assert (version.act, version.by, version.by_name) == ("load", None, "The editors")
    assert workflow.start(FACT_CHECK, alice).number == 301
