"""What the edition says of itself."""

import pytest
from django.test import Client

from annotations.labels import VERDICT_CLASS
from annotations.vocabulary import VERDICT_MEANINGS, VERDICT_SIGNS, Kind, Relation, Verdict

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_how_sure_the_editors_are(client):
    html = page(client, "/about/")
    assert "How sure we are" in html
    assert "The end of the Cold War has no agreed date" in html
    assert "Letters are notes, numbers are sources" in html
    assert 'href="/about/verdicts/"' in html


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_sign_word_meaning_and_place(client, verdict):
    html = page(client, "/about/verdicts/")
    sign = f'<span aria-hidden="true">{VERDICT_SIGNS[verdict]}</span> {verdict.label}</span>'
    assert f'<tr id="{verdict.value}"><th scope="row"><span class="verdict {VERDICT_CLASS[verdict]}">{sign}' in html
    assert str(VERDICT_MEANINGS[verdict]) in html


def test_only_two_verdicts_may_stand_alone(client):
    assert page(client, "/about/verdicts/").count("It may stand without a source.") == 2


def test_kinds_relations_and_types_of_correction(client):
    html = page(client, "/about/verdicts/")
    for member in [*Kind, *Relation]:
        assert f'<tr id="{member.value}">' in html
    assert "At the other end it reads “Detail is added to”." in html
    assert "Spelling, Grammar, Punctuation, Name, Date, Figure, Fact, Text." in html
