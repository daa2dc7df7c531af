"""Views of what needs texts and works alone."""
