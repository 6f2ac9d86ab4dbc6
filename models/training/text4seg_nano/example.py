"""Questions and answers to token sequences with targets, and batches of them.

Every input position that decides something carries a soft target over at most seven tokens; the input
itself may hold wrong boxes and bricks (history noise), the targets are then what is right from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from .canvas import GRID, Box, box_of
from .prompts import Question, Target
from .sequence import Cursor, place
from .vocabulary import MAX_RUN, Vocabulary

WORD, FIRST, BOX, BRICK = range(4)
"""Kinds of decisions; each has its own weight in the loss."""
BRICK_SIGMA = 0.6
BOX_SIGMA = 0.8
SOFT = 7
NO_FEEDBACK, PROFILE, ROW = range(3)


@dataclass(frozen=True)
class Noise:
    """How often the input differs from the truth."""

    bricks: float = 0.6
    box: float = 0.5
    spelled: float = 0.04


@dataclass
class Example:
    """One conversation as flat lists, one entry a token unless said otherwise."""

    ids: list[int] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    feedback: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    """(kind, turn whose ghost is fed back, row, column, right side of the box)"""
    decisions: list[tuple[int, int, np.ndarray, np.ndarray]] = field(default_factory=list)
    """(position, kind, soft ids [7], soft weights [7]), only where something is decided"""
    ghosts: list[tuple[int, bool, np.ndarray]] = field(default_factory=list)
    """(position, whether it is the answer's ghost, canvas it should show)"""
    assistants: list[int] = field(default_factory=list)
    """Position of `<assistant>` of each turn."""


def jittered(canvas: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A smoothly displaced copy of bool [64, 64], off by 0.7 to 2 cells (standard deviation)."""
    field_ = rng.standard_normal((2, GRID, GRID)).astype(np.float32)
    sigma, reach = rng.uniform(0.7, 2.0), rng.uniform(2.0, 5.0)
    moved = [cv2.GaussianBlur(f, (0, 0), reach) for f in field_]
    rows, columns = np.mgrid[0:GRID, 0:GRID].astype(np.float32)
    dx, dy = (f * (sigma / max(float(f.std()), 1e-6)) for f in moved)
    warped = cv2.remap(
        canvas.astype(np.float32), columns + dx, rows + 0.5 * dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return warped >= 0.5


def jittered_box(box: Box, rng: np.random.Generator) -> Box:
    """The box with each side off by a little; always a valid box."""
    scale = max(1.0, 0.06 * max(box[2] - box[0], box[3] - box[1]))
    x1, y1, x2, y2 = (round(side + rng.normal(0, scale)) for side in box)
    x1, y1 = int(np.clip(x1, 0, GRID - 2)), int(np.clip(y1, 0, GRID - 2))
    return x1, y1, int(np.clip(x2, x1 + 1, GRID - 1)), int(np.clip(y2, y1 + 1, GRID - 1))


def softened(centre: int, low: int, high: int, sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Gaussian weights over the whole numbers around `centre` within low..high: (numbers, weights) of 7."""
    numbers = np.arange(centre - SOFT // 2, centre + SOFT // 2 + 1)
    weights = np.exp(-((numbers - centre) ** 2) / (2 * sigma * sigma))
    weights[(numbers < low) | (numbers > high)] = 0
    return np.clip(numbers, low, high), (weights / weights.sum()).astype(np.float32)


class ExampleBuilder:
    """Writes conversations as examples."""

    def __init__(self, vocabulary: Vocabulary, noise: Noise):
        self.v = vocabulary
        self.noise = noise

    def build(self, turns: list[Question], bricks: list[bool], rng: np.random.Generator) -> Example:
        """Turns in order; `bricks[i]` false stops turn i (the last) at its first `<seg>`."""
        example = Example()
        for turn, (question, full) in enumerate(zip(turns, bricks)):
            for token in [self.v.user, *self._words(question.text, rng), self.v.assistant]:
                self._append(example, token, None, (NO_FEEDBACK, 0, 0, 0, 0))
            example.assistants.append(len(example.ids) - 1)
            if question.ghost is not None:
                example.ghosts.append((len(example.ids) - 1, True, question.ghost))
            self._answer(example, turn, question, full, rng)
        return example

    def _words(self, text: str, rng: np.random.Generator) -> list[int]:
        v = self.v
        return [t for word in v.split(text) for t in v.encode_word(word, rng.random() < self.noise.spelled)]

    def _append(self, example: Example, token: int, cursor: Cursor | None, feedback: tuple) -> None:
        example.places.append(place(len(example.ids), cursor))
        example.ids.append(token)
        example.feedback.append(feedback)

    def _decide(self, example: Example, kind: int, token: int) -> None:
        """The next token must be exactly `token`."""
        weights = np.zeros(SOFT, np.float32)
        weights[0] = 1
        example.decisions.append((len(example.ids) - 1, kind, np.full(SOFT, token), weights))

    def _decide_soft(self, example: Example, kind: int, base: int, numbers: np.ndarray, weights: np.ndarray) -> None:
        example.decisions.append((len(example.ids) - 1, kind, base + numbers, weights))

    def _answer(self, example: Example, turn: int, question: Question, full: bool, rng: np.random.Generator) -> None:
        v = self.v
        text = (PROFILE, turn, 0, 0, 0)
        if not question.objects:
            words = v.encode(question.reply) if question.reply else [v.none]
            for index, token in enumerate(words):
                self._decide(example, WORD if index else FIRST, token)
                self._append(example, token, None, text)
            if question.reply:
                self._decide(example, WORD, v.eos)
            self._append(example, v.eos, None, text)
            return
        for index, target in enumerate(question.objects):
            self._decide(example, WORD if index else FIRST, v.ref)
            self._append(example, v.ref, None, text)
            for token in v.encode(target.words):
                self._decide(example, WORD, token)
                self._append(example, token, None, text)
            self._decide(example, WORD, v.ref_end)
            self._append(example, v.ref_end, None, text)
            self._object(example, turn, target, full, rng)
            if not full:
                return
        self._decide(example, WORD, v.eos)
        self._append(example, v.eos, None, text)

    def _object(self, example: Example, turn: int, target: Target, full: bool, rng: np.random.Generator) -> None:
        v = self.v
        text = (PROFILE, turn, 0, 0, 0)
        truth = box_of(target.canvas)
        written = jittered_box(truth, rng) if rng.random() < self.noise.box else truth
        self._append(example, v.box, None, text)
        for side in range(4):
            low, high = (0, GRID - 2) if side < 2 else (written[side - 2] + 1, GRID - 1)
            numbers, weights = softened(int(np.clip(truth[side], low, high)), low, high, BOX_SIGMA)
            self._decide_soft(example, BOX, v.b0, numbers, weights)
            self._append(example, v.b0 + written[side], None, text)
        self._append(example, v.box_end, None, text)
        cursor = Cursor(written)
        self._append(example, v.seg, cursor, (ROW, turn, cursor.row, cursor.column, written[2]))
        example.ghosts.append((len(example.ids) - 1, False, target.canvas))
        shown = jittered(target.canvas, rng) if full and rng.random() < self.noise.bricks else target.canvas
        while not cursor.done:
            self._decide_brick(example, target.canvas, cursor)
            if not full:
                return
            solid, length = run_at(shown, cursor)
            cursor.advance(length)
            token = (v.fg1 if solid else v.bg1) + length - 1
            self._append(example, token, cursor, (ROW, turn, cursor.row, cursor.column, written[2]))
        self._append(example, v.seg_end, None, text)

    def _decide_brick(self, example: Example, canvas: np.ndarray, cursor: Cursor) -> None:
        solid, length = run_at(canvas, cursor)
        numbers, weights = softened(length, 1, min(cursor.remaining, MAX_RUN), BRICK_SIGMA)
        self._decide_soft(example, BRICK, (self.v.fg1 if solid else self.v.bg1) - 1, numbers, weights)


def run_at(canvas: np.ndarray, cursor: Cursor) -> tuple[bool, int]:
    """The run of equal cells from the cursor to the box's right side: (foreground, length)."""
    row = canvas[cursor.row, cursor.column : cursor.box[2]]
    changes = np.flatnonzero(row != row[0])
    return bool(row[0]), int(changes[0]) if len(changes) else len(row)


@dataclass(frozen=True)
class Batch:
    """Photos and conversations of one step, text flat in groups of equal length (numpy, made off-thread)."""

    images: np.ndarray
    """uint8 [B, 256, 256, 3]"""
    cell_classes: np.ndarray
    """int64 [B, 64, 64]: row of `cells.class`, -100 ignored"""
    class_masks: np.ndarray
    """bool [B, classes]: what the photo's source labels"""
    cell_boxes: np.ndarray
    cell_boxed: np.ndarray
    examples: list[Example]
    """Ordered by length, padded in the flat arrays to their group's longest."""
    example_images: np.ndarray
    groups: list[tuple[int, int, int]]
    """(first example, count, length)"""
    ids: np.ndarray
    places: np.ndarray
    starts: np.ndarray
    """Flat position of each example's first token."""


def flatten(examples: list[Example], images: list[int], pad: int, group: int = 4) -> tuple:
    """Orders examples by length, groups and pads them; returns the fields of Batch from `examples` on."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    examples = [examples[i] for i in order]
    groups, ids, places, starts = [], [], [], []
    for first in range(0, len(examples), group):
        members = examples[first : first + group]
        length = max(len(e.ids) for e in members)
        groups.append((first, len(members), length))
        for e in members:
            starts.append(len(ids))
            missing = length - len(e.ids)
            ids += e.ids + [pad] * missing
            places += e.places + [(0, 32, 32)] * missing
    return examples, np.array(images)[order], groups, np.array(ids), np.array(places), np.array(starts)
