"""The site and the texts: articles, revisions, passages, spans and works. Imports nothing of `annotations`."""
