"""An edition from elsewhere: tried first, then brought in whole or not at all, on the command line and at the desk."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from annotations import folder
from annotations.bundle import incoming
from annotations.bundle.bag import Bag, ZipContainer
from annotations.bundle.building import TOP
from annotations.bundle.payload import add_folder
from annotations.models import Annotation
from edition.models import Article, Work
from tests.support import small_folder
from tests.support.rows import rows

pytestmark = pytest.mark.usefixtures("edition")
PAGE = "/desk/import/edition/"


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_folder.make(tmp_path / "small")


def bundled(small: Path, *further: str) -> bytes:
    """The least bundle that verifies: an edition folder, and a list of no quotations."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        bag = Bag(ZipContainer(zipped, TOP, date(2026, 11, 22)))
        bag.add("quotations.json", [b'{"revisions": [], "quotations": []}'])
        add_folder(bag, small, "edition")
        for name in further:
            bag.add(name, [b"x"])
        bag.close({"Source-Organization": "Sic"}, {})
    return file.getvalue()


def given(client: Client, data: bytes) -> str:
    file = SimpleUploadedFile("edition.zip", data, content_type="application/zip")
    response = client.post(PAGE, {"do": "read", "file": file})
    return f"{response.status_code} {response.content.decode()}"


def brought(client: Client, key: str) -> int:
    return client.post(PAGE, {"do": "bring", "key": key}).status_code


def key_of(page: str) -> str:
    return page.split('name="key" value="')[1][:64]


# --- the trial --------------------------------------------------------------------------------------


def test_a_trial_reports_and_leaves_everything_as_it_was(small: Path, capsys: pytest.CaptureFixture[str]):
    before = rows()
    call_command("load_edition", str(small), "--dry-run")
    said = capsys.readouterr().out.splitlines()
    assert "notes.json: 2 would be loaded, 0 already there" in said
    assert "crossrefs.json, small-xr: new" in said
    assert said[-1] == "Nothing was loaded: this was a trial."
    assert rows() == before


def test_a_trial_goes_on_after_what_is_refused(small: Path):
    small_folder.change(small, "notes", lambda data: data["notes"][0].update(number=1))
    small_folder.change(small, "articles", lambda data: data["articles"][0].update(sha256="0" * 64))
    small_folder.change(small, "bibliography", lambda data: data.append({"id": "dukes-legacy", "type": "book"}))
    report = folder.load(small, trial=True)
    refused = {(error.file, error.entry) for error in report.refused}
    assert {("articles.json", "small-article"), ("notes.json", "small-fc"), ("claims.json", "small-claim")} <= refused
    assert ("bibliography.json", "small-source") in report.added
    assert report.differing == [("bibliography.json", "dukes-legacy")]
    assert not Work.objects.filter(key="small-source").exists()


def test_a_trial_that_is_refused_ends_with_an_error(small: Path, capsys: pytest.CaptureFixture[str]):
    small_folder.change(small, "notes", lambda data: data["notes"][0].update(number=1))
    with pytest.raises(CommandError, match="1 entries would be refused"):
        call_command("load_edition", str(small), "--dry-run")
    assert "refused: notes.json, small-fc: the number 1 belongs to another note." in capsys.readouterr().out


def test_a_damaged_bundle_is_not_loaded(small: Path, tmp_path: Path):
    data = bundled(small).replace(b"A small book", b"A large book")
    (tmp_path / "a.zip").write_bytes(data if data != bundled(small) else data[:-200] + data[-199:])
    with pytest.raises(CommandError):
        call_command("load_edition", str(tmp_path / "a.zip"))
    assert not Article.objects.filter(slug="small-article").exists()


# --- the desk ---------------------------------------------------------------------------------------


@pytest.mark.any_engine
def test_a_bundle_is_looked_through_and_brought_in(as_bob: Client, small: Path):
    page = given(as_bob, bundled(small))
    assert page.startswith("200 ")
    assert "It would bring 7 new entries" in page
    assert not Article.objects.filter(slug="small-article").exists()
    assert brought(as_bob, key_of(page)) == 302
    assert Annotation.objects.get(key="small-fc").number == 1001
    again = given(as_bob, bundled(small))
    assert ("There is nothing new in it." in again, 'value="bring"' in again) == (True, False)
    assert brought(as_bob, key_of(page)) == 302
    assert brought(as_bob, "0" * 64) == 409


@pytest.mark.any_engine
def test_what_does_not_fit_is_said_and_cannot_be_brought_in(as_bob: Client, small: Path):
    small_folder.change(small, "notes", lambda data: data["notes"][0].update(number=1))
    page = given(as_bob, bundled(small))
    assert "1 entry does not fit this site" in page
    assert "the number 1 belongs to another note" in page
    assert 'value="bring"' not in page
    before = rows()
    assert brought(as_bob, key_of(page)) == 409
    assert rows() == before


@pytest.mark.any_engine
@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused_with_a_sentence(as_bob: Client, data: bytes):
    page = given(as_bob, data)
    assert page.startswith("422 ")
    assert "Nothing was changed." in page
    assert (str(incoming._place()) in page, list(incoming._place().iterdir())) == (False, [])


@pytest.mark.any_engine
def test_a_changed_byte_is_refused_and_its_file_named(as_bob: Client, small: Path):
    whole, damaged = zipfile.ZipFile(io.BytesIO(bundled(small))), io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as zipped:
        for name in whole.namelist():
            zipped.writestr(name, whole.read(name).replace(b"A small book", b"A large book"))
    page = given(as_bob, damaged.getvalue())
    assert page.startswith("422 ")
    assert "<code>data/edition/bibliography.json</code>" in page
    assert list(incoming._place().iterdir()) == []


@pytest.mark.any_engine
def test_a_name_that_no_disk_takes_is_said(as_bob: Client, small: Path):
    page = given(as_bob, bundled(small, "edition/articles/" + "a" * 300))
    assert page.startswith("422 ")
    assert "its edition folder cannot be unpacked: File name too long." in page


@pytest.mark.any_engine
def test_whatever_goes_wrong_nothing_is_kept(as_bob: Client, small: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(folder, "load", fail)
    with pytest.raises(RuntimeError, match="broken"):
        given(as_bob, bundled(small))
    assert list(incoming._place().iterdir()) == []


@pytest.mark.any_engine
def test_of_one_editor_only_so_much_is_kept(as_bob: Client, small: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incoming, "MOST_KEPT", 2 * len(bundled(small)))
    keys = [key_of(given(as_bob, bundled(small, f"{number}"))) for number in range(3)]
    assert [brought(as_bob, key) for key in keys[:2]] == [409, 409]
    assert brought(as_bob, keys[2]) == 302


@pytest.mark.any_engine
def test_contributors_may_not(as_alice: Client, small: Path):
    assert given(as_alice, bundled(small)).startswith("403 ")


@pytest.mark.any_engine
def test_what_another_editor_gave_is_not_to_be_had(as_bob: Client, as_carol: Client, small: Path):
    key = key_of(given(as_bob, bundled(small)))
    assert brought(as_carol, key) == 409
    assert brought(as_carol, "../../etc/passwd") == 409


@pytest.mark.any_engine
def test_what_unpacks_to_too_much_is_refused(as_bob: Client, small: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incoming, "MOST_BYTES", 1000)
    page = given(as_bob, bundled(small))
    assert page.startswith("422 ")
    assert "more than 1,000 bytes" in page
