"""Static files under hashed names, without comments and indentation, compressed once: also those a module imports."""

from __future__ import annotations

from typing import Any

import rcssmin
import rjsmin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Only the site's own: what comes with a library is served as it came.
OWN = "edition/"


class HashedStorage(CompressedManifestStaticFilesStorage):
    """A module imports its parts by their hashed names, so that none is ever of another version than the rest."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: File[Any]) -> str:
        """Store a file; the site's own style sheets and modules lose what only those who write them read."""
        saved: str = super()._save(name, _lean(name, content))
        return saved


def _lean(name: str, content: File[Any]) -> File[Any]:
    if not name.startswith(OWN) or not name.endswith((".css", ".js")):
        return content
    content.seek(0)
    text = content.read()
    text = text.decode() if isinstance(text, bytes) else text
    shorten = rcssmin.cssmin if name.endswith(".css") else rjsmin.jsmin
    return ContentFile(shorten(text).encode())
