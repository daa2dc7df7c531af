"""Readers of what is imported: one module a format, each from bytes to a decoded text and proposed roles."""
