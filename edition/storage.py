"""Static files under hashed names, compressed once: also those that a module imports."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """A module imports its parts by their hashed names, so that none is ever of another version than the rest."""

    support_js_module_import_aggregation = True
