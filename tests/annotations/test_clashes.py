"""Two forms on one version: what does not collide is merged, the rest is chosen, and nothing is lost."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from annotations.models import Annotation
from tests.support.desk import KEY, draft, fields_of, form_data
from tests.support.notes import bring, take

pytestmark = pytest.mark.usefixtures("edition")
GIST = "The protocol is of 21 December."


def edit(client: Client, note: Annotation, do: str = "save", **fields: str):
    return client.post(f"/desk/notes/{note.number}/edit/", form_data(do, **({"started_from": "2"} | fields)))


@pytest.fixture
def note(as_alice: Client, alice: User) -> Annotation:
    """A draft of two versions, the second as the form sends it."""
    made = draft(alice)
    edit(as_alice, made, started_from="1", gist=GIST)
    return made


def test_what_was_changed_apart_goes_together(as_alice: Client, as_bob: Client, note: Annotation) -> None:
    edit(as_bob, note, gist=GIST, verdict="disputed", evidence__0__locator="p. 9", tags="ussr")
    page = edit(as_alice, note, gist="The line of Alice.", tags="cold war")
    html = page.content.decode()
    assert page.status_code == 409
    assert "Nothing collides: the form holds both." in html
    assert "<del>Inaccurate</del> → <ins>Disputed</ins>" in html
    sent = fields_of(html)
    assert (sent["gist"], sent["verdict"], sent["started_from"]) == ("The line of Alice.", "disputed", "3")
    assert (sent["evidence-0-source"], sent["evidence-0-locator"]) == (KEY, "9")
    assert as_alice.post(f"/desk/notes/{note.number}/edit/", sent | {"do": "save"}).status_code == 302
    note.refresh_from_db()
    assert (note.gist, note.verdict, sorted(note.tags.names())) == (
        "The line of Alice.",
        "disputed",
        ["cold war", "ussr"],
    )


@pytest.mark.parametrize(("choice", "gist"), [("mine", "Of Alice."), ("theirs", "Of Bob.")])
def test_what_collides_is_chosen(as_alice: Client, as_bob: Client, note: Annotation, choice: str, gist: str) -> None:
    edit(as_bob, note, gist="Of Bob.")
    html = edit(as_alice, note, gist="Of Alice.").content.decode()
    assert html.count('name="choose-gist"') == 2
    assert "Of <del>Bob.</del><ins>Alice.</ins>" in html
    sent = fields_of(html) | {"choose-gist": choice}
    preview = as_alice.post(f"/desk/notes/{note.number}/edit/", sent | {"do": "preview"}).content.decode()
    assert f">{gist}</p>" in preview
    assert fields_of(preview)["gist"] == gist
    assert as_alice.post(f"/desk/notes/{note.number}/edit/", sent | {"do": "save"}).status_code == 302
    assert Annotation.objects.get(pk=note.pk).gist == gist
    assert [version.fields["gist"] for version in note.versions.order_by("number")][1:] == [GIST, "Of Bob.", gist]


def test_a_row_of_evidence_that_collides_is_chosen_by_itself(
    as_alice: Client, as_bob: Client, note: Annotation
) -> None:
    edit(as_bob, note, gist=GIST, evidence__0__locator="p. 1")
    html = edit(as_alice, note, gist=GIST, evidence__0__locator="p. 2", verdict="disputed").content.decode()
    name = f"choose-evidence:{KEY}:1"
    assert html.count(f'name="{name}"') == 2
    more = as_alice.post(f"/desk/notes/{note.number}/edit/", fields_of(html) | {"do": "more-evidence", name: "theirs"})
    assert f'type="hidden" name="{name}" value="theirs"' in more.content.decode()
    as_alice.post(f"/desk/notes/{note.number}/edit/", fields_of(more.content.decode()) | {"do": "save"})
    note.refresh_from_db()
    assert (note.evidence.get().locator, note.verdict) == ("p. 1", "disputed")


def test_ones_own_stale_tab_is_a_clash_too(as_alice: Client, note: Annotation) -> None:
    edit(as_alice, note, gist="In one tab.")
    page = edit(as_alice, note, gist="In the other.")
    assert page.status_code == 409
    assert "You saved this note elsewhere after you opened it here" in page.content.decode()
    assert edit(as_alice, note, gist="In one tab.").status_code == 302
    assert note.versions.count() == 3


@pytest.mark.parametrize(("started_from", "status"), [("2", 409), ("9", 409), ("", 409)])
def test_a_version_that_never_was_loses_nothing(
    as_alice: Client, as_bob: Client, note: Annotation, started_from: str, status: int
) -> None:
    edit(as_bob, note, gist="Of Bob.")
    page = edit(as_alice, note, gist="Of Alice.", started_from=started_from)
    assert page.status_code == status
    assert fields_of(page.content.decode())["gist"] == "Of Alice."
    assert "Of <del>Bob.</del>" in page.content.decode()


def test_an_earlier_version_is_restored_as_a_new_one(as_bob: Client, alice: User, bob: User) -> None:
    note = bring("redrafted", alice, bob)
    address = f"/desk/notes/{note.number}/restore/"
    for sent, status in (({"version": "1"}, 400), ({"version": "1", "started_from": "3"}, 409)):
        assert as_bob.post(address, sent).status_code == status
    for version in ("9", "2147483647"):
        assert as_bob.post(address, {"version": version, "started_from": "4"}).status_code == 404
    assert as_bob.post(address, {"version": "1", "started_from": "4"}).status_code == 302
    latest = note.versions.latest("number")
    assert (latest.number, latest.act, latest.status, latest.why) == (5, "save", "draft", "Version 1 restored.")
    assert latest.fields == note.versions.get(number=1).fields
    note.refresh_from_db()
    assert (note.status, note.revising, note.public_version) == ("published", "draft", 3)
    take(note, "submit", alice)
    assert as_bob.post(address, {"version": "1", "started_from": "6"}).status_code == 409
