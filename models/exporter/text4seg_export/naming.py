"""The manifest's `naming`: how the engine finds a name for what is at a place of a photo (src/inference/place-namer.ts)."""

from __future__ import annotations

from typing import Any

SCREENS = ("everything", "what is this ?")
"""Questions whose `<ref>` gives the likeliest names of a photo.

Of 40 questions and beginnings of answers tried on the calibration photos these two, chosen one after the other by
cross-entropy, rank the names best: the right one is among the first 32 for 83% of the references.
"""
CANDIDATES = 32
PLACE_WEIGHT = 0.65
SIZE_WEIGHT = 0.8
"""Logistic fit on 260 calibration references, alike for points and for boxes."""
LEAST_LOGIT = -1.0
"""Keeps 99% of the points that are named rightly."""


def naming(names: list[str]) -> dict[str, Any]:
    return {
        "names": names,
        "question": "the {name}",
        "screens": list(SCREENS),
        "candidates": CANDIDATES,
        "placeWeight": PLACE_WEIGHT,
        "sizeWeight": SIZE_WEIGHT,
        "leastLogit": LEAST_LOGIT,
    }
