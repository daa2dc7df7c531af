"""Which modules a module imports: a browser that is told at once need not read one to ask for the next."""

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

# `import … from './dom.js'` and `import './menus.js'` at the start of a line; no import() inside code.
_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^'"\n;]*?\s*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)


def imports(name: str) -> list[str]:
    """Return all static files that the module `name` needs, near ones first; raises FileNotFoundError."""
    return _imports.__wrapped__(name) if settings.DEBUG else list(_imports(name))


@lru_cache(maxsize=64)
def _imports(name: str) -> list[str]:
    found: list[str] = []
    waiting = [name]
    while waiting:
        for part in _direct(waiting.pop(0)):
            if part not in found and part != name:
                found.append(part)
                waiting.append(part)
    return found


def _direct(name: str) -> list[str]:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"There is no static file {name}.")
    source = Path(path).read_text(encoding="utf-8")
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), part)) for part in _IMPORT.findall(source)]
