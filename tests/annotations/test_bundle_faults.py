"""Whatever is changed in a bundle is found, and the file is named; and nothing that it says leads out of it."""

import json
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.bundle import verify
from annotations.bundle.verify import Unreadable, is_unsafe, opened
from tests.support.bundles import TOP, faults, flip, seal

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db, pytest.mark.xdist_group("bundle")]
NOTE = "data/annotations/1004.json"
PAGE = "data/site/notes/1004.html"
QUOTATIONS = "data/quotations.json"
TEXT = "data/verbatim/hard-text-v1.txt"


@pytest.fixture
def bag(made: Path, tmp_path: Path) -> Path:
    """A copy of the bag that may be damaged."""
    return shutil.copytree(made / "unzipped" / TOP, tmp_path / "bag")


def named(bag: Path) -> set[str]:
    return {fault.file for fault in faults(bag)}


def test_a_changed_bit_is_found_wherever_it_is(bag: Path):
    sorts = ["bagit.txt", "bag-info.txt", "README.txt", "verify.py", "manifest-sha512.txt", "tagmanifest-sha256.txt"]
    sorts += [TEXT, NOTE, PAGE, QUOTATIONS, "data/original/hard-text-v2.txt", "data/edition/notes.json"]
    sorts += ["data/tei/hard-text-v1.xml", "data/citations/bibliography.ris", "data/site/css/base.css"]
    sorts += ["data/site/cite/note-1004.bib", "data/edition/articles/Née hard.txt", "data/site/favicon.svg"]
    missed = []
    for name in sorts:
        whole = (bag / name).read_bytes()
        flip(bag / name)
        missed += [name] if name not in named(bag) else []
        (bag / name).write_bytes(whole)
    assert missed == []
    assert named(bag) == set()


def test_the_command_and_the_script_name_it(bag: Path, capsys: pytest.CaptureFixture[str]):
    flip(bag / TEXT)
    with pytest.raises(CommandError) as raised:
        call_command("verify_bundle", str(bag))
    assert raised.value.returncode == 1
    line = f"{TEXT}: was changed: its sha256 is not that of manifest-sha256.txt"
    assert line in capsys.readouterr().out.splitlines()
    assert (verify.main([str(bag)]), line in capsys.readouterr().out) == (1, True)
    assert verify.main([str(bag / "data")]) == 2


def test_what_a_console_has_no_letter_for_is_escaped(bag: Path, capsys: pytest.CaptureFixture[str]):
    (bag / "\x1b[2J\u200f").write_text("x", encoding="utf-8")
    assert verify.main([str(bag)]) == 1
    assert r"\x1b[2J\u200f: is not in" in capsys.readouterr().out


def test_a_file_is_not_defended_by_a_manifest_that_is_gone(bag: Path):
    flip(bag / TEXT)
    (bag / "manifest-sha512.txt").unlink()
    assert (TEXT, "was changed: its sha256 is not that of manifest-sha256.txt") in faults(bag)


@pytest.mark.parametrize(("name", "expected"), [("data/extra.txt", 2), ("extra.txt", 2), ("data/site/extra.html", 3)])
def test_an_extra_file_is_found(bag: Path, name: str, expected: int):
    (bag / name).write_text("x", encoding="utf-8")
    found = [fault for fault in faults(bag) if fault.file == name]
    assert len(found) == expected
    assert "does not belong to the bag" in found[0].what


def test_a_missing_file_is_found(bag: Path):
    (bag / PAGE).unlink()
    assert {PAGE, "bag-info.txt"} <= named(bag)


def test_a_link_is_no_file_of_the_bag_and_is_not_followed(bag: Path, tmp_path: Path):
    (tmp_path / "secret").write_bytes((bag / TEXT).read_bytes())
    (bag / TEXT).unlink()
    (bag / TEXT).symlink_to(tmp_path / "secret")
    (bag / "data/loop").symlink_to(bag)
    assert {TEXT, "data/loop"} <= named(bag)


@pytest.mark.parametrize("path", ["../out", "/etc/passwd", "data/../../out", "data\\out", "~/out", "C:/out", "data//x"])
def test_a_path_that_leads_out_is_refused(bag: Path, path: str):
    assert is_unsafe(path)
    with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as manifest:
        manifest.write(f"{'0' * 64}  {path}\n")
    assert any(fault.file == "manifest-sha256.txt" and "leads out" in fault.what for fault in faults(bag))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (f"{'0' * 64}  data/%2e%2e/x", "percent sign"),
        ("no line at all", "no checksum and path"),
        (f"{'0' * 64}  {TEXT}", "stands twice"),
    ],
)
def test_a_line_that_says_nothing_is_refused(bag: Path, line: str, what: str):
    with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as manifest:
        manifest.write(f"{line}\n")
    assert any(what in fault.what for fault in faults(bag))


# --- what a falsifier seals again -------------------------------------------------------------------


def in_json(name: str, act: Callable[[Any], None]) -> Callable[[Path], None]:
    def change(bag: Path) -> None:
        data = json.loads((bag / name).read_bytes())
        act(data)
        (bag / name).write_text(json.dumps(data), encoding="utf-8")

    return change


def in_text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(bag: Path) -> None:
        text = (bag / name).read_bytes().decode()
        assert old in text
        (bag / name).write_bytes(text.replace(old, new).encode())

    return change


def quote(data: Any) -> Any:
    return next(one for one in data["quotations"] if one["article"] == "hard-text")


def selector(data: Any, kind: str) -> Any:
    return next(one for one in data["target"]["selector"] if one["type"] == f"Text{kind}Selector")


def fetching(bag: Path) -> None:
    (bag / "fetch.txt").write_text("https://example.org/x 1 data/x\n", encoding="utf-8")


def adding(name: str) -> Callable[[Path], None]:
    def add(bag: Path) -> None:
        (bag / name).write_text("x", encoding="utf-8")

    return add


FALSE: list[tuple[str, str, Callable[[Path], None]]] = [
    ("its SHA-256 is not", TEXT, in_text(TEXT, "smile", "smirk")),
    ("has 313 characters, not 1", TEXT, in_json(QUOTATIONS, lambda data: data["revisions"][1].update(characters=1))),
    ("is not characters", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(quote="another"))),
    ("is not characters", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(start=1))),
    ("no range of", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(end=10**9))),
    ("no range of", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(start="0"))),
    ("prefix and suffix", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(prefix="?"))),
    ("the SHA-256 is not", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(sha256="0" * 64))),
    ("does not list", QUOTATIONS, in_json(QUOTATIONS, lambda data: quote(data).update(prefix=None))),
    ("does not list", QUOTATIONS, in_json(QUOTATIONS, lambda data: data.pop("revisions"))),
    ("is no JSON", QUOTATIONS, in_text(QUOTATIONS, '{"revisions"', "{revisions")),
    ("is not characters", NOTE, in_json(NOTE, lambda data: selector(data, "Position").update(start=3))),
    ("is not characters", NOTE, in_json(NOTE, lambda data: selector(data, "Quote").update(exact="another"))),
    ("which is no text", NOTE, in_json(NOTE, lambda data: data["target"].update(source="https://example.org/"))),
    ("has no target", NOTE, in_json(NOTE, lambda data: data["target"].update(selector=[]))),
    ("no such file", PAGE, in_text(PAGE, 'href="../index.html"', 'href="../gone.html"')),
    ("no such place", PAGE, in_text(PAGE, 'href="#main"', 'href="#gone"')),
    ("leads out of", PAGE, in_text(PAGE, 'href="../css/base.css"', 'href="https://example.org/base.css"')),
    ("needs a server", PAGE, in_text(PAGE, 'href="../index.html"', 'href="/"')),
    ("<script>: such an element", PAGE, in_text(PAGE, "<main", "<script>alert(1)</script><main")),
    ("<style>: such an element", PAGE, in_text(PAGE, "<main", "<style>@import 'x'</style><main")),
    ("onload: such an attribute", PAGE, in_text(PAGE, "<main", "<main onload=x()")),
    ("srcset: such an attribute", PAGE, in_text(PAGE, "<main", "<img srcset='https://example.org/ 2x'><main")),
    ("http-equiv: such", PAGE, in_text(PAGE, "<main", "<meta http-equiv=refresh content='0;url=x'><main")),
    ("style: it loads", PAGE, in_text(PAGE, "<main", '<p style="background:url(x)">x</p><main')),
    ("style: it loads", PAGE, in_text(PAGE, "<main", r'<p style="background:u\72 l(x)">x</p><main')),
    ("is not plain", PAGE, in_text(PAGE, "<main", "<![foo[bar]]><main")),
    ("is not plain", PAGE, in_text(PAGE, "<main", "<!--><script>x()</script>--><main")),
    ("<b>: such an element", PAGE, in_text(PAGE, "<title>", '<title><b title="</title><script>x()</script>">')),
    ("does not declare UTF-8", PAGE, in_text(PAGE, '<meta charset="utf-8">', "")),
    ("is no encoding", PAGE, in_text(PAGE, 'charset="utf-8"', 'charset="iso-2022-jp"')),
    (
        "<script>: such an element",
        "data/site/favicon.svg",
        in_text("data/site/favicon.svg", "</svg>", "<script/></svg>"),
    ),
    ("none of the files of a site", "data/site/a.htm", adding("data/site/a.htm")),
    ("none of the files of a site", "data/site/a.js", adding("data/site/a.js")),
    ("loads another", "data/site/css/base.css", in_text("data/site/css/base.css", "body{", r"a{b:\75rl(x)}body{")),
    (r"stands on \ud800\x1b", NOTE, in_json(NOTE, lambda data: data["target"].update(source="\ud800\x1b"))),
    ("leads out of", PAGE, in_text(PAGE, 'href="../index.html"', 'href="javascript:alert(1)"')),
    ("loads another", "data/site/css/base.css", in_text("data/site/css/base.css", "body{", "@import 'x';body{")),
    ("does not declare", "bagit.txt", in_text("bagit.txt", "Version: 1.0", "Version: 9.0")),
    ("asks to fetch", "fetch.txt", fetching),
]


def test_what_is_sealed_again_is_found_by_what_it_says(bag: Path, made: Path):
    missed = []
    for what, file, change in FALSE:
        whole = {path: (bag / path).read_bytes() for path in {file, "bagit.txt"} if (bag / path).exists()}
        change(bag)
        seal(bag)
        found = faults(bag)
        if not any(fault.file.startswith(file) and what in fault.what for fault in found):
            missed.append((what, file, found[:3]))
        for path in {file, "fetch.txt"} - {*whole}:
            (bag / path).unlink(missing_ok=True)
        for path, data in whole.items():
            (bag / path).write_bytes(data)
        if file != QUOTATIONS and QUOTATIONS not in whole:
            shutil.copy(made / "unzipped" / TOP / QUOTATIONS, bag / QUOTATIONS)
    assert missed == []


# --- zips -------------------------------------------------------------------------------------------


def zipped(made: Path, to: Path, *further: tuple[zipfile.ZipInfo, bytes]) -> Path:
    shutil.copy(made / "bundle.zip", to)
    with zipfile.ZipFile(to, "a") as file:
        for info, data in further:
            file.writestr(info, data)
    return to


def info(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (info(f"{TOP}/../../out"), "leads out of the bag"),
        (info("/etc/passwd"), "leads out of the bag"),
        (info("another/file"), "lies beside it"),
        (info(f"{TOP}/data/link", stat.S_IFLNK | 0o777), "is a link"),
    ],
)
def test_a_zip_that_leads_out_is_refused(made: Path, tmp_path: Path, entry: zipfile.ZipInfo, what: str):
    found = faults(zipped(made, tmp_path / "a.zip", (entry, b"x")))
    assert any(what in fault.what for fault in found)
    assert not (tmp_path / "out").exists()


def test_a_file_with_two_names_in_a_zip_is_refused(made: Path, tmp_path: Path):
    entry, name = info(f"{TOP}/data/x"), f"{TOP}/data/evil".encode()
    entry.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(entry.filename.encode())) + name
    found = faults(zipped(made, tmp_path / "a.zip", (entry, b"x")))
    assert [fault.file for fault in found if "another name" in fault.what] == ["data/x"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_in_a_zip_is_refused(made: Path, tmp_path: Path):
    found = faults(zipped(made, tmp_path / "a.zip", (info(f"{TOP}/README.txt"), b"x")))
    assert ("README.txt", "stands twice in the zip") in found


def test_a_zip_that_unpacks_to_too_much_is_not_read(made: Path):
    size = sum(one.file_size for one in zipfile.ZipFile(made / "bundle.zip").infolist())
    with pytest.raises(Unreadable, match=re.escape(f"more than {size - 1:,} bytes")):
        opened(made / "bundle.zip", size - 1)


def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(CommandError, match="no zip that can be read"):
        call_command("verify_bundle", str(tmp_path / "a.zip"))
