"""Sources at the desk: searched, added, looked through before they are believed, and whole bibliographies taken in."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from edition import bibliography, versions
from edition.bibliography import Proposal, proposals
from edition.citations.intake import MOST_BYTES, read
from edition.models import Work
from tests.support.desk import KEY, address, form_data, place

pytestmark = [pytest.mark.any_engine, pytest.mark.usefixtures("edition")]

NEW = "/desk/sources/new/"
IMPORT = "/desk/sources/import/"
BIBTEX = (
    "@article{gaddis2005, author={Gaddis, John}, title={The {Cold} War}, journal={J. of History}, year=2005, foo={bar}}"
)
TYPED = {"new-type": "book", "new-v-title": "A new book", "new-v-author": "Gaddis, John", "new-v-issued": "2005"}


def html(page):
    return page.content.decode()


def there():
    """A work of the bibliography, as one would type it again."""
    work = Work.objects.sources().filter(csl__has_key="URL").order_by("key")[0]
    return work, {"new-type": "webpage", "new-v-title": "Another title", "new-v-URL": f"{work.csl['URL']}?utm_source=x"}


def test_a_pasted_record_is_shown_field_by_field_and_not_saved(as_alice):
    before = Work.objects.count()
    page = as_alice.post(NEW, {"do": "source-read", "new-pasted": BIBTEX})
    for value in ('value="The Cold War"', 'value="J. of History"', ">Gaddis, John<", 'value="2005"', ">foo<", ">bar<"):
        assert value in html(page).replace("\n", "")
    assert (page.status_code, Work.objects.count()) == (200, before)


def test_a_source_is_saved_with_its_first_version(as_alice, alice):
    page = as_alice.post(NEW, {"do": "source-save", "new-archived_url": "https://web.archive.org/x",
                               "new-archived_on": "2026-11-20", **TYPED})  # fmt: skip
    work = Work.objects.get(key="gaddis-2005-new-book")
    assert (page.status_code, page["Location"]) == (302, work.get_absolute_url())
    assert work.csl["author"] == [{"family": "Gaddis", "given": "John"}]
    assert (work.archived_url, work.archived_on) == ("https://web.archive.org/x", date(2026, 11, 20))
    (version,) = versions.of("work", work.key)
    assert (version.act, version.by, version.fields) == ("create", alice, versions.of_work(work))
    assert "A new book" in html(as_alice.get("/search/?q=%22new+book%22"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"new-v-title": ""}, "A source of this type needs it."),
        ({"new-v-URL": "example.org"}, "This is no web address."),
        ({"new-v-title": "a\x01b"}, "U+0001"),
        ({"new-v-title": "x" * 20_001}, "at most 20000 are kept"),
        ({"new-key": "Not A Key"}, "Use small letters, digits and hyphens."),
        ({"new-key": KEY}, "Another source has this key."),
        ({"new-archived_url": "x"}, "This is no web address."),
        ({"new-archived_on": "2026-11-20"}, "Give the address of the archived copy too."),
        ({"new-archived_on": "yesterday"}, "Write the day as 2026-11-21."),
        ({"new-type": "rumour"}, "Choose a type."),
    ],
)
def test_a_source_with_a_fault_is_not_saved_and_stays_in_the_form(as_alice, typed, sentence):
    before = Work.objects.count()
    page = as_alice.post(NEW, {"do": "source-save", **TYPED, **typed})
    assert (page.status_code, Work.objects.count()) == (422, before)
    assert sentence in html(page).replace("20,000", "20000")
    assert "Gaddis, John" in html(page)


def test_what_is_there_already_is_shown_before_it_is_saved_again(as_alice):
    work, typed = there()
    page = as_alice.post(NEW, {"do": "source-save", **typed})
    assert page.status_code == 422
    for words in ("same address", work.key, "Use the one that is there", "It is another: save"):
        assert words in html(page)
    saved = as_alice.post(NEW, {"do": "source-save-anyway", **typed})
    assert saved.status_code == 302
    assert Work.objects.filter(title="Another title").count() == 1


def test_of_several_entries_one_is_chosen(as_alice):
    both = BIBTEX + "\n@book{b, title={Second}}"
    page = as_alice.post(NEW, {"do": "source-read", "new-pasted": both})
    assert "There are several entries." in html(page)
    chosen = as_alice.post(NEW, {"do": "source-take-2", "new-pasted": both})
    assert 'value="Second"' in html(chosen)


@pytest.mark.parametrize("pasted", ["", "no record", "[" * 50_000, "@book{a, title={" + "{" * 20_000, "\x00"])
def test_what_cannot_be_read_is_told(as_alice, pasted):
    page = as_alice.post(NEW, {"do": "source-read", "new-pasted": pasted})
    assert (page.status_code, "errorlist" in html(page)) == (422, True)


def test_a_source_is_added_inside_a_note(as_alice):
    data = form_data("source-save", finding="Typed before.") | TYPED
    page = as_alice.post(address(place()), data)
    assert page.status_code == 200
    assert 'value="gaddis-2005-new-book"' in html(page)
    assert "Typed before." in html(page)


def test_the_use_button_of_a_duplicate_fills_the_row(as_alice):
    work, typed = there()
    page = as_alice.post(address(place()), form_data("source-save") | typed)
    assert page.status_code == 422
    assert f'name="use" value="{work.key}"' in html(page)
    used = as_alice.post(address(place()), form_data() | typed | {"use": work.key})
    assert f'name="evidence-1-source" value="{work.key}"' in html(used)


@pytest.mark.parametrize(("who", "again"), [("as_alice", 422), ("as_bob", 200)])
def test_the_archived_copy_of_a_source_in_a_row(request, who, again):
    client = request.getfixturevalue(who)
    typed = {"evidence-0-archived_url": "https://web.archive.org/x", "evidence-0-archived_on": "2026-11-20"}
    page = client.post(address(place()), form_data("archive-1") | typed)
    work = Work.objects.get(key=KEY)
    assert (page.status_code, work.archived_url) == (200, "https://web.archive.org/x")
    assert [version.act for version in versions.of("work", KEY)] == ["save", "load"]
    typed["evidence-0-archived_url"] = "https://web.archive.org/y"
    assert client.post(address(place()), form_data("archive-1") | typed).status_code == again


def test_a_place_in_a_source_has_a_label_and_a_number(as_alice):
    page = as_alice.post(address(place()), form_data(evidence__0__label="page", evidence__0__locator="12–15"))
    assert page.status_code == 302
    edit = page["Location"] + "edit/"
    assert 'value="12–15"' in html(as_alice.get(edit))
    assert "pp. 12–15" in html(as_alice.get(page["Location"]))


def test_the_search_gives_a_list_alone_to_a_script(as_alice):
    page = as_alice.get("/desk/sources/?q=dissolution", headers={"X-Fragment": "hits"})
    assert f'value="{KEY}"' in html(page)
    assert "<html" not in html(page)
    assert "X-Fragment" in page["Vary"]
    assert as_alice.get("/desk/sources/?q=cold+war")["Location"] == "/desk/works/?q=cold+war"


# --- whole bibliographies ---------------------------------------------------------------------------


def test_a_bibliography_is_looked_through_and_then_saved(as_bob):
    work, _typed = there()
    text = f"{BIBTEX}\n@misc{{again, title={{Z}}, url={{{work.csl['URL']}}}}}\n@misc{{x, note={{b}}}}"
    file = SimpleUploadedFile("sources.bib", text.encode("utf-8-sig"))
    before = Work.objects.count()
    page = as_bob.post(IMPORT, {"do": "read", "file": file})
    assert "New: 1. Perhaps there already: 1. Not whole: 1." in html(page)
    assert Work.objects.count() == before
    packed = html(page).split('name="packed" value="')[1].split('"')[0]
    saved = as_bob.post(IMPORT, {"do": "save", "packed": packed, "other": ["2"]}, follow=True)
    assert "2 sources saved. 1 entry was left out." in html(saved)
    assert Work.objects.get(key="gaddis2005").title == "The Cold War"
    again = as_bob.post(IMPORT, {"do": "save", "packed": packed})
    assert (again.status_code, Work.objects.count()) == (422, before + 2)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"pasted": ""}, "There is nothing to read."),
        ({"pasted": "words"}, "This is neither BibTeX nor RIS nor CSL-JSON."),
        ({"packed": "x"}, "There is nothing to read."),
        ({"file": SimpleUploadedFile("a.bib", b"x" * (MOST_BYTES + 1))}, "Divide it into smaller files."),
        ({"file": SimpleUploadedFile("a.bib", b"\x89PNG\r\n\x1a\n")}, "The file is no text"),
    ],
)
def test_a_bibliography_that_cannot_be_read(as_bob, given, sentence):
    page = as_bob.post(IMPORT, {"do": "read", **given})
    assert (page.status_code, sentence in html(page)) == (422, True)


def test_a_bibliography_of_200_megabytes_is_refused_before_it_is_read(as_bob):
    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("the body was read")

    said = {"CONTENT_LENGTH": str(200_000_000), "wsgi.input": Unread()}
    page = as_bob.generic("POST", IMPORT, b"", "multipart/form-data; boundary=x", **said)
    assert (page.status_code, "Divide it into smaller files." in html(page)) == (413, True)


def test_contributors_take_in_no_bibliography(as_alice):
    assert as_alice.get(IMPORT).status_code == 403


def test_the_command_imports_and_reports(tmp_path):
    path = tmp_path / "new.bib"
    path.write_text(BIBTEX + "\n@book{b, year=1999}", encoding="utf-8")
    out = io.StringIO()
    call_command("import_bibliography", path, "--dry-run", stdout=out)
    assert "1 would be added, 0 there already, 1 not whole, 1 problems." in out.getvalue()
    assert not Work.objects.filter(key="gaddis2005").exists()
    call_command("import_bibliography", path, stdout=out)
    assert "left out: foo = bar" in out.getvalue()
    assert versions.of("work", "gaddis2005").get().by is None
    with pytest.raises(CommandError, match="1 of 1 files"):
        call_command("import_bibliography", tmp_path / "none.bib", stdout=out, stderr=out)


AALTO = {"type": "book", "author": [{"family": "Aalto"}], "title": "Aardvarks of 2001"}


def incoming() -> Proposal:
    return proposals(read("@book{aalto2001, title={Aardvarks of 2001}, author={Aalto, Aino}, year={2001}}"))[0]


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (lambda by: bibliography.add("aalto2001", AALTO, by), "/bibliography/", "Aardvarks of 2001"),
        (lambda by: bibliography.add_all([incoming()], by), "/bibliography/", "Aardvarks of 2001"),
        (
            lambda by: bibliography.archive(KEY, "https://web.archive.org/zeta", None, by),
            f"/bibliography/{KEY}/",
            "https://web.archive.org/zeta",
        ),
    ],
    ids=["add", "add_all", "archive"],
)
def test_readers_see_what_was_added_at_once(client, alice, settings, change, path, words):
    settings.PAGE_CACHE_MB = 4
    before = client.get(path)
    assert words not in html(before)
    change(alice)
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, words in html(after)) == (200, True)
    if work := Work.objects.filter(key=KEY, archived_url__endswith="zeta").first():
        assert work.reference_html
