"""What programs read of a page: its record in meta tags, and schema.org's JSON-LD; all but `description` is pure."""
