"""The notes, and every page on which notes are seen."""
