"""Descriptions of the addresses for programs, by group: `PATHS`, and `SCHEMAS` where there are some (OpenAPI 3.1)."""
