"""Exports of the edition with its notes, a module a format."""
