"""The stock admin of notes, topics and claims: no way round the workflow, and no address that dies."""

from typing import Any

import pytest
from django.forms import BaseInlineFormSet
from django.test import Client
from taggit.models import Tag

from annotations.models import Annotation, Claim, Topic, Version
from edition.models import Article, Work


def address(row: Any, act: str = "change") -> str:
    meta = row._meta
    base = f"/admin/{meta.app_label}/{meta.model_name}/"
    return base if isinstance(row, type) else f"{base}{row.pk}/{act}/"


def posted(client: Client, row: Topic | Claim, **changes: str) -> dict[str, str]:
    """Return what a browser would send back of the change form of `row`, with `changes`."""
    page = client.get(address(row))
    form = page.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        sent |= formset_data(inline.formset)
    return {name: "" if value is None else str(value) for name, value in sent.items()} | changes


def formset_data(formset: BaseInlineFormSet) -> dict[str, object]:
    parts = [formset.management_form, *formset.forms]
    return {part[name].html_name: part[name].value() for part in parts for name in part.fields}


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


@pytest.mark.parametrize("model", [Annotation, Version, Tag])
def test_a_forged_change_of_what_is_only_shown_is_refused(as_admin_ann: Client, model: Any) -> None:
    before = model.objects.order_by("pk").values().first()
    row = model.objects.get(pk=before["id"])
    forged = {"verdict": "accurate", "status": "published", "name": "forged", "why": "forged", "number": "999"}
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


def test_a_topic_is_corrected_and_rendered(as_admin_ann: Client) -> None:
    topic = Topic.objects.get(slug="end-of-cold-war")
    versions = list(Article.objects.values_list("apparatus_version", flat=True))
    record = "Two *processes*. [@dukes-legacy, p. 3]"
    assert as_admin_ann.post(address(topic), posted(as_admin_ann, topic, record=record)).status_code == 302
    after = Topic.objects.get(pk=topic.pk)
    assert after.record_html == (
        '<p>Two <em>processes</em>. <cite data-key="dukes-legacy" data-locator="p. 3"></cite></p>'
    )
    assert (after.sources.count(), after.timeline.count(), after.passages.count()) == (
        topic.sources.count(),
        topic.timeline.count(),
        topic.passages.count(),
    )
    assert list(Article.objects.values_list("apparatus_version", flat=True)) == [v + 1 for v in versions]


def test_a_record_cites_only_the_sources_of_its_topic(as_admin_ann: Client) -> None:
    topic = Topic.objects.get(slug="end-of-cold-war")
    other = Work.objects.sources().exclude(topic_sources__topic=topic).first()
    assert other is not None
    page = as_admin_ann.post(address(topic), posted(as_admin_ann, topic, record=f"Two. [@{other.key}]"))
    assert page.status_code == 200
    errors = [e for inline in page.context["inline_admin_formsets"] for e in inline.formset.non_form_errors()]
    assert len(errors) == 1
    assert other.key in errors[0]
    assert Topic.objects.get(pk=topic.pk).record == topic.record


def test_an_account_with_a_verdict_needs_its_note(as_admin_ann: Client) -> None:
    claim = Claim.objects.get(slug="cl01")
    sent = posted(as_admin_ann, claim, **{"accounts-1-verdict": "accurate"})
    page = as_admin_ann.post(address(claim), sent)
    assert page.status_code == 200
    assert "account_verdict_has_note" in page.content.decode()
    assert [account.verdict for account in claim.accounts.all()] == ["disputed", "", "", ""]


def test_a_claim_is_corrected_and_rendered(as_admin_ann: Client) -> None:
    claim = Claim.objects.get(slug="cl01")
    sent = posted(as_admin_ann, claim, finding="No *agreed* date.", slug="forged")
    assert as_admin_ann.post(address(claim), sent).status_code == 302
    after = Claim.objects.get(pk=claim.pk)
    assert (after.slug, after.finding_html) == ("cl01", "<p>No <em>agreed</em> date.</p>")
    assert after.accounts.count() == 4


def test_a_topic_is_added(as_admin_ann: Client) -> None:
    form = {"slug": "steel-mill", "position": "13", "title": "Steel", "question": "By whom?", "record": "Built."}
    for name in ("sources", "timeline", "passages"):
        form |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    assert as_admin_ann.post(f"{address(Topic)}add/", form).status_code == 302
    assert Topic.objects.get(slug="steel-mill").record_html == "<p>Built.</p>"
