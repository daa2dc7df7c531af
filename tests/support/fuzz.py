"""Schemathesis over the description of a running site: what it finds, as it prints it."""

import subprocess
import sys
from pathlib import Path

# Not that every request that fits its schema is taken: no schema says that a range ends behind its start.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "negative_data_rejection",
)


def fuzz(site: str, folder: Path, *options: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """Run Schemathesis on the site at `site`, the same requests each time; `folder` is where it may write."""
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{site}/api/openapi.json"),
        *("--checks", ",".join(CHECKS), "--generation-deterministic", "--no-color", "--continue-on-failure"),
        *("--no-shrink", *options),
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=seconds)
