"""A page in Urdu or Russian marks each English text as English: for voices, fonts and the order of letters."""

import pytest

from tests.support.foreign import foreign

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]

PAGES = [
    "/",
    "/articles/",
    "/articles/article-1/",
    "/articles/article-3/v1/",
    "/articles/article-3/p5/",
    "/articles/article-1/cite/",
    "/notes/1/",
    "/notes/60/",
    "/notes/180/",
    "/notes/1/history/",
    "/notes/1/cite/",
    "/topics/",
    "/topics/end-of-cold-war/",
    "/topics/end-of-cold-war/?left=1&right=3",
    "/claims/cl01/",
    "/compare/?left=1&right=3",
    "/map/",
    "/bibliography/",
    "/bibliography/cite/",
    "/bibliography/manzoor-frontier-post/",
    "/bibliography/manzoor-frontier-post/cite/",
    "/tags/",
    "/tags/cold-war/",
    "/search/?q=Brezhnev",
    "/verify/?quote=Cold+War",
    "/about/",
    "/about/verdicts/",
    "/print/",
    "/accounts/login/",
    "/nothing/",
]
DESK = ["/desk/", "/desk/notes/1/", "/desk/notes/1/edit/", "/desk/notes/60/edit/", "/desk/notes/180/edit/"]


def words(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize("language", ["ur", "ru"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_honest_about_its_languages(client, language, path):
    response = client.get(f"/{language}{path}")
    assert response.status_code == (404 if path == "/nothing/" else 200)
    assert foreign(words(response)) == []


@pytest.mark.parametrize("language", ["ur", "ru"])
@pytest.mark.parametrize("path", DESK)
def test_the_desk_is_honest_about_its_languages(as_bob, language, path):
    assert foreign(words(as_bob.get(f"/{language}{path}"))) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p lang="ur">یہ</p>', []),
        ('<p lang="ur">Cold War</p>', ["Cold War"]),
        ('<p lang="ur">“Cold War” یہ</p>', []),
        (
            '<div lang="ru"><img alt="x">a <b lang="en">Cold<br>War</b> Война <i>Mir Publishers</i></div>',
            ["Mir Publishers"],
        ),
        ('<p lang="ru">BibTeX v1 p5 SHA-256 <code>git</code><template>Copied</template></p>', []),
        ('<p lang="en">Cold War</p>', []),
    ],
)
def test_what_is_not_marked_is_seen(html, found):
    assert foreign(html) == found


@pytest.mark.parametrize(("path", "own"), [("/notes/180/", "ur"), ("/articles/article-4/", "ur")])
def test_words_of_the_interface_keep_their_language_among_english_ones(client, path, own):
    html = words(client.get(f"/{own}{path}"))
    assert f'<p class="lemma" lang="en" dir="ltr"><span class="vh" lang="{own}">' in html


def test_a_place_before_an_authors_words_is_in_the_language_of_the_page(client):
    html = words(client.get("/ur/articles/article-4/"))
    assert '<span class="gist" lang="en" dir="auto"><bdi lang="ur">مضمون 5 ¶19</bdi>: “Russia’s strong ties' in html


def test_the_strip_runs_as_the_text_does(client):
    html = words(client.get("/ur/articles/article-4/"))
    assert '<html lang="ur" dir="rtl">' in html
    assert '<nav class="strip" dir="ltr"' in html


def test_an_english_page_marks_none_of_its_own_words(client):
    html = words(client.get("/notes/180/"))
    assert '<p class="lemma"><span class="vh">On the words </span>“' in html
