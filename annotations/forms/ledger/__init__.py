"""The forms of works, articles, topics, claims and tags; each gives the fields that a version keeps."""
