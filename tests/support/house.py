"""The rules of the house as pure functions: each takes paths or source code and returns what breaks it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "annotations",
    "edition",
    "fixtures",
    "manage.py",
    "pyproject.toml",
    "requirements.txt",
    "templates",
    "tests",
}
NOT_OURS = {"__pycache__", "htmlcov", "staticfiles", "var"}
SOURCE_SUFFIXES = {".py", ".html", ".css", ".js"}
MOST_LINES_OF_A_FILE = 400
# A script that travels alone cannot be split.
STAND_ALONE = {Path("annotations/bundle/verify.py")}
MOST_LINES_OF_A_FUNCTION = 45
LOOKUPS = {"import_module", "__import__", "import_string", "get_model", "get_app_config", "include"}


def walk(root: Path) -> Iterator[Path]:
    """All files below root, relative to it; without dotfiles and without what running leaves behind."""
    for entry in sorted(root.iterdir()):
        if entry.name.startswith(".") or entry.name in NOT_OURS:
            continue
        if entry.is_dir():
            yield from (entry.relative_to(root) / below for below in walk(entry))
        else:
            yield entry.relative_to(root)


def strangers(paths: Iterable[Path]) -> set[str]:
    """Names at the top level that do not belong there."""
    return {path.parts[0] for path in paths} - TOP_LEVEL


def is_source(path: Path) -> bool:
    """Whether the path is code that people write: no migration, no fixture, no data, no library of others."""
    generated = {"migrations", "fixtures", "data", "vendor"} & set(path.parts)
    return path.suffix in SOURCE_SUFFIXES and not generated


def is_too_long(text: str) -> bool:
    return len(text.splitlines()) > MOST_LINES_OF_A_FILE


def long_functions(source: str) -> list[str]:
    """Functions of more than 45 lines, counted from `def` to their last line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                found.append(f"{node.name}: {length} lines")
    return found


def imported_modules(source: str, package: str) -> set[str]:
    """Dotted names of all modules that the source of a module in `package` may import.

    `from a import b` counts as a and as a.b, for b may be a module; relative imports are resolved.
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def package_of(path: Path) -> str:
    """The dotted name of the package in which the module at `path` stands."""
    return ".".join(path.parent.parts)


def is_within(name: str, package: str) -> bool:
    """Whether the dotted name is the package or something in it."""
    return name == package or name.startswith(f"{package}.")


def imports_of(source: str, package: str, wanted: Iterable[str]) -> set[str]:
    """Those imports of a source that lie within one of the wanted packages."""
    wanted = tuple(wanted)
    modules = imported_modules(source, package)
    return {name for name in modules if any(is_within(name, package) for package in wanted)}


def _called_name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _strings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def references_by_name(source: str, package: str) -> set[str]:
    """Strings by which a source reaches into `package` without importing it.

    These are arguments of look-ups such as import_module and get_model, dotted names anywhere
    ("annotations.Annotation"), and the dependencies of migrations.
    """
    nodes = list(ast.walk(ast.parse(source)))
    found = {text for text in _strings(nodes) if text.startswith(f"{package}.")}
    for node in nodes:
        if isinstance(node, ast.Call) and _called_name(node) in LOOKUPS:
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            found |= {text for text in _strings(arguments) if text == package}
        elif isinstance(node, ast.Tuple):
            found |= {text for text in _strings(node.elts[:1]) if text == package}
    return found


def reaches_into(source: str, own_package: str, package: str) -> set[str]:
    """Every way in which a source uses `package`: by import or by name."""
    return imports_of(source, own_package, [package]) | references_by_name(source, package)
