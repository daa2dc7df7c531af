"""The stock admin of texts and works: what administrators may change, and what nobody may."""

from typing import Any

import pytest
from django.test import Client

from edition.models import Article, Passage, Revision, Span, Work

READ_ONLY = [Article, Revision, Span, Work]


def address(row: Any, act: str = "") -> str:
    meta = row._meta
    base = f"/admin/{meta.app_label}/{meta.model_name}/"
    return base if isinstance(row, type) else f"{base}{row.pk}/{act or 'change'}/"


@pytest.mark.parametrize("model", [Article, Revision, Passage, Span, Work])
def test_every_list_and_row_opens(as_admin_ann: Client, model: Any) -> None:
    row = model.objects.first()
    assert as_admin_ann.get(address(model)).status_code == 200
    assert as_admin_ann.get(address(row)).status_code == 200


@pytest.mark.parametrize("model", [Article, Revision, Passage, Span, Work])
def test_editors_who_are_no_staff_are_sent_to_log_in(as_bob: Client, model: Any) -> None:
    assert as_bob.get(address(model)).status_code == 302


@pytest.mark.parametrize("model", READ_ONLY)
def test_a_captured_row_cannot_be_changed_by_a_forged_form(as_admin_ann: Client, model: Any) -> None:
    before = model.objects.values().first()
    row = model.objects.get(pk=before["id"])
    forged = {
        "text": "Other words",
        "exact": "Other words",
        "number": "9",
        "start": "0",
        "end": "11",
        "csl": "{}",
        "headnote": "Other",
    }
    assert as_admin_ann.post(address(row), forged).status_code == 403
    assert model.objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("model", [Article, Revision, Passage, Span, Work])
def test_nothing_is_deleted(as_admin_ann: Client, model: Any) -> None:
    row = model.objects.first()
    count = model.objects.count()
    assert as_admin_ann.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    assert as_admin_ann.post(address(model), bulk).status_code == 200
    assert model.objects.count() == count


@pytest.mark.parametrize("model", [Article, Revision, Passage, Span, Work])
def test_what_is_made_elsewhere_is_not_added_here(as_admin_ann: Client, model: Any) -> None:
    assert as_admin_ann.get(f"{address(model)}add/").status_code == 403
    assert as_admin_ann.post(f"{address(model)}add/", {"slug": "forged"}).status_code == 403


def test_a_revision_shows_its_text(as_admin_ann: Client) -> None:
    revision = Revision.objects.get(article__slug="article-1")
    page = as_admin_ann.get(address(revision)).content.decode()
    assert "The end of the Cold War happened in 1989 whilst the USSR remained united." in page
    assert revision.text_sha256 in page
    assert 'name="text"' not in page


def test_a_role_is_confirmed_and_nothing_else_moves(as_admin_ann: Client) -> None:
    passage = Passage.objects.get(revision__article__slug="article-1", anchor="p5")
    version = passage.revision.article.apparatus_version
    form = {"role": "summary", "anchor": "p99", "start": "0", "end": "5", "remark": "forged"}
    assert as_admin_ann.post(address(passage), form).status_code == 302
    after = Passage.objects.get(pk=passage.pk)
    assert (after.role, after.anchor, after.start, after.end) == ("summary", "p5", 2361, 2867)
    assert after.remark == passage.remark
    assert after.revision.article.apparatus_version > version


def test_a_role_that_is_none_is_refused(as_admin_ann: Client) -> None:
    passage = Passage.objects.get(revision__article__slug="article-1", anchor="p5")
    page = as_admin_ann.post(address(passage), {"role": "footnote"})
    assert (page.status_code, Passage.objects.get(pk=passage.pk).role) == (200, "body")
    assert "footnote is not one of the available choices" in page.content.decode()
