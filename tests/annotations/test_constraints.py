"""The database keeps each kind's fields honest, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Model

from annotations.models import Account, Annotation, Evidence, Link, Topic, Version
from edition.models.immutable import ImmutableError
from tests.support.notes import force

pytestmark = pytest.mark.usefixtures("edition")


def refused(model: type[Model], pk: int, **changes: Any) -> str:
    """Write past all checks of the models; return with what the database refuses it."""
    step = {"version": F("version") + 1} if model is Annotation else {}
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model._base_manager.filter(pk=pk).update(**step, **changes)
    return str(error.value)


def note(kind: str) -> Annotation:
    return Annotation.objects.filter(kind=kind).order_by("number")[0]


@pytest.mark.parametrize(
    ("kind", "changes", "constraint"),
    [
        ("fact-check", {"kind": "remark"}, "note_"),
        ("fact-check", {"status": "lost"}, "note_status"),
        ("fact-check", {"verdict": "true"}, "note_verdict"),
        ("correction", {"correction_type": "style"}, "note_correction_type"),
        ("fact-check", {"correction_type": "name"}, "note_fields_of_its_kind"),
        ("fact-check", {"reading": "x"}, "note_fields_of_its_kind"),
        ("fact-check", {"sic": True}, "note_fields_of_its_kind"),
        ("correction", {"verdict": "accurate"}, "note_fields_of_its_kind"),
        ("correction", {"claim_reviewed": "x"}, "note_fields_of_its_kind"),
        ("cross-reference", {"verdict": "accurate"}, "note_fields_of_its_kind"),
        ("cross-reference", {"claim_reviewed": "x"}, "note_fields_of_its_kind"),
        ("cross-reference", {"reading": "x"}, "note_fields_of_its_kind"),
        ("cross-reference", {"correction_type": "name"}, "note_fields_of_its_kind"),
        ("cross-reference", {"sic": True}, "note_fields_of_its_kind"),
        ("fact-check", {"finding": ""}, "note_whole_when_public"),
        ("fact-check", {"gist": ""}, "note_whole_when_public"),
        ("fact-check", {"verdict": ""}, "note_whole_when_public"),
        ("fact-check", {"public_version": 0}, "note_whole_when_public"),
        ("fact-check", {"reviewed_at": None}, "note_whole_when_public"),
        ("correction", {"correction_type": ""}, "note_whole_when_public"),
        ("cross-reference", {"finding": ""}, "note_whole_when_public"),
        ("fact-check", {"status": "withdrawn"}, "note_withdrawn_because"),
        ("fact-check", {"revising": "published"}, "note_revising"),
        ("fact-check", {"revising": "withdrawn"}, "note_revising"),
        ("fact-check", {"status": "draft", "revising": "draft"}, "note_revising"),
    ],
)
def test_a_note_keeps_to_its_kind_and_state(kind: str, changes: dict[str, Any], constraint: str) -> None:
    assert constraint in refused(Annotation, note(kind).pk, **changes)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("fact-check", {"status": "withdrawn", "withdrawn_because": "Wrong."}),
        ("fact-check", {"revising": "returned"}),
        ("fact-check", {"status": "draft", "gist": "", "finding": "", "verdict": ""}),
        ("cross-reference", {"gist": ""}),
    ],
)
def test_what_is_honest_is_taken(kind: str, changes: dict[str, Any]) -> None:
    force(Annotation.objects.filter(pk=note(kind).pk), **changes)


def test_a_number_is_given_once() -> None:
    first = note("fact-check")
    twin = Annotation(number=first.number, key="twin", kind="fact-check", span=first.span)
    twin.created_at = first.created_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.bulk_create([twin])


@pytest.mark.parametrize(
    ("model", "changes", "constraint"),
    [
        (Evidence, {"stance": "for"}, "evidence_stance"),
        (Link, {"relation": "near"}, "link_relation"),
        (Account, {"verdict": "true"}, "account_verdict"),
        (Account, {"verdict": "accurate", "annotation": None}, "account_verdict_has_note"),
    ],
)
def test_rows_below_keep_to_their_lists(model: type[Model], changes: dict[str, Any], constraint: str) -> None:
    row = model._default_manager.all()[0]
    assert constraint in refused(model, row.pk, **changes)


def test_positions_are_given_once() -> None:
    evidence = Evidence.objects.filter(annotation__number=1).order_by("position")
    refused(Evidence, evidence[1].pk, position=evidence[0].position)
    accounts = Account.objects.filter(claim__slug="cl01").order_by("position")
    refused(Account, accounts[1].pk, position=accounts[0].position)


def test_a_target_is_linked_once() -> None:
    link = Link.objects.all()[0]
    again = Link(annotation=link.annotation, target=link.target, relation="agrees", position=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.bulk_create([again])


def test_a_version_is_numbered_from_1_without_a_gap() -> None:
    version = Version.objects.all()[0]
    fields = {"act": "save", "status": "draft", "fields": {}, "by_name": "x", "at": version.at}
    for number in (0, version.number, version.number + 2):
        with pytest.raises(IntegrityError, match="the number after the newest"), transaction.atomic():
            Version(annotation=version.annotation, number=number, **fields).save_base(raw=True, force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "draft"},
        {"status": "withdrawn", "withdrawn_because": "Wrong."},
        {"revising": "submitted"},
        {"public_version": 7},
        {"version": 0},
    ],
)
def test_the_state_changes_with_a_new_version_only(changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="The state of a note changes with a new version only"):
        Annotation._base_manager.filter(number=1).update(**changes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", 900),
        ("key", "x"),
        ("kind", "correction"),
        ("status", "draft"),
        ("revising", "draft"),
        ("version", 9),
        ("public_version", 9),
    ],
)
def test_what_the_workflow_keeps_is_not_set_in_bulk(name: str, value: object) -> None:
    found = Annotation.objects.get(number=1)
    with pytest.raises(ImmutableError, match=f"Of notes {name} are set by the workflow alone"):
        Annotation.objects.filter(number=1).update(**{name: value})
    setattr(found, name, value)
    with pytest.raises(ImmutableError, match="Take its steps instead"), transaction.atomic():
        Annotation.objects.bulk_update([found], [name])
    assert Annotation.objects.filter(number=1).update(confidence="low") == 1


def test_a_note_is_never_deleted() -> None:
    found = Annotation.objects.filter(number=1)
    for delete in (found.delete, found[0].delete):
        with pytest.raises(ImmutableError, match=r"A note is never deleted\. Withdraw it at the desk"):
            delete()
    assert found.count() == 1


def test_the_edition_keeps_all_its_constraints() -> None:
    for model in (Annotation, Evidence, Link, Account, Topic):
        for row in model._default_manager.all():
            row.validate_constraints()
