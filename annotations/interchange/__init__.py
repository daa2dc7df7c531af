"""Annotations from elsewhere: read strictly, put on the exact words, and reported before anything is saved."""
