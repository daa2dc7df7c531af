"""The stock admin of notes, topics and claims: no way round the workflow, and no address that dies."""

from typing import Any

import pytest
from django.test import Client
from taggit.models import Tag

from annotations.models import Annotation, Claim, Topic, Version


def address(row: Any, act: str = "change") -> str:
    meta = row._meta
    base = f"/admin/{meta.app_label}/{meta.model_name}/"
    return base if isinstance(row, type) else f"{base}{row.pk}/{act}/"


@pytest.mark.parametrize("model", [Annotation, Version, Topic, Claim, Tag])
def test_every_list_and_row_opens(as_admin_ann: Client, model: Any) -> None:
    assert as_admin_ann.get(address(model)).status_code == 200
    assert as_admin_ann.get(address(model.objects.first())).status_code == 200


@pytest.mark.parametrize("kind", ["fact-check", "correction", "cross-reference"])
def test_a_note_of_each_kind_is_shown_with_its_rows(as_admin_ann: Client, kind: str) -> None:
    note = Annotation.objects.filter(kind=kind).first()
    assert note is not None
    page = as_admin_ann.get(address(note))
    shown = page.content.decode()
    assert (page.status_code, 'name="verdict"' in shown) == (200, False)
    assert all(str(row) in shown for row in [*note.evidence.all(), *note.links.all()])


@pytest.mark.parametrize("model", [Annotation, Version, Topic, Claim, Tag])
def test_a_forged_change_of_what_is_only_shown_is_refused(as_admin_ann: Client, model: Any) -> None:
    before = model.objects.order_by("pk").values().first()
    row = model.objects.get(pk=before["id"])
    forged = {"verdict": "accurate", "status": "published", "name": "forged", "title": "forged", "number": "9"}
    assert as_admin_ann.post(address(row), forged).status_code == 403
    assert as_admin_ann.post(f"{address(model)}add/", forged).status_code == 403
    assert model.objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("model", [Annotation, Version, Topic, Claim, Tag])
def test_nothing_is_deleted(as_admin_ann: Client, model: Any) -> None:
    rows = model.objects
    row, count = rows.first(), rows.count()
    assert as_admin_ann.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    assert as_admin_ann.post(address(model), bulk).status_code == 200
    assert rows.count() == count
