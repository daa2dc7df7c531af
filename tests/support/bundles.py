"""A bundle of a small edition with hard things in it, made once for all tests; and what is done to bundles in tests."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from annotations import folder
from annotations.bundle import building
from annotations.bundle.bag import manifest
from annotations.bundle.building import build
from annotations.bundle.verify import ALGORITHMS, Fault, opened, verify
from edition.models import ApparatusVersion
from tests.support import hard_text, small_folder

BASE = "https://sic.example"
TOP = building.TOP
EMOJI = "a flag 🇵🇰"
TAG = "холодная война"


def make_edition(place: Path) -> Path:
    """Write the edition folder: two articles, one of them with two texts and a note after emoji; odd names and tags."""
    small_folder.make(place)
    hard = hard_text.make(place.parent / "hard", with_newer=True)
    for path in (hard / "articles").iterdir():
        shutil.copy(path, place / "articles" / f"Née {path.name}")
    articles = json.loads((hard / "articles.json").read_text(encoding="utf-8"))["articles"]
    for one in (articles[0], *articles[0]["furtherRevisions"]):
        one["file"] = f"Née {one['file']}"
    small_folder.change(place, "articles", lambda data: data["articles"].extend(articles))
    small_folder.change(place, "bibliography", lambda data: data.append({"id": "small-second", **SECOND}))
    small_folder.change(place, "notes", lambda data: data["notes"].extend([note(1004), {**note(1005), **WITHDRAWN}]))
    return place


SECOND = {"type": "webpage", "title": "Another", "URL": "https://example.org/?a=1&b=2"}
WITHDRAWN = {"id": "gone", "withdrawnBecause": "It was wrong."}


def note(number: int) -> dict[str, Any]:
    start = hard_text.offset(1, EMOJI)
    place = {"article": hard_text.KEY, "start": start, "end": start + len(EMOJI), "quote": EMOJI}
    says = {"gist": "Emoji count as one.", "finding": "See <script>alert(1)</script> [@small-second].", "tags": [TAG]}
    rests = {"evidence": [{"source": "small-second"}], "verdict": "accurate", "kind": "fact-check"}
    return {"id": f"hard-{number}", "number": number, "passage": place, **says, **rests}


def empty() -> None:
    """Empty the database, past the triggers; only on SQLite, and within a transaction that is rolled back."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), names):
            cursor.execute(statement)
    ApparatusVersion.objects.move()


def build_all(place: Path) -> None:
    """Write into `place`: the edition folder, its bundle, the same made again, and what a site loads from it."""
    with transaction.atomic():
        empty()
        folder.load(make_edition(place / "edition"))
        folder.dump(place / "dumped")
        for name in ("bundle.zip", "again.zip", "bag"):
            build(place / name, BASE)
        unpack(place / "bundle.zip", place / "unzipped")
        transaction.set_rollback(True)


def unpack(file: Path, place: Path) -> Path:
    with zipfile.ZipFile(file) as zipped:
        zipped.extractall(place)
    return place / TOP


def faults(path: Path) -> list[Fault]:
    return verify(opened(path))


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def seal(bag: Path) -> None:
    """Write the manifests and the Payload-Oxum of a bag anew, as who falsifies a bag would."""
    files = [path for path in sorted(bag.rglob("*")) if path.is_file() and "manifest" not in path.name]
    payload = [path for path in files if path.is_relative_to(bag / "data")]
    oxum = f"Payload-Oxum: {sum(path.stat().st_size for path in payload)}.{len(payload)}"
    info = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    (bag / "bag-info.txt").write_text("\n".join([*info[:-1], oxum]) + "\n", encoding="utf-8")
    for kind, listed in (("", payload), ("tag", [path for path in files if path not in payload])):
        for algorithm in ALGORITHMS:
            sums = {path.relative_to(bag).as_posix(): _sums(path) for path in listed}
            if kind:
                manifests = bag.glob("manifest-*.txt")
                sums |= {path.name: _sums(path) for path in manifests}
            (bag / f"{kind}manifest-{algorithm}.txt").write_bytes(manifest(sums, algorithm))


def _sums(path: Path) -> dict[str, str]:
    return {name: hashlib.new(name, path.read_bytes()).hexdigest() for name in ALGORITHMS}
