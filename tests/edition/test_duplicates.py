"""Works that may be one: DOI, ISBN, address, title and year, each in many spellings; and keys for new ones."""

import pytest

from edition import duplicates
from edition.citations import identity
from edition.duplicates import Index
from edition.models import Work

KNOWN = {
    "type": "book",
    "title": "The Cold War: A New History",
    "issued": {"date-parts": [[2005]]},
    "ISBN": "978-0-14-303827-6",
    "DOI": "10.1000/ABC",
    "URL": "https://www.example.org/cold-war/?utm_source=feed&id=3",
}


@pytest.mark.parametrize(
    ("csl", "reason"),
    [
        ({"DOI": "10.1000/abc"}, "doi"),
        ({"URL": "https://doi.org/10.1000/Abc"}, "doi"),
        ({"ISBN": "0143038273"}, "isbn"),
        ({"ISBN": "9780143038276 (paperback)"}, "isbn"),
        ({"URL": "http://example.org/cold-war?id=3#top"}, "url"),
        ({"URL": "https://web.archive.org/web/20120102030405id_/http://www.example.org/cold-war/?id=3"}, "url"),
        ({"title": "the cold war – a new history", "issued": {"date-parts": [[2005, 3]]}}, "title"),
        ({"title": "The Cold Wars: A New History"}, "title"),
        ({"title": "The Cold War: A New History", "issued": {"date-parts": [[2006]]}}, None),
        ({"title": "The Warm Peace: Some Old Stories", "issued": {"date-parts": [[2005]]}}, None),
        ({"ISBN": "0143038274"}, None),
        ({"URL": "https://example.org/cold-war?id=4"}, None),
        ({"type": "chapter", "ISBN": "0143038273"}, None),
        ({"URL": "http://[broken"}, None),
    ],
)
def test_what_may_be_the_same(csl, reason):
    found = Index([("known", KNOWN)]).find({"type": "book", "title": "Something else entirely"} | csl)
    assert [(one.key, one.reason) for one in found] == ([("known", reason)] if reason else [])


def test_the_surest_reason_is_named_and_comes_first():
    index = Index([("alike", {"type": "book", "title": KNOWN["title"]}), ("known", KNOWN)])
    assert [(one.key, one.reason) for one in index.find(KNOWN)] == [("known", "doi"), ("alike", "title")]


@pytest.mark.parametrize(
    ("csl", "key"),
    [
        ({"author": [{"family": "Müller-Jahn"}], "title": "The End of an Era"}, "muller-jahn-end-era"),
        (KNOWN | {"author": [{"family": "Gaddis"}]}, "gaddis-2005-cold-war-new"),
        ({"author": [{"literal": "World Bank"}], "title": "X"}, "world-bank-x"),
        ({"title": "Мир"}, "source"),
    ],
)
def test_a_key_is_made_of_author_year_and_title(csl, key):
    assert identity.propose_key(csl) == key
    assert identity.propose_key(csl, {key, f"{key}-2"}) == f"{key}-3"


@pytest.mark.django_db
def test_the_bibliography_holds_no_duplicate_by_sure_signs(edition):
    index = duplicates.index()
    for work in Work.objects.sources():
        sure = [one for one in index.find(work.csl) if one.reason in {"doi", "isbn"}]
        assert {one.key for one in sure} <= {work.key}
        assert work.key in {one.key for one in index.find(work.csl)}
