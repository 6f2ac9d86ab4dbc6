"""The 64x64 canvas: masks to cells, cells to boxes and runs, and back to photo pixels."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

GRID = 64
Box = tuple[int, int, int, int]
"""x1, y1, x2, y2 in cells, half-open, 0..63; an edge of 63 means the photo's border."""


def canvas_of(mask: np.ndarray) -> np.ndarray:
    """bool [height, width] in photo pixels -> bool [64, 64]: cells at least half covered."""
    cover = cv2.resize(mask.astype(np.float32), (GRID, GRID), interpolation=cv2.INTER_AREA)
    return cover >= 0.5 - 1e-6


def photo_mask_of(canvas: np.ndarray, height: int, width: int) -> np.ndarray:
    """bool [64, 64] -> bool [height, width] by nearest neighbour (pixel centres)."""
    rows = ((np.arange(height) + 0.5) * GRID / height).astype(int)
    columns = ((np.arange(width) + 0.5) * GRID / width).astype(int)
    return canvas[rows[:, None], columns[None, :]]


def box_of(canvas: np.ndarray) -> Box | None:
    """The tight box of a canvas, or None when it is empty."""
    rows, columns = np.flatnonzero(canvas.any(1)), np.flatnonzero(canvas.any(0))
    if not len(rows):
        return None
    x1, y1 = min(int(columns[0]), GRID - 2), min(int(rows[0]), GRID - 2)
    return x1, y1, min(int(columns[-1]) + 1, GRID - 1), min(int(rows[-1]) + 1, GRID - 1)


def repeat_border(canvas: np.ndarray, box: Box) -> np.ndarray:
    """Column (row) 63 repeats column (row) 62 where the box reaches the border; changes `canvas`."""
    if box[2] == GRID - 1:
        canvas[:, GRID - 1] = canvas[:, GRID - 2]
    if box[3] == GRID - 1:
        canvas[GRID - 1] = canvas[GRID - 2]
    return canvas


def runs_of_row(row: np.ndarray) -> list[tuple[bool, int]]:
    """bool [n] -> (foreground, length) runs that cover the row."""
    edges = np.flatnonzero(np.diff(row)) + 1
    bounds = [0, *edges.tolist(), len(row)]
    return [(bool(row[a]), b - a) for a, b in itertools.pairwise(bounds)]
