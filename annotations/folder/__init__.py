"""An edition folder, the interchange format: `load` reads one into the database, `dump` writes one.

    articles/            the captured texts, byte for byte
    articles.json        what is known of each article, and its passages with roles and anchors
    bibliography.json    the sources, as CSL-JSON
    topics.json  claims.json  notes.json  crossrefs.json

Load, dump and load again changes nothing.
"""

from annotations.folder.dumping import dump
from annotations.folder.entries import FolderError
from annotations.folder.loading import Report, load

__all__ = ["FolderError", "Report", "dump", "load"]
