"""What is cited is the same in every language of the interface: English words, and the plain address."""

import re

import pytest

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]

# What stands between these is a citation that readers copy.
CITATION = re.compile(
    r'<p class="howto"[^>]*>(.*?)</p>'
    r'|<h2 id="how-to-cite"[^>]*>[^<]*</h2>\s*<p[^>]*>(.*?)</p>'
    r'|<span[^>]* id="(?:cite|citation)-[^"]*"[^>]*>(.*?)</span>'
    r'|<li><span class="txt"[^>]*>(.*?)</span>',
    re.DOTALL,
)
PAGES = {
    "/articles/article-1/": 1,
    "/articles/article-3/p5/": 1,
    "/notes/1/": 1,
    "/verify/?quote=Cold+War+happened+in+1989": 1,
    # Seven styles, each as an entry and as it is cited in a text; the link; the checksum; the words.
    "/articles/article-1/cite/": 16,
    "/articles/article-1/p5/cite/": 17,
    "/articles/article-1/v1/p5-p7/cite/": 17,
    "/notes/2/cite/": 17,
    "/bibliography/fatemi-2012-echoes/cite/": 15,
    "/claims/cl01/cite/": 15,
    "/tags/cold-war/cite/": 3,
}


def citations(client, address):
    response = client.get(address)
    html = b"".join(response).decode() if response.streaming else response.content.decode()
    return ["".join(found) for found in CITATION.findall(html)]


@pytest.mark.parametrize("address", PAGES)
def test_a_citation_is_the_same_in_every_language(client, address):
    english = citations(client, address)
    assert len(english) == PAGES[address]
    assert citations(client, f"/ur{address}") == english
    assert citations(client, f"/ru{address}") == english


@pytest.mark.parametrize("language", ["ur", "ru"])
def test_the_page_of_a_note_cites_its_plain_address(client, language):
    (citation,) = citations(client, f"/{language}/notes/1/")
    assert 'href="http://testserver/notes/1/"' in citation
    assert "“Note 1: Fact-Check, Disputed.”" in citation
    assert "Editors’ note 1 on article 1" in citation
