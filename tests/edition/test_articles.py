"""What an article's record may hold: nothing that its page could not show."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from edition import dates
from edition.models import Article


@pytest.mark.parametrize(
    ("provenance", "count"),
    [
        ({}, 0),
        ({"dateBounds": {"notBefore": "2012-10", "notAfter": None, "evidence": ["A visit."]}}, 0),
        ({"dateBounds": {"notBefore": "1991-12-26", "probableNotAfter": "1992"}}, 0),
        ({"dateBounds": {"notBefore": "circa 1991"}}, 1),
        ({"dateBounds": {"notBefore": "1991-13", "notAfter": "1991-02-30"}}, 2),
        ({"dateBounds": {"notBefore": 1991}}, 1),
        ({"dateBounds": "x"}, 1),
        (["dateBounds"], 1),
    ],
)
def test_bounds_are_dates_or_not_known(provenance: object, count: int):
    assert len(dates.problems(provenance)) == count


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rights", "See [@nobody]."),
        ("headnote", "[here](javascript:alert(1))"),
        ("provenance", {"dateBounds": {"notBefore": "1991~"}}),
    ],
)
def test_what_a_page_could_not_show_is_refused(edition, field: str, value: object):
    article = Article.objects.get(number=1)
    setattr(article, field, value)
    with pytest.raises(ValidationError) as refused:
        article.save()
    assert list(refused.value.message_dict) == [field]


def test_headnote_and_rights_are_rendered_once_on_save(edition, client: Client):
    article = Article.objects.get(number=1)
    article.rights = "With *The Frontier Post*."
    article.save()
    assert Article.objects.get(number=1).rights_html == "<p>With <em>The Frontier Post</em>.</p>"
    assert "<p>With <em>The Frontier Post</em>.</p>" in client.get("/articles/article-1/").content.decode()
