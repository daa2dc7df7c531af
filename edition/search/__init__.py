"""Search over neutral entries: one interface, two engines (FTS5 on SQLite, tsvector on PostgreSQL)."""
