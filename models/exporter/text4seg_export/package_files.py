"""Writes the files of a package and describes them as manifest.json does."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def file_entry(package: Path, path: str) -> dict[str, Any]:
    """`path`, `bytes` and `sha256` of a file inside the package."""
    data = (package / path).read_bytes()
    return {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def write_json(path: Path, value: Any, *, indent: int | None = None) -> None:
    """Compact unless indented; UTF-8 with a final newline, the same bytes for the same value."""
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8")
