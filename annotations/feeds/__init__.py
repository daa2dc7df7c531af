"""Feeds for readers and programs that want to hear of what is new: Atom (RFC 4287)."""
