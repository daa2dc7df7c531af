"""People who work on the edition: their roles, their public names, invitations, and how they log in."""

from edition.people.names import orcids, public_name, public_names

__all__ = ["orcids", "public_name", "public_names"]
