"""The bundle: a bag that foreign programs accept, that verifies anywhere, and from which another site can be made."""

import ast
import filecmp
import json
import subprocess
import sys
from pathlib import Path

import bagit
import pytest
from django.core.management import call_command
from django.db import transaction

from annotations import folder
from annotations.bundle import verify
from annotations.bundle.bag import Bag, FolderContainer
from annotations.models import Annotation
from tests.annotations.html_page import read
from tests.support import bundles, hard_text, nu
from tests.support.bundles import faults

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db, pytest.mark.xdist_group("bundle")]


@pytest.fixture
def bag(made: Path) -> Path:
    return made / "unzipped" / bundles.TOP


def test_bagit_finds_it_valid(bag: Path):
    found = bagit.Bag(str(bag))
    found.validate()
    assert found.version_info == (1, 0)
    assert {*found.algorithms} == {"sha256", "sha512"}


def test_it_verifies_elsewhere_with_python_alone(bag: Path):
    command = [sys.executable, "-I", "-S", "verify.py"]
    done = subprocess.run(command, cwd=bag, capture_output=True, text=True, check=False)
    count = sum(path.is_file() for path in bag.rglob("*"))
    assert (done.returncode, done.stdout) == (0, f"{bag}: {count} files, no faults.\n")


def test_the_script_is_one_that_old_pythons_read():
    ast.parse(Path(verify.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_same_state_gives_the_same_bytes(made: Path):
    assert (made / "bundle.zip").read_bytes() == (made / "again.zip").read_bytes()


def test_a_percent_sign_or_line_break_in_a_name_is_encoded(tmp_path: Path):
    bag = Bag(FolderContainer(tmp_path))
    bag.add("100% of\nit.txt", [b"words"])
    bag.close({"Source-Organization": "Sic"}, {})
    listed = (tmp_path / "manifest-sha256.txt").read_text(encoding="utf-8")
    assert listed.endswith("  data/100%25 of%0Ait.txt\n")
    assert [fault.file for fault in faults(tmp_path)] == ["data/quotations.json"]


def test_zip_and_folder_hold_the_same(made: Path, bag: Path):
    names = [path.relative_to(bag) for path in bag.rglob("*") if path.is_file()]
    assert filecmp.cmpfiles(bag, made / "bag", names, shallow=False)[1:] == ([], [])
    assert faults(made / "bag") == faults(made / "bundle.zip") == []


def test_what_lies_in_it(bag: Path):
    data = bag / "data"
    assert (data / "verbatim/hard-text-v1.txt").read_bytes() == hard_text.TEXT.encode()
    assert (data / "original/hard-text-v2.txt").read_bytes() == hard_text.NEWER.encode()
    assert sorted(path.name for path in (data / "tei").iterdir()) == [
        "hard-text-v1.xml", "hard-text-v2.xml", "small-article-v1.xml"]  # fmt: skip
    listed = json.loads((data / "quotations.json").read_text(encoding="utf-8"))
    quotes = [one["quote"] for one in listed["quotations"] if one["article"] == "hard-text"]
    assert quotes == [bundles.EMOJI]
    collection = json.loads((data / "annotations/collection.json").read_text(encoding="utf-8"))
    numbers = [address.rpartition("/")[2] for address in collection["first"]["items"]]
    assert (collection["total"], numbers) == (4, ["1001", "1002", "1003", "1004"])
    withdrawn = json.loads((data / "annotations/1005.json").read_text(encoding="utf-8"))
    assert (withdrawn["type"], "It was wrong." in withdrawn["summary"]) == ("Tombstone", True)


def test_the_site_has_the_texts_word_for_word(bag: Path):
    page = read((bag / "data/site/articles/hard-text-v1.html").read_bytes().decode())
    words = [one.text for one in page.one("article").without("data-editorial").find(css="src")]
    assert words == [*hard_text.PARAGRAPHS, hard_text.ASIDE]


def test_the_site_cites_in_every_style_and_as_files(bag: Path):
    cite = bag / "data/site/cite"
    page = read((cite / "note-1004.html").read_text(encoding="utf-8"))
    labels = [one.words for one in page.one("ul", css="cite-list").find("b")]
    assert len(labels) == 7
    assert "Note 1004" in page.one("main").words
    assert "TY  - " in (cite / "note-1004.ris").read_text(encoding="utf-8")
    assert json.loads((cite / "article-hard-text-v2.json").read_text(encoding="utf-8"))[0]["version"] == "2"
    passages = read((cite / "article-hard-text-v1.html").read_text(encoding="utf-8"))
    assert f"{bundles.BASE}/articles/hard-text/v1/#p5" in passages.one("section", **{"aria-labelledby": "p5"}).words


def test_the_pages_are_valid(bag: Path, tmp_path: Path):
    names = ("index", "articles/hard-text-v1", "notes/1004", "topics/small-topic", "map", "verify", "cite/note-1004")
    site = bag / "data/site"
    pages = {name: (site / f"{name}.html").read_bytes().decode() for name in names}
    found = nu.check(pages, tmp_path)
    # An author's words are not normalised, which the checker would like.
    assert [one for one in found if "Normalization Form C" not in one.says] == []


def test_another_site_can_be_made_of_it(made: Path, db: None, tmp_path: Path):
    with transaction.atomic():
        bundles.empty()
        call_command("load_edition", str(made / "bundle.zip"))
        assert Annotation.objects.get(number=1004).span.exact == bundles.EMOJI
        folder.dump(tmp_path / "dumped")
        transaction.set_rollback(True)
    names = [path.relative_to(made / "dumped") for path in (made / "dumped").rglob("*") if path.is_file()]
    assert len(names) == 9
    assert filecmp.cmpfiles(made / "dumped", tmp_path / "dumped", names, shallow=False)[1:] == ([], [])
