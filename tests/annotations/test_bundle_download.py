"""The bundle as a file of the site: made once for a state of the edition; until then the last one is given."""

import base64
import hashlib
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from annotations.bundle import building, keeping, payload
from annotations.bundle.site.fetching import PageError
from annotations.models import Annotation
from edition.models import ApparatusVersion, Article, Span
from tests.support.notes import CORRECTION, bring

ADDRESS = "/download/edition.zip"
pytestmark = pytest.mark.usefixtures("edition")


class Ended:
    """A process that has come to its end."""

    def poll(self) -> int:
        return 0


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> list[str]:
    """The addresses for which a bundle was made: a few bytes stand for it, and it is made at once."""
    settings.DATA_DIR = tmp_path
    asked: list[str] = []

    def write(path: Path, base: str, _near: Path) -> None:
        path.write_bytes(b"PK" + base.encode() + str(ApparatusVersion.objects.now()).encode())

    def start(base: str, lock: int) -> Ended:
        asked.append(base)
        keeping.make(base)
        return Ended()

    monkeypatch.setattr(building, "_write", write)
    monkeypatch.setattr(keeping, "start", start)
    monkeypatch.setattr(keeping, "PAUSE", 0)
    return asked


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.any_engine
def test_nobody_waits_and_it_is_made_once_for_a_state_of_the_edition(client: Client, made: list[str]):
    none = client.get(ADDRESS)
    assert (none.status_code, none["Retry-After"], none["Content-Type"]) == (503, "30", "text/plain; charset=utf-8")
    first, second = client.get(ADDRESS), client.get(ADDRESS, headers={"accept-encoding": "gzip"})
    data = body(first)
    assert (body(second), second["ETag"], made) == (data, first["ETag"], ["http://testserver"])
    Article.objects.touch()
    while_made, after = client.get(ADDRESS), client.get(ADDRESS)
    assert (body(while_made), while_made["ETag"]) == (data, first["ETag"])
    assert len({body(after), data}) == len({after["ETag"], first["ETag"]}) == len(made) == 2


@pytest.mark.any_engine
def test_its_headers_and_conditions(client: Client, made: list[str], settings):
    settings.SITE_URL = "https://sic.example"
    client.get(ADDRESS, headers={"host": "localhost"})
    response = client.get(ADDRESS)
    data = body(response)
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    assert (data[:21], response["Repr-Digest"]) == (b"PKhttps://sic.example", f"sha-256=:{digest}:")
    assert response["Content-Disposition"] == 'attachment; filename="sic-edition.zip"'
    assert (response["Content-Type"], response["Content-Length"]) == ("application/zip", str(len(data)))
    assert client.get(ADDRESS, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get(ADDRESS, headers={"if-match": '"another"'}).status_code == 412
    head = client.head(ADDRESS)
    head.close()
    assert head["Content-Length"] == str(len(data))
    refused = client.post(ADDRESS)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


@pytest.mark.any_engine
def test_one_process_makes_it_and_none_begins_soon_after_another(made: list[str], monkeypatch: pytest.MonkeyPatch):
    with keeping._alone() as lock:
        assert lock is not None
        assert (keeping.newest("https://sic.example"), made) == (None, [])
    monkeypatch.setattr(keeping, "PAUSE", 1000)
    assert (keeping.newest("https://sic.example"), made) == (None, [])


@pytest.mark.any_engine
def test_the_state_is_that_of_the_bytes(made: list[str], monkeypatch: pytest.MonkeyPatch):
    write = building._write

    def changed_meanwhile(path: Path, base: str, near: Path) -> None:
        write(path, base, near)
        if not (tries := path.parent.parent / "tried").exists():
            tries.touch()
            Article.objects.touch()

    monkeypatch.setattr(building, "_write", changed_meanwhile)
    before = building.key("https://sic.example")
    path = keeping.make("https://sic.example")
    assert path.read_bytes() == f"PKhttps://sic.example{ApparatusVersion.objects.now()}".encode()
    now = building.key("https://sic.example")
    assert (now != before, path) == (True, keeping._path("https://sic.example", now))


@pytest.mark.any_engine
def test_one_that_cannot_be_made_leaves_nothing(made: list[str], monkeypatch: pytest.MonkeyPatch):
    def fail(path: Path, base: str, near: Path) -> None:
        raise PageError("/: it is not there.")

    monkeypatch.setattr(building, "_write", fail)
    with pytest.raises(CommandError, match="could not be made"):
        call_command("bundle", "--keep", "--base=https://sic.example")
    assert [path for path in keeping.folder().rglob("*") if path.is_file()] == []


@pytest.mark.any_engine
def test_the_lock_is_held_as_long_as_the_process(made: list[str]):
    """It passes to the process that makes the bundle, whatever becomes of the one that started it."""
    with keeping._alone() as lock:
        assert lock is not None
        process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[lock])
    with keeping._alone() as held:
        assert held is None
    process.communicate()
    with keeping._alone() as free:
        assert free is not None


@pytest.mark.any_engine
def test_old_states_are_not_kept_for_ever(made: list[str]):
    for number in range(keeping.KEPT + 2):
        keeping.make(f"https://{number}.example")
    assert len(list(keeping.folder().glob("*.zip"))) == len(list(keeping.folder().glob("*.sha256"))) == keeping.KEPT


def test_the_words_of_drafts_are_not_listed(alice):
    spans = list(payload._spans())
    public = Annotation.objects.public().values_list("span", flat=True)
    assert {*public} <= {span.pk for span in spans}
    draft = bring("draft", alice, alice, CORRECTION)
    assert Span.objects.filter(pk=draft.span_id).exists()
    assert [span.pk for span in payload._spans()] == [span.pk for span in spans]


@pytest.mark.any_engine
@pytest.mark.parametrize("address", ["/", "/about/"])
def test_readers_find_it(client: Client, address: str):
    assert f'href="{ADDRESS}"' in client.get(address).content.decode()
