"""What training leaves beside the weights: how long it ran, its scores and its decision rules."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from text4seg_nano.decode import Rules


@dataclass(frozen=True)
class Release:
    """Empty figures where no release directory was given: a build from the warm start."""

    hours: float = 0.0
    steps: int = 0
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    questions: int = 0
    mixed_with_warm_start: float = 0.0
    """Share of the prototype's weights in the average that ships."""
    note: str = ""
    """What the scores' reader must know about them."""
    none_decision: dict[str, float] = field(default_factory=dict)
    """`n_acc` and `t_acc` of the decision for `<none>` alone, over `absent` and `present` questions."""


def read_release(directory: Path | None) -> Release:
    """Reads training.json and, where it exists, scores.json. Raises ValueError on rules it doesn't know."""
    if directory is None:
        return Release()
    training = _read(directory / "training.json")
    scores = _read(directory / "scores.json") if (directory / "scores.json").exists() else {}
    rules = scores.get("rules") or training.get("rules") or {}
    return Release(
        hours=float(training.get("hours", 0)),
        steps=int(training["steps"]),
        scores=_numbers(scores.get("groups", {})),
        rules=_rules(rules),
        questions=int(training.get("questions", 0)),
        mixed_with_warm_start=float(training.get("mixed_with_warm_start", 0)),
        note=str(scores.get("note", "")),
        none_decision=_numbers({"": scores.get("decision_for_none", {})}).get("", {}),
    )


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _numbers(groups: dict[str, Any]) -> dict[str, dict[str, float]]:
    return {
        group: {
            name: float(value)
            for name, value in figures.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        for group, figures in groups.items()
        if isinstance(figures, dict) and figures
    }


def _rules(values: dict[str, Any]) -> Rules:
    known = {rule.name for rule in fields(Rules)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"rules that the exporter doesn't know: {', '.join(unknown)}")
    return Rules(**values)
