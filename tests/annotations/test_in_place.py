"""What a script gets instead of a page: the form as a fragment, the preview alone, and word that it was saved."""

import pytest

from annotations.models import Annotation
from tests.support.desk import address, counts, draft, form_data, place

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]
PANEL, PREVIEW, PAGE = ({"X-Fragment": part} for part in ("panel", "preview", "page"))


def test_the_form_is_the_same_one_as_on_its_page(as_alice):
    part = as_alice.get(address(place()), headers=PANEL).content.decode()
    page = as_alice.get(address(place())).content.decode()
    forms = [
        html[html.index("<form", html.index("</header>") if "</header>" in html else 0) :] for html in (part, page)
    ]
    names = [sorted(line.split('"')[0] for line in form.split(' name="')[1:]) for form in forms]
    assert names[0] == names[1]
    assert "<html" not in part
    assert 'data-draft="' in part


def test_a_refused_save_keeps_what_was_typed_in_the_fragment(as_alice):
    before = counts()
    response = as_alice.post(address(place()), form_data("submit", verdict=""), headers=PANEL)
    html = response.content.decode()
    assert (response.status_code, counts()) == (422, before)
    assert "Not saved. Your text is still here." in html
    assert "Choose a verdict." in html
    assert "In one line" in html


def test_a_saved_note_is_told_and_no_message_is_left_for_the_next_page(as_alice):
    response = as_alice.post(address(place()), form_data(), headers=PANEL)
    number = Annotation.objects.latest("number").number
    assert (response.status_code, response["Location"]) == (201, f"/desk/notes/{number}/")
    assert f"Note {number} saved as a draft." in response.content.decode()
    assert "saved as a draft" not in as_alice.get("/desk/").content.decode()


def test_from_its_own_page_the_message_stands_on_the_next(as_alice):
    response = as_alice.post(address(place()), form_data(), headers=PAGE)
    assert response.status_code == 201
    assert "saved as a draft." in as_alice.get(response["Location"]).content.decode()


def test_the_preview_comes_alone_and_saves_nothing(as_alice):
    before = counts()
    response = as_alice.post(address(place()), form_data("preview", verdict=""), headers=PREVIEW)
    html = response.content.decode()
    assert (response.status_code, counts()) == (200, before)
    assert "The Union ended on 26 December 1991." in html
    assert "Choose a verdict." in html
    assert "<form" not in html
    wrong = as_alice.post(address(place()), form_data("preview", finding="[x](javascript:alert)"), headers=PREVIEW)
    assert (wrong.status_code, "<form" in wrong.content.decode()) == (422, False)


def test_another_note_s_form_in_place(as_alice, alice):
    note = draft(alice)
    html = as_alice.get(f"/desk/notes/{note.number}/edit/", headers=PANEL).content.decode()
    assert f"Edit note {note.number}" in html
    assert f'action="/desk/notes/{note.number}/edit/"' in html
    assert "Same words elsewhere" not in html


def test_what_is_kept_in_a_browser_has_a_name_of_user_and_place(as_alice, as_bob, alice):
    note = draft(alice)
    where = place()
    new = as_alice.get(address(where)).content.decode()
    assert f'data-draft="{alice.pk} article-1 1 {where.start} {where.end}"' in new
    edit = as_bob.get(f"/desk/notes/{note.number}/edit/").content.decode()
    assert f'data-draft="{alice.pk} ' not in edit
    assert f'note {note.number}"' in edit


# --- a form whose answer was lost -------------------------------------------------------------------


def test_a_form_that_was_changed_after_its_answer_was_lost_is_the_next_version(as_alice):
    as_alice.post(address(place()), form_data())
    as_alice.post(address(place()), form_data(gist="Typed after the connection was lost."))
    note = Annotation.objects.latest("number")
    assert (note.version, note.gist) == (2, "Typed after the connection was lost.")
    as_alice.post(address(place()), form_data("submit", gist="Typed after the connection was lost."))
    note.refresh_from_db()
    assert (note.status, note.version) == ("submitted", 3)


def test_a_form_whose_note_others_changed_keeps_what_was_typed(as_alice, as_bob):
    as_alice.post(address(place()), form_data())
    note = Annotation.objects.latest("number")
    as_bob.post(f"/desk/notes/{note.number}/edit/", form_data(started_from="1", gist="Bob's."))
    page = as_alice.post(address(place()), form_data(gist="Alice's."))
    assert page.status_code == 409
    assert f"This form made note {note.number}, which was changed since." in page.content.decode()
    assert "Alice&#x27;s." in page.content.decode()


def test_readers_get_nothing_of_what_writers_have(client, as_alice):
    reader = client.get("/articles/article-1/").content.decode()
    writer = as_alice.get("/articles/article-1/").content.decode()
    for sign in ('data-act="fact-check"', 'id="desk-words"', "/desk/new/place/"):
        assert (sign in reader, sign in writer) == (False, True)
