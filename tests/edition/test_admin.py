"""The stock admin of texts and works: what administrators may change, and what nobody may."""

import json
from typing import Any

import pytest
from django.test import Client

from edition.models import Article, Passage, Revision, Span, Work

READ_ONLY = [Revision, Span]


def address(row: Any, act: str = "") -> str:
    meta = row._meta
    base = f"/admin/{meta.app_label}/{meta.model_name}/"
    return base if isinstance(row, type) else f"{base}{row.pk}/{act or 'change'}/"


def work_form(work: Work, csl: str, **others: str) -> dict[str, str]:
    return {"csl": csl, "consulted": "unknown", "quality": work.quality, **others}


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
    forged = {"text": "Other words", "exact": "Other words", "number": "9", "start": "0", "end": "11"}
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


@pytest.mark.parametrize("model", [Article, Revision, Passage, Span])
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


def test_an_article_keeps_its_slug_and_work(as_admin_ann: Client) -> None:
    article = Article.objects.get(slug="article-1")
    form = {"number": "1", "headnote": "As *published*.", "rights": article.rights, "tags": "cold war, ussr"}
    form |= {"provenance": json.dumps(article.provenance), "slug": "other", "work": "1"}
    assert as_admin_ann.post(address(article), form).status_code == 302
    after = Article.objects.get(pk=article.pk)
    assert (after.slug, after.work_id, after.headnote) == ("article-1", article.work_id, "As *published*.")
    assert sorted(after.tags.names()) == ["cold war", "ussr"]
    assert after.apparatus_version > article.apparatus_version
    assert after.provenance == article.provenance


def test_a_headnote_that_cannot_be_rendered_is_refused(as_admin_ann: Client) -> None:
    article = Article.objects.get(slug="article-1")
    form = {"number": "1", "headnote": "> " * 10_000, "provenance": "{}"}
    page = as_admin_ann.post(address(article), form)
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["headnote"]
    assert Article.objects.get(pk=article.pk).headnote == article.headnote


def test_a_work_is_corrected_with_all_that_follows_from_it(as_admin_ann: Client) -> None:
    work = Work.objects.get(key="dukes-legacy")
    versions = list(Article.objects.values_list("apparatus_version", flat=True))
    csl = {**work.csl, "title": "Another Title of 1991", "issued": {"date-parts": [[1991]]}}
    posted = as_admin_ann.post(address(work), work_form(work, json.dumps(csl), key="forged-key"))
    assert posted.status_code == 302
    after = Work.objects.get(pk=work.pk)
    assert (after.key, after.title, after.year) == ("dukes-legacy", "Another Title of 1991", 1991)
    assert "Another Title of 1991" in after.reference_html
    moved = list(Article.objects.values_list("apparatus_version", flat=True))
    assert moved == [version + 1 for version in versions]


@pytest.mark.parametrize(
    ("csl", "sentence"),
    [
        ("{", "Enter a valid JSON."),
        ("[" * 100_000, "This is nested too deeply."),
        ('{"type": "book", "title": "A", "page": ' + "9" * 5_000 + "}", "No database keeps this"),
        ('{"type": "book", "title": "A", "custom": {"a\\u0000": "b"}}', "No database keeps this"),
        ('{"type": "book", "title": "A", "custom": {"a": NaN}}', "No database keeps this"),
        ('{"type": "book", "title": "\\ud800"}', "No database keeps this"),
        ('{"type": "book"}', "“title” is missing: every record needs it."),
        ('{"type": "leaflet", "title": "A"}', "“leaflet” is not a type of CSL-JSON 1.0.2"),
        ('{"type": "book", "title": "A", "colour": "red"}', "“colour” is not a variable of CSL-JSON 1.0.2."),
    ],
)
def test_a_bad_record_is_shown_with_what_is_wrong(as_admin_ann: Client, csl: str, sentence: str) -> None:
    work = Work.objects.get(key="dukes-legacy")
    page = as_admin_ann.post(address(work), work_form(work, csl))
    assert page.status_code == 200
    assert sentence in " ".join(page.context["adminform"].form.errors["csl"])
    assert Work.objects.get(pk=work.pk).csl == work.csl


def test_a_work_is_added_with_its_reference(as_admin_ann: Client) -> None:
    csl = '{"type": "book", "title": "Détente", "author": [{"family": "Garthoff", "given": "Raymond"}]}'
    form = {"key": "garthoff-detente", "csl": csl, "consulted": "true", "quality": "scholarly"}
    assert as_admin_ann.post(f"{address(Work)}add/", form).status_code == 302
    work = Work.objects.get(key="garthoff-detente")
    assert (work.sort_name, work.consulted) == ("Garthoff, Raymond", True)
    assert "Détente" in work.reference_html


def test_a_key_that_is_taken_is_refused(as_admin_ann: Client) -> None:
    form = {"key": "dukes-legacy", "csl": '{"type": "book", "title": "A"}', "consulted": "unknown"}
    page = as_admin_ann.post(f"{address(Work)}add/", form)
    assert page.context["adminform"].form.errors["key"] == ["Work with this Key already exists."]
