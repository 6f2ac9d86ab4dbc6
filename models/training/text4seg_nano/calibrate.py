"""Sets the bias of `<none>` on the calibration photos: `python -m text4seg_nano.calibrate --weights W`."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .decode import Questions, Rules, read_ghosts
from .model import Nano
from .photos import Photos, data_directory
from .references import Reference, ReferenceMaker
from .scene import resized
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class FirstLook:
    """What is known of an answer after one pass over the question."""

    present: bool
    group: str
    margin: float
    """Logit of `<none>` minus the best of `<ref>` and all words."""
    peak: float
    """Highest ghost probability."""


@torch.no_grad()
def first_looks(
    model: Nano, vocabulary: Vocabulary, photos: Photos, references: list[Reference], batch: int = 8
) -> list[FirstLook]:
    """One pass over each question; questions about one photo share its prefix."""
    by_key: dict[str, list[Reference]] = {}
    for reference in references:
        by_key.setdefault(reference.key, []).append(reference)
    keys, looks = sorted(by_key), []
    for first in range(0, len(keys), batch):
        some = keys[first : first + batch]
        images = [resized(photos.image(k)) for k in some]
        prefix, _ = model.encode(torch.from_numpy(np.stack(images)))
        asked = [(slot, r) for slot, key in enumerate(some) for r in by_key[key]]
        questions = Questions(model, vocabulary, Rules(), prefix, [slot for slot, _ in asked], capacity=32)
        prompts = [[vocabulary.user, *vocabulary.encode(r.text), vocabulary.assistant] for _, r in asked]
        hidden = questions.prefill(prompts)
        logits = model.decoder.head(hidden)
        others = torch.maximum(logits[:, vocabulary.ref], logits[:, vocabulary.first_word :].amax(1))
        margins = (logits[:, vocabulary.none] - others).tolist()
        ghosts = 1 / (1 + np.exp(-read_ghosts(model, hidden, questions.cache.cell_keys)))
        peaks = ghosts.max((1, 2))
        looks += [FirstLook(r.group != "absent", r.group, m, float(p)) for (_, r), m, p in zip(asked, margins, peaks)]
    return looks


def area_under_curve(scores: np.ndarray, positive: np.ndarray) -> float:
    """Chance that a positive scores higher than a negative."""
    ranks = np.empty(len(scores))
    ranks[scores.argsort(kind="stable")] = np.arange(1, len(scores) + 1)
    n = int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))


def best_slope(margins: np.ndarray, peaks: np.ndarray, absent: np.ndarray) -> float:
    """The slope of the ghost's evidence that separates absent from present things best."""
    slopes = np.arange(0, 10.5, 0.5)
    return float(
        max(slopes, key=lambda slope: area_under_curve(margins + slope * (Rules().none_pivot - peaks), absent))
    )


def best_bias(scores: np.ndarray, present: np.ndarray, kept: float) -> float:
    """The highest bias at which a share `kept` of present things is still answered."""
    return float(-np.quantile(scores[present], kept))


def main() -> None:
    parser = argparse.ArgumentParser(description="Chooses decoding's bias of <none> on the calibration photos.")
    parser.add_argument("--weights", type=Path)
    parser.add_argument(
        "--kept", type=float, default=0.92, help="share of present things still answered (default %(default)s)"
    )
    parser.add_argument("--part", choices=("calibration", "validation"), default="calibration")
    parser.add_argument("--bias", type=float, help="report what this bias gives instead of choosing one")
    parser.add_argument("--slope", type=float, help="likewise for the ghost's slope")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    data = data_directory()
    vocabulary = Vocabulary.load(data.parent / "checkpoint" / "vocabulary.json")
    photos = Photos.load(data)
    references = ReferenceMaker(photos, vocabulary).make(options.part)
    model = Nano.load(options.weights or data.parent / "checkpoint" / "nano-warm.safetensors").eval()
    looks = first_looks(model, vocabulary, photos, references)
    margins = np.array([look.margin for look in looks])
    peaks = np.array([look.peak for look in looks])
    present = np.array([look.present for look in looks])
    groups = np.array([look.group for look in looks])
    slope = best_slope(margins, peaks, ~present) if options.slope is None else options.slope
    scores = margins + slope * (Rules().none_pivot - peaks)
    bias = best_bias(scores, present, options.kept) if options.bias is None else options.bias
    said_none = scores + bias > 0
    curve = {}
    for kept in (0.88, 0.9, 0.92, 0.94, 0.96):
        at = best_bias(scores, present, kept)
        curve[kept] = {"bias": round(at, 3), "n_acc": round(float((scores + at > 0)[~present].mean()), 4)}
    report = {
        "none_bias": round(bias, 3),
        "none_slope": slope,
        "none_pivot": Rules().none_pivot,
        "n_acc": round(float(said_none[~present].mean()), 4),
        "t_acc": round(float((~said_none)[present].mean()), 4),
        "t_acc_by_group": {
            g: round(float((~said_none)[groups == g].mean()), 3) for g in sorted(set(groups) - {"absent"})
        },
        "undecided": {
            "n_acc": round(float((margins > 0)[~present].mean()), 4),
            "t_acc": round(float((margins <= 0)[present].mean()), 4),
        },
        "n_acc_at_t_acc": curve,
        "separation": {
            "margin": round(area_under_curve(margins, ~present), 4),
            "ghost": round(area_under_curve(-peaks, ~present), 4),
            "both": round(area_under_curve(scores, ~present), 4),
        },
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
