"""The desk's pages of works, articles, topics, claims and tags."""
