"""Views of the pages on which notes are seen, and of the desk."""
