"""What training minimises, for one batch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .canvas import GRID
from .example import BOX, BRICK, FIRST, NO_FEEDBACK, PROFILE, ROW, WORD, Batch, Example
from .model import FEEDBACK_WIDTH, ImagePrefix, Nano, TextGroup


@dataclass(frozen=True)
class Weights:
    """Factors of the losses; each is a mean over its own kind of decision."""

    brick: float = 1.0
    box: float = 0.4
    first: float = 1.0
    word: float = 0.3
    ghost: float = 2.0
    cell_class: float = 1.0
    cell_box: float = 2.0


def groups_of(batch: Batch) -> list[TextGroup]:
    owners = torch.from_numpy(batch.example_images)
    return [
        TextGroup(int(batch.starts[first]), count, length, owners[first : first + count])
        for first, count, length in batch.groups
    ]


def feedback_rows(plan: np.ndarray, ghosts: Tensor) -> Tensor:
    """plan int [F, 5] (kind, index into ghosts, row, column, right); ghosts [G, 64, 64] -> [F, 192]."""
    plan_ = torch.from_numpy(plan)
    kind, which, row, column, right = plan_.unbind(1)
    rows = torch.zeros(len(plan), FEEDBACK_WIDTH)
    profile = kind == PROFILE
    tops = torch.cat([ghosts.amax(1), ghosts.amax(2)], 1)
    rows[profile, : 2 * GRID] = tops[which[profile]]
    line = kind == ROW
    ahead = column[line, None] + torch.arange(GRID)
    values = ghosts[which[line], row[line]].gather(1, ahead.clamp_max(GRID - 1))
    rows[line, 2 * GRID :] = torch.where(ahead >= right[line, None], -1.0, values)
    return rows


def _plan(batch: Batch, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Flat positions that get feedback, and the plan of each; ghosts are numbered example by turn."""
    positions, plan = [], []
    for index, example in enumerate(batch.examples):
        for at, (kind, turn, row, column, right) in enumerate(example.feedback):
            if kind != NO_FEEDBACK:
                positions.append(batch.starts[index] + at)
                plan.append((kind, offsets[index] + turn, row, column, right))
    return np.array(positions), np.array(plan)


@torch.no_grad()
def first_ghosts(model: Nano, batch: Batch, prefix: ImagePrefix) -> tuple[Tensor, np.ndarray]:
    """Ghost probabilities at every `<assistant>`, from passes over what comes before it.

    Returns ghosts [G, 64, 64] and the number of each example's first one.
    """
    turns = np.array([len(e.assistants) for e in batch.examples])
    offsets = np.concatenate([[0], turns.cumsum()[:-1]])
    ghosts = torch.zeros(int(turns.sum()), GRID, GRID)
    _ghosts_of_turn(model, batch, prefix, 0, offsets, ghosts)
    if turns.max() > 1:
        _ghosts_of_turn(model, batch, prefix, 1, offsets, ghosts)
    return ghosts, offsets


def _ghosts_of_turn(
    model: Nano, batch: Batch, prefix: ImagePrefix, turn: int, offsets: np.ndarray, ghosts: Tensor
) -> None:
    """Fills in the ghosts of one turn, with those of earlier turns fed back."""
    members = [i for i, e in enumerate(batch.examples) if len(e.assistants) > turn]
    length = max(batch.examples[i].assistants[turn] for i in members) + 1
    ids = np.zeros((len(members), length), np.int64)
    places = np.full((len(members), length, 3), 32)
    fed, plan = [], []
    for slot, i in enumerate(members):
        e: Example = batch.examples[i]
        stop = e.assistants[turn] + 1
        ids[slot, :stop], places[slot, :stop] = e.ids[:stop], e.places[:stop]
        for at, (kind, from_turn, row, column, right) in enumerate(e.feedback[:stop]):
            if kind != NO_FEEDBACK:
                fed.append(slot * length + at)
                plan.append((kind, offsets[i] + from_turn, row, column, right))
    rows = feedback_rows(np.array(plan), ghosts) if plan else None
    x = model.embed(torch.from_numpy(ids.ravel()), rows, torch.tensor(fed) if plan else None)
    owners = torch.from_numpy(batch.example_images[members])
    group = TextGroup(0, len(members), length, owners)
    hidden = model.decoder.text(x, torch.from_numpy(places.reshape(-1, 3)), [group], prefix)
    last = torch.tensor([slot * length + batch.examples[i].assistants[turn] for slot, i in enumerate(members)])
    logits = model.ghost_logits(hidden[last], prefix.cell_keys[owners])
    ghosts[torch.from_numpy(offsets[members] + turn)] = logits.sigmoid()


def ghost_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Binary cross-entropy plus Dice of each ghost: [K, 64, 64] twice -> [K]."""
    cross = F.binary_cross_entropy_with_logits(logits, targets, reduction="none").mean((1, 2))
    p = logits.sigmoid()
    dice = 1 - (2 * (p * targets).sum((1, 2)) + 1) / (p.sum((1, 2)) + targets.sum((1, 2)) + 1)
    return cross + dice


def cell_losses(model: Nano, features: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Cross-entropy of the cells' classes and L1 of their boxes."""
    targets = torch.from_numpy(batch.cell_classes).flatten(1)
    known = targets >= 0
    scores = getattr(model.cells, "class")(features.flatten(1, 2))
    masked = scores.masked_fill(~torch.from_numpy(batch.class_masks)[:, None], -1e4)
    classes = F.cross_entropy(masked[known], targets[known])
    boxed = torch.from_numpy(batch.cell_boxed)
    if not batch.cell_boxed.any():
        return classes, features.sum() * 0
    sides = model.cells.box(features[boxed])
    return classes, (sides - torch.from_numpy(batch.cell_boxes)[boxed]).abs().mean()


def batch_loss(model: Nano, batch: Batch, weights: Weights) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum and its parts for the log."""
    prefix, features = model.encode(torch.from_numpy(batch.images))
    still = ImagePrefix(
        [k.detach() for k in prefix.keys], [v.detach() for v in prefix.values], prefix.cell_keys.detach()
    )
    ghosts, offsets = first_ghosts(model, batch, still)
    positions, plan = _plan(batch, offsets)
    x = model.embed(torch.from_numpy(batch.ids), feedback_rows(plan, ghosts), torch.from_numpy(positions))
    hidden = model.decoder.text(x, torch.from_numpy(batch.places), groups_of(batch), prefix)

    total, parts = _decision_losses(model, batch, hidden, weights)
    at, answers, targets, owners = _ghost_targets(batch)
    logits = model.ghost_logits(hidden[at], prefix.cell_keys[owners])
    each = ghost_loss(logits, targets)
    share = torch.where(answers, 1.0, 0.5)
    ghost = (each * share).sum() / share.sum()
    classes, boxes = cell_losses(model, features, batch)
    total = total + weights.ghost * ghost + weights.cell_class * classes + weights.cell_box * boxes
    parts |= {"ghost": ghost.item(), "class": classes.item(), "sides": boxes.item(), "total": total.item()}
    return total, parts


def _decision_losses(model: Nano, batch: Batch, hidden: Tensor, weights: Weights) -> tuple[Tensor, dict[str, float]]:
    found = [
        (batch.starts[i] + at, kind, ids, soft)
        for i, example in enumerate(batch.examples)
        for at, kind, ids, soft in example.decisions
    ]
    at = torch.tensor([int(f[0]) for f in found])
    kinds = torch.tensor([f[1] for f in found])
    ids = torch.from_numpy(np.stack([f[2] for f in found]))
    soft = torch.from_numpy(np.stack([f[3] for f in found]))
    chances = model.decoder.head(hidden[at]).log_softmax(-1)
    each = -(chances.gather(1, ids) * soft).sum(1)
    total, parts = hidden.new_zeros(()), {}
    for name, kind, weight in (
        ("brick", BRICK, weights.brick),
        ("box", BOX, weights.box),
        ("first", FIRST, weights.first),
        ("word", WORD, weights.word),
    ):
        mine = each[kinds == kind]
        if len(mine):
            mean = mine.mean()
            total = total + weight * mean
            parts[name] = mean.item()
    return total, parts


def _ghost_targets(batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    found = [
        (batch.starts[i] + at, answer, canvas, batch.example_images[i])
        for i, example in enumerate(batch.examples)
        for at, answer, canvas in example.ghosts
    ]
    targets = torch.from_numpy(np.stack([f[2] for f in found])).float()
    return (
        torch.tensor([int(f[0]) for f in found]),
        torch.tensor([bool(f[1]) for f in found]),
        targets,
        torch.tensor([int(f[3]) for f in found]),
    )
