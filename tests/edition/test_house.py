"""The order of the house: what stands where, what may import what, how long things may be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import house
from tests.support.untranslated import untranslated

ROOT = Path(__file__).resolve().parents[2]
FILES = list(house.walk(ROOT))
SOURCES = [path for path in FILES if house.is_source(path)]
MODULES = [path for path in FILES if path.suffix == ".py"]
OF_EDITION = [path for path in MODULES if path.parts[0] == "edition"]
NAME_BOTH = {Path("edition/settings.py"), Path("edition/urls.py")}
PURE = ("edition/texts", "edition/citations", "edition/intake", "edition/publishing")
IN_WORDS = Path("edition/intake/wording.py")  # the errors of the readers, in the reader's language
IMPURE = ("django", "taggit", "edition.models", "edition.views", "edition.settings", "annotations")


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def is_pure(path: Path) -> bool:
    return path != IN_WORDS and path.as_posix().startswith(tuple(f"{folder}/" for folder in PURE))


# --- the tree ---------------------------------------------------------------------------------------


def test_nothing_else_stands_at_the_top():
    assert house.strangers(FILES) == set()


def test_a_stranger_at_the_top_is_seen():
    paths = [Path("manage.py"), Path("edition/apps.py"), Path("utils/misc.py"), Path("notes.txt")]
    assert house.strangers(paths) == {"utils", "notes.txt"}


def test_the_walk_leaves_out_what_is_not_ours(tmp_path):
    for name in ("edition/a.py", "edition/__pycache__/a.pyc", "var/secret", ".git/config", ".gitignore"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(house.walk(tmp_path)) == [Path("edition/a.py")]


# --- lengths ----------------------------------------------------------------------------------------


def test_files_read_in_one_sitting():
    assert [str(path) for path in SOURCES if path not in house.STAND_ALONE and house.is_too_long(read(path))] == []


def test_a_long_file_is_seen():
    assert not house.is_too_long("x\n" * 400)
    assert house.is_too_long("x\n" * 401)


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("edition/markup.py", True),
        ("templates/edition/home.html", True),
        ("edition/static/edition/sic.css", True),
        ("edition/migrations/0001_initial.py", False),
        ("fixtures/pakistan-russia/page.html", False),
        ("tests/data/weblog.html", False),
        ("README.md", False),
    ],
)
def test_which_files_are_sources(path, counted):
    assert house.is_source(Path(path)) is counted


def test_functions_are_short():
    long = {
        str(path): house.long_functions(read(path))
        for path in SOURCES
        if path.suffix == ".py" and path.parts[0] != "tests"
    }
    assert {path: names for path, names in long.items() if names} == {}


def test_a_long_function_is_seen():
    body = "    x = 1\n"
    assert house.long_functions("def fits():\n" + body * 44) == []
    assert house.long_functions("async def long():\n" + body * 45) == ["long: 46 lines"]


# --- who imports whom -------------------------------------------------------------------------------


def test_edition_never_reaches_into_annotations():
    found = {
        str(path): house.reaches_into(read(path), house.package_of(path), "annotations")
        for path in OF_EDITION
        if path not in NAME_BOTH
    }
    assert len(found) > 10
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import annotations", {"annotations"}),
        ("import annotations.models as m", {"annotations.models"}),
        ("from annotations import workflow", {"annotations", "annotations.workflow"}),
        (
            "def f():\n    from annotations.models import Link",
            {"annotations.models", "annotations.models.Link"},
        ),
        ("import_module('annotations.models')", {"annotations.models"}),
        ("importlib.import_module('annotations')", {"annotations"}),
        ("apps.get_model('annotations', 'Link')", {"annotations"}),
        ("apps.get_model(app_label='annotations')", {"annotations"}),
        ("models.ForeignKey('annotations.Link', models.CASCADE)", {"annotations.Link"}),
        ("dependencies = [('annotations', '0001_initial')]", {"annotations"}),
        ("from __future__ import annotations", set()),
        ("from .annotations import x", set()),
        ("from . import annotations", set()),
        ("data['annotations'] = annotations = count('annotations')", set()),
        ("import annotations_of_others", set()),
    ],
)
def test_each_way_of_reaching_is_seen(source, found):
    assert house.reaches_into(source, "edition.views", "annotations") == found


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("from . import a", {"edition.texts", "edition.texts.a"}),
        ("from .a import b", {"edition.texts.a", "edition.texts.a.b"}),
        ("from ..models import Work", {"edition.models", "edition.models.Work"}),
    ],
)
def test_relative_imports_are_resolved(source, modules):
    assert house.imported_modules(source, "edition.texts") == modules


def test_bleach_has_one_importer():
    importers = [str(p) for p in MODULES if house.imports_of(read(p), house.package_of(p), ["bleach"])]
    assert importers == ["edition/markup.py"]


def test_an_importer_of_bleach_is_seen():
    source = "def f():\n    from bleach.sanitizer import Cleaner"
    assert house.imports_of(source, "", ["bleach"]) == {"bleach.sanitizer", "bleach.sanitizer.Cleaner"}
    assert house.imports_of("import bleached", "", ["bleach"]) == set()


def test_pure_packages_name_no_django():
    found = {
        str(path): house.imports_of(read(path), house.package_of(path), IMPURE) for path in OF_EDITION if is_pure(path)
    }
    assert len(found) > 5
    assert {path: names for path, names in found.items() if names} == {}


def load_outside_django(modules: list[str], folder: Path) -> str:
    """Import the modules in a fresh interpreter; what of Django came with them, one name a line."""
    code = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] == 'django'), sep='\\n', end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def test_pure_packages_load_without_django():
    modules = [".".join(path.with_suffix("").parts) for path in OF_EDITION if is_pure(path)]
    assert load_outside_django(modules, ROOT) == ""


def test_django_by_way_of_another_module_is_seen(tmp_path):
    (tmp_path / "helper.py").write_text("import django\n")
    (tmp_path / "pure.py").write_text("import helper\n")
    assert "django" in load_outside_django(["pure"], tmp_path).split()


# --- words ------------------------------------------------------------------------------------------


def test_every_visible_word_can_be_translated():
    templates = [path for path in FILES if path.suffix == ".html" and "templates" in path.parts]
    found = {str(path): untranslated(read(path)) for path in templates}
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", ["1: Hello"]),
        ("<p>\n{{ name }} wrote\n this</p>", ["1: wrote this"]),
        ("{% comment %}\nx\n{% endcomment %}\n<p>Здесь</p>", ["4: Здесь"]),
        ('<img alt="A map">', ["1: A map"]),
        ('<input placeholder="Find" value="{% translate "x" %}">', ["1: Find"]),
        ('<code>ls</code> and <b translate="no">Le Monde<br>x</b> so', ["1: and", "1: so"]),
        ("{% block title %}Articles · Sic{% endblock %}", ["1: Articles · Sic"]),
        ("<p>Caf&eacute;</p>", ["1: Café"]),
        ('{% translate "Hello" %} {% trans "you" %} {# word #} ¶ · 1–2 →', []),
        ("{% blocktranslate with a=b %}Hello <b>{{ a }}</b>{% endblocktranslate %}", []),
        ("<script>let word;</script><style>p { color: red }</style>", []),
        ('<a {% if here %}aria-current="page"{% endif %} href="/x">Sic</a> v{{ number }}', []),
        ("<!-- a comment --><!doctype html>", []),
    ],
)
def test_untranslated_words_are_seen(template, found):
    assert untranslated(template) == found
