"""The head of every kind of page: title, description, canonical address, languages, Open Graph, files."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from edition import modules
from edition.templatetags.head import brief
from tests.support.pages import PAGES

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
HOST = "http://testserver"
CITE = "/notes/2/cite/"


def head(client: Client, address: str) -> str:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return content.decode().partition("</head>")[0]


def value(html: str, pattern: str) -> str:
    """The one match of `pattern` in the head; fails where there are none or several."""
    found = re.findall(pattern, html)
    assert len(found) == 1, (pattern, found)
    return unescape(found[0])


def meta(html: str, name: str) -> str:
    return value(html, rf'<meta (?:name|property)="{name}" content="([^"]*)">')


def canonical(html: str) -> str:
    return value(html, r'<link rel="canonical" href="([^"]+)">')


def test_every_kind_of_page_has_a_title_and_a_description_of_its_own(client: Client):
    # The current text at its fixed address, and a topic's way to compare, are pages met before.
    again = ("/articles/article-4/v1/", "/topics/end-of-cold-war/?left=1&right=3")
    heads = {address: head(client, address) for address in PAGES if address not in again}
    titles = {address: value(html, r"<title>([^<]+)</title>") for address, html in heads.items()}
    described = {address: meta(html, "description") for address, html in heads.items()}
    assert len(set(titles.values())) == len(heads)
    assert len(set(described.values())) == len(heads), described
    assert all(20 <= len(words) <= 160 for words in described.values()), described


@pytest.mark.parametrize("address", PAGES)
def test_what_other_sites_show_is_what_the_page_says(client: Client, address: str):
    html = head(client, address)
    assert meta(html, "og:title") == value(html, r"<title>([^<]+)</title>").removesuffix(" · Sic")
    assert meta(html, "og:description") == meta(html, "description")
    assert meta(html, "og:url") == canonical(html)
    # A source of the bibliography did not appear here: it would be taken for its journal.
    assert ('property="og:site_name" content="Sic"' in html) == (address != "/bibliography/dukes-legacy/")
    assert meta(html, "og:image") == f"{HOST}/static/edition/card.png"
    assert meta(html, "twitter:card") == "summary_large_image"


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("/", "/"),
        ("/articles/article-1/", "/articles/article-1/"),
        ("/articles/article-1/v1/", "/articles/article-1/"),
        ("/articles/article-1/?reading=both", "/articles/article-1/"),
        ("/ur/articles/article-1/v1/", "/ur/articles/article-1/"),
        ("/articles/article-1/v1/p5/", "/articles/article-1/p5/"),
        ("/articles/article-1/p99/", "/articles/article-1/p8/"),
        ("/ru/notes/2/", "/ru/notes/2/"),
    ],
)
def test_the_address_a_page_is_known_by(client: Client, address: str, known_as: str):
    assert canonical(head(client, address)) == HOST + known_as


def test_the_same_page_in_the_other_languages(client: Client):
    links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head(client, "/ur/topics/"))
    assert dict(links) == {
        "en": f"{HOST}/topics/",
        "ur": f"{HOST}/ur/topics/",
        "ru": f"{HOST}/ru/topics/",
        "x-default": f"{HOST}/topics/",
    }
    html = head(client, "/ur/topics/")
    assert meta(html, "og:locale") == "ur_PK"
    assert re.findall(r'"og:locale:alternate" content="([^"]+)"', html) == ["en_GB", "ru_RU"]


@pytest.mark.parametrize("address", ["/", "/articles/article-1/", "/ru/notes/2/", "/topics/", "/about/"])
def test_what_search_engines_may_list(client: Client, address: str):
    assert "noindex" not in head(client, address)


@pytest.mark.parametrize(
    "address",
    [CITE, "/ur" + CITE, "/accounts/login/", "/articles/article-1/?reading=both", "/articles/?sort=title", "/print/"],
)
def test_what_search_engines_pass_over(client: Client, address: str):
    html = head(client, address)
    assert meta(html, "robots") == "noindex,follow"
    assert "hreflang" not in html


def test_the_desk_is_not_for_search_engines(as_alice: Client):
    assert meta(head(as_alice, "/ru/desk/"), "robots") == "noindex,follow"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("Short.", "Short."),
        ("  Two\n lines &amp; <em>marks</em>", "Two lines &amp; marks"),
        ("“" + "word " * 40 + "”", "“" + "word " * 30 + "word…"),
        ("&quot;a&quot;", "&quot;a&quot;"),
    ],
)
def test_a_description_is_one_short_line(html: str, words: str):
    assert brief(html) == words


def test_the_reading_page_loads_every_module_at_once_and_once(client: Client):
    html = head(client, "/articles/article-1/")
    preloaded = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', html)
    scripts = re.findall(r'<script type="module" src="/static/([^"]+)">', html)
    wanted = {part for script in scripts for part in modules.imports(script)}
    assert sorted(preloaded) == sorted(wanted)
    assert {"edition/js/dom.js", "edition/js/margin.js"} <= wanted


def test_modules_are_followed_to_the_last():
    assert modules.imports("edition/js/dom.js") == []
    assert "edition/js/dom.js" in modules.imports("edition/js/site.js")
    with pytest.raises(FileNotFoundError, match=r"nothing\.js"):
        modules.imports("edition/js/nothing.js")


def test_a_page_loads_no_stylesheet_that_is_not_its_own(client: Client, as_alice: Client):
    reading, lists = head(client, "/articles/article-1/"), head(client, "/articles/")
    assert "css/reading.css" in reading
    assert "css/pages.css" not in reading
    assert "css/desk.css" not in reading + lists
    assert "css/desk.css" in head(as_alice, "/desk/")


@pytest.mark.parametrize(("name", "start"), [("favicon.ico", b"\0\0\1\0"), ("apple-touch-icon.png", b"\x89PNG")])
def test_icons_stand_where_browsers_look_for_them(name: str, start: bytes):
    assert (settings.WHITENOISE_ROOT / name).read_bytes().startswith(start)


def test_the_card_has_the_size_that_pages_say():
    card = finders.find("edition/card.png")
    data = Path(str(card)).read_bytes()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1200, 630)
