"""README.md of the package, from the figures of the release so that it can't be stale."""

from __future__ import annotations

from text4seg_export.release import Release


def model_card(release: Release, version: str) -> str:
    return f"# text4seg-nano {version}\n"
