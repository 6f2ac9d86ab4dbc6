"""Scores of a checkpoint by true greedy decoding: `python -m text4seg_nano.evaluate --help`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch

from .canvas import box_of, canvas_of, photo_mask_of
from .decode import Answer, Questions, Rules
from .model import Nano
from .photos import Photos, data_directory
from .references import Reference, ReferenceMaker, write_coco
from .scene import resized
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Outcome:
    """One reference measured at photo resolution."""

    reference: Reference
    answered: bool
    intersection: int
    union: int
    box_iou: float
    bricks: float
    objects: int
    none_margin: float
    ghost_peak: float
    ghost_intersection: int
    ghost_union: int

    @property
    def iou(self) -> float:
        return self.intersection / self.union if self.union else 0.0


def answers_of(
    model: Nano, vocabulary: Vocabulary, photos: Photos, references: list[Reference], rules: Rules, batch: int = 32
) -> list[Answer]:
    """One greedy answer a reference; questions about one photo share its prefix."""
    order = sorted(range(len(references)), key=lambda i: (references[i].group, references[i].key))
    answers: list[Answer | None] = [None] * len(references)
    for first in range(0, len(order), batch):
        members = order[first : first + batch]
        keys = sorted({references[i].key for i in members})
        images = [resized(photos.image(k)) for k in keys]
        with torch.no_grad():
            prefix, _ = model.encode(torch.from_numpy(np.stack(images)))
        questions = Questions(model, vocabulary, rules, prefix, [keys.index(references[i].key) for i in members])
        found = questions.ask([vocabulary.encode(references[i].text) for i in members])
        for i, answer in zip(members, found):
            answers[i] = answer
    return answers


def measured(photos: Photos, reference: Reference, answer: Answer) -> Outcome:
    """Compares an answer with the truth: masks in photo pixels, boxes in cells."""
    id_map = photos.regions(reference.key)
    truth = np.isin(id_map, reference.regions) if reference.regions else np.zeros(id_map.shape, bool)
    known = id_map != 255
    mask = photo_mask_of(answer.canvas(), *id_map.shape)
    ghost = photo_mask_of(answer.ghost > 0, *id_map.shape)
    both = lambda m: (int((m & truth & known).sum()), int(((m | truth) & known).sum()))
    intersection, union = both(mask)
    ghost_intersection, ghost_union = both(ghost)
    bricks = [item.bricks for item in answer.objects]
    return Outcome(
        reference,
        bool(answer.objects),
        intersection,
        union,
        _box_iou(answer, truth),
        float(np.mean(bricks)) if bricks else 0.0,
        len(bricks),
        answer.none_margin,
        float(answer.ghost.max()),
        ghost_intersection,
        ghost_union,
    )


def _box_iou(answer: Answer, truth: np.ndarray) -> float:
    """IoU in cells of the box around all answered boxes with the box around the truth; 0 without either."""
    target = box_of(canvas_of(truth))
    if target is None or not answer.objects:
        return 0.0
    boxes = np.array([item.box for item in answer.objects])
    x1, y1, x2, y2 = *boxes[:, :2].min(0), *boxes[:, 2:].max(0)
    width = min(x2, target[2]) - max(x1, target[0])
    height = min(y2, target[3]) - max(y1, target[1])
    inside = max(0, width) * max(0, height)
    area = (x2 - x1) * (y2 - y1) + (target[2] - target[0]) * (target[3] - target[1]) - inside
    return float(inside / area)


def scores_of(outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    """Per group: n, cIoU, gIoU, Acc@0.5 of boxes, bricks an object, ghost's cIoU; for absent things N-acc.

    `present` sums up all groups with a target: T-acc is the share of them that got any object.
    """
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.reference.group, []).append(outcome)
    table: dict[str, dict[str, float]] = {}
    for group, members in sorted(groups.items()):
        if group == "absent":
            table[group] = {"n": len(members), "n_acc": _mean([not o.answered for o in members])}
            continue
        table[group] = _present_scores(members)
    present = [o for o in outcomes if o.reference.group != "absent"]
    if present:
        table["present"] = _present_scores(present)
    return table


def _present_scores(members: list[Outcome]) -> dict[str, float]:
    answered = [o for o in members if o.answered]
    return {
        "n": len(members),
        "ciou": round(sum(o.intersection for o in members) / max(1, sum(o.union for o in members)), 4),
        "giou": _mean([o.iou for o in members]),
        "box_acc": _mean([o.box_iou >= 0.5 for o in members]),
        "t_acc": _mean([o.answered for o in members]),
        "bricks": round(_mean([o.bricks for o in answered]), 1),
        "objects": _mean([o.objects for o in answered]),
        "ghost_ciou": round(
            sum(o.ghost_intersection for o in members) / max(1, sum(o.ghost_union for o in members)), 4
        ),
    }


def _mean(values: list) -> float:
    return round(float(np.mean(values)), 4) if values else 0.0


def limited(references: list[Reference], limit: int | None) -> list[Reference]:
    """At most `limit` references of each group, the first ones."""
    if limit is None:
        return references
    seen: Counter = Counter()
    kept = []
    for reference in references:
        seen[reference.group] += 1
        if seen[reference.group] <= limit:
            kept.append(reference)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description="Greedy decoding over the reference set, scores per group as JSON.")
    parser.add_argument("--weights", type=Path, help="safetensors file (default: the shared warm start)")
    parser.add_argument("--part", choices=("validation", "calibration", "train"), default="validation")
    parser.add_argument("--limit", type=int, help="at most this many references a group")
    parser.add_argument("--groups", nargs="*", help="only these groups")
    parser.add_argument("--out", type=Path, help="write the report here too")
    parser.add_argument("--references", type=Path, help="write refs.json and images/ into this directory and stop")
    parser.add_argument("--brick", choices=("argmax", "median", "guided"), default=Rules().brick)
    parser.add_argument("--ghost-weight", type=float, default=Rules().ghost_weight)
    parser.add_argument("--object-ghost", type=float, default=Rules().object_ghost)
    parser.add_argument("--box-quantile", type=float, default=Rules().box_quantile)
    parser.add_argument("--none-bias", type=float, default=Rules().none_bias)
    parser.add_argument("--none-slope", type=float, default=Rules().none_slope)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    data = data_directory()
    vocabulary = Vocabulary.load(data.parent / "checkpoint" / "vocabulary.json")
    photos = Photos.load(data)
    references = ReferenceMaker(photos, vocabulary).make(options.part)
    if options.groups:
        references = [r for r in references if r.group in options.groups]
    references = limited(references, options.limit)
    if options.references:
        write_coco(photos, references, options.references)
        print(json.dumps(Counter(r.group for r in references)))
        return
    rules = replace(
        Rules(),
        brick=options.brick,
        ghost_weight=options.ghost_weight,
        object_ghost=options.object_ghost,
        box_quantile=options.box_quantile,
        none_bias=options.none_bias,
        none_slope=options.none_slope,
    )
    weights = options.weights or data.parent / "checkpoint" / "nano-warm.safetensors"
    model = Nano.load(weights).eval()
    answers = answers_of(model, vocabulary, photos, references, rules)
    outcomes = [measured(photos, r, a) for r, a in zip(references, answers)]
    report = {"weights": weights.name, "part": options.part, "rules": asdict(rules), "groups": scores_of(outcomes)}
    text = json.dumps(report, indent=1)
    if options.out:
        options.out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
