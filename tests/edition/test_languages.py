"""The language of the interface: by address, for accounts by preference, never by cookie or by what a browser asks."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from edition.languages import in_language, of_path, prefer, preferred, without_language
from tests.support.cast import PASSWORD

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
INSIDE = {"HTTP_REFERER": "http://testserver/articles/"}


def html_tag(response):
    html = response.content.decode()
    return html[html.index("<html") : html.index("<head")].strip()


@pytest.mark.parametrize(
    ("path", "language", "plain"),
    [
        ("/", None, "/"),
        ("/ur/", "ur", "/"),
        ("/ur", "ur", "/"),
        ("/ru/articles/article-1/?q=/ur/", "ru", "/articles/article-1/?q=/ur/"),
        ("/urdu/", None, "/urdu/"),
        ("/UR/", None, "/UR/"),
        ("/?next=/ur/", None, "/?next=/ur/"),
    ],
)
def test_a_path_names_its_language(path, language, plain):
    assert of_path(path) == language
    assert without_language(path) == plain


def test_the_same_page_in_another_language():
    assert in_language("/ru/topics/?differ=1", "ur") == "/ur/topics/?differ=1"
    assert in_language("/ru/topics/", "en") == "/topics/"
    assert in_language("/", "ru") == "/ru/"


@pytest.mark.parametrize(
    ("path", "tag", "language"),
    [
        ("/", '<html lang="en" dir="ltr">', "en"),
        ("/ur/", '<html lang="ur" dir="rtl">', "ur"),
        ("/ru/articles/", '<html lang="ru" dir="ltr">', "ru"),
        ("/ur/articles/article-1/", '<html lang="ur" dir="rtl">', "ur"),
        ("/ur/accounts/login/", '<html lang="ur" dir="rtl">', "ur"),
    ],
)
def test_the_address_decides(client, path, tag, language):
    response = client.get(path, headers={"Accept-Language": "ru"})
    assert html_tag(response) == tag
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")


def test_no_cookie_chooses_a_language(client):
    client.cookies["django_language"] = "ur"
    response = client.get("/topics/", headers={"Accept-Language": "ur"})
    assert html_tag(response) == '<html lang="en" dir="ltr">'
    assert "sessionid" not in response.cookies


def test_the_errors_speak_the_language_of_the_address(client):
    assert "یہ صفحہ موجود نہیں" in client.get("/ur/nothing/").content.decode()
    assert "Такой страницы нет" in client.get("/ru/notes/999999/").content.decode()
    assert "This page does not exist" in client.get("/nothing/").content.decode()


@pytest.mark.parametrize(
    ("name", "arguments", "path"),
    [
        ("verbatim", ["article-1"], "/articles/article-1/verbatim"),
        ("original", ["article-1", 1], "/articles/article-1/v1/original"),
        ("healthz", [], "/healthz"),
        ("robots", [], "/robots.txt"),
        ("cite_note", [1, "bibtex"], "/notes/1/cite/bibtex"),
        ("cite_work", ["abbott-1961", "ris"], "/bibliography/abbott-1961/cite/ris"),
    ],
)
def test_what_machines_fetch_has_no_language(client, name, arguments, path):
    with override("ur"):
        assert reverse(name, args=arguments) == path
    response = client.get(f"/ur{path}")
    assert (response.status_code, response["Location"]) == (301, path)
    assert client.post(f"/ur{path}").status_code == 404


def test_a_page_in_urdu_offers_files_that_are_there(client):
    html = client.get("/ur/notes/1/cite/").content.decode()
    assert 'href="/notes/1/cite/ris"' in html
    assert "http://testserver/notes/1/" in html


def test_pages_lead_to_pages_of_the_same_language():
    with override("ru"):
        assert reverse("cite_note", args=[1]) == "/ru/notes/1/cite/"
        assert reverse("desk") == "/ru/desk/"
    with override("en"):
        assert reverse("desk") == "/desk/"


@pytest.mark.parametrize(
    ("asked", "status", "location"),
    [
        ("/en/articles/?page=2", 301, "/articles/?page=2"),
        ("/en/", 301, "/"),
        ("/en", 301, "/"),
        ("/ur", 301, "/ur/"),
        ("/ru/articles", 301, "/ru/articles/"),
        ("/ur/desk/", 302, "/ur/accounts/login/?next=/ur/desk/"),
        ("/en/nothing/", 404, None),
        ("/de/articles/", 404, None),
        ("/ur/ru/articles/", 404, None),
    ],
)
def test_where_an_address_leads(client, asked, status, location):
    response = client.get(asked)
    assert (response.status_code, response.get("Location")) == (status, location)


def test_english_is_no_way_out_of_the_site(client):
    assert client.get("/en//elsewhere.example/").status_code == 404


@pytest.mark.parametrize("path", ["/ru//elsewhere.example/", "//elsewhere.example/"])
def test_no_language_is_a_way_out_of_the_site(client, path):
    html = client.generic("GET", path).content.decode()
    assert '"//elsewhere.example' not in html
    assert 'hreflang="ur"' in html


# --- the menu ---------------------------------------------------------------------------------------


def test_the_menu_leads_to_the_same_page_with_its_question(client):
    html = client.get("/ru/articles/?sort=date").content.decode()
    assert '<a href="/articles/?sort=date" hreflang="en" lang="en" dir="ltr">English</a>' in html
    assert '<a href="/ur/articles/?sort=date" hreflang="ur" lang="ur" dir="rtl">اردو</a>' in html
    assert '<a href="/ru/articles/?sort=date" hreflang="ru" lang="ru" dir="ltr" aria-current="true">Русский</a>' in html


def test_what_is_typed_into_an_address_stays_text(client):
    html = client.get('/articles/?q="><script>').content.decode()
    assert "<script>" not in html.split("<body", 1)[1]


def test_the_offer_speaks_the_language_it_offers(client):
    html = client.get("/topics/").content.decode()
    offers = html[html.index('<template id="offers">') :]
    assert '<a href="/ur/topics/" hreflang="ur">یہ صفحہ اردو میں پڑھیں</a>' in offers
    assert '<a href="/ru/topics/" hreflang="ru">Читать эту страницу по-русски</a>' in offers
    assert 'hreflang="en"' not in offers


# --- the preference of an account -------------------------------------------------------------------


def test_an_account_prefers_nothing_at_first(alice):
    assert preferred(alice) is None
    prefer(alice, "ur")
    assert preferred(alice) == "ur"
    prefer(alice, "")
    assert preferred(alice) is None


def test_a_preference_is_chosen_and_obeyed(as_alice):
    response = as_alice.post("/accounts/language/", {"language": "ur"})
    assert response["Location"] == "/ur/desk/"
    from_outside = as_alice.get("/articles/?sort=date")
    assert (from_outside.status_code, from_outside["Location"]) == (302, "/ur/articles/?sort=date")
    assert "Cookie" in from_outside["Vary"]
    assert "private" in from_outside["Cache-Control"]
    assert as_alice.get("/desk")["Location"] == "/ur/desk"
    assert 'value="ur" id="id_language_2" checked' in as_alice.get("/ur/accounts/language/").content.decode()


def test_a_language_that_there_is_not_is_refused(as_alice, alice):
    response = as_alice.post("/accounts/language/", {"language": "xx"})
    assert response.status_code == 400
    assert "xx is not one of the available choices" in response.content.decode()
    assert preferred(alice) is None


def test_links_inside_the_site_stay_in_their_language(as_alice, alice):
    prefer(alice, "ur")
    assert as_alice.get("/articles/", **INSIDE).status_code == 200
    assert as_alice.get("/articles/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert as_alice.get("/articles/", headers={"Sec-Fetch-Site": "cross-site"}, **INSIDE).status_code == 302
    assert html_tag(as_alice.get("/ru/articles/")) == '<html lang="ru" dir="ltr">'


def test_a_referrer_that_is_no_address_is_none_of_this_site(as_alice, alice):
    prefer(alice, "ur")
    assert as_alice.get("/articles/", headers={"Referer": "http://["})["Location"] == "/ur/articles/"


def test_what_has_no_language_is_never_redirected(as_alice, alice):
    prefer(alice, "ru")
    assert as_alice.get("/articles/article-1/verbatim").status_code == 200
    assert as_alice.get("/healthz").status_code == 200
    assert as_alice.post("/accounts/logout/").status_code == 302


def test_the_administration_follows_the_preference(client, admin_user):
    prefer(admin_user, "ru")
    client.force_login(admin_user)
    assert '<html lang="ru"' in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("after", "lands"),
    [
        ("", "/ur/desk/"),
        ("/desk/notes/2/", "/ur/desk/notes/2/"),
        ("/ru/desk/", "/ru/desk/"),
        ("//x.example/", "/ur/desk/"),
        ("/articles/?page=1#x", "/ur/articles/?page=1#x"),
        ("http://testserver/desk/", "http://testserver/desk/"),
        ("//testserver/desk/", "//testserver/desk/"),
        ("/admin/", "/admin/"),
        ("/articles/article-1/verbatim", "/articles/article-1/verbatim"),
    ],
)
def test_logging_in_leads_to_the_preferred_language(client, alice, after, lands):
    prefer(alice, "ur")
    response = client.post("/accounts/login/", {"login": "alice", "password": PASSWORD, "next": after})
    assert response["Location"] == lands


def test_a_visitor_has_no_preference(client):
    assert client.get("/accounts/language/")["Location"] == "/accounts/login/?next=/accounts/language/"
