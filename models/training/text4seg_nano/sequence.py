"""What each token of an answer carries: its place on the canvas and its ghost feedback."""

from __future__ import annotations

import numpy as np

from .canvas import GRID, Box
from .model import FEEDBACK_WIDTH, FIRST_TEXT_TIME, TEXT_PLACE

TEXT = (TEXT_PLACE, TEXT_PLACE)


class Cursor:
    """Raster position in a box: the cell that the next brick starts on."""

    def __init__(self, box: Box):
        self.box = box
        self.row = box[1]
        self.column = box[0]

    @property
    def remaining(self) -> int:
        """Cells left in this row."""
        return self.box[2] - self.column

    @property
    def done(self) -> bool:
        return self.row >= self.box[3]

    def advance(self, cells: int) -> None:
        """Moves on within the row; a run that leaves the row is a ValueError."""
        if cells < 1 or cells > self.remaining or self.done:
            raise ValueError(f"a run of {cells} does not fit {self.remaining} cells at row {self.row}")
        self.column += cells
        if self.column == self.box[2]:
            self.column = self.box[0]
            self.row += 1


def place(index: int, cursor: Cursor | None) -> tuple[int, int, int]:
    """(t, h, w) of text token `index`; `<seg>` and bricks stand on the cursor, the rest on (32, 32)."""
    h, w = (cursor.row, cursor.column) if cursor is not None else TEXT
    return FIRST_TEXT_TIME + index, h, w


def profile_feedback(ghost: np.ndarray) -> np.ndarray:
    """ghost [64, 64] probabilities -> [192]: highest of each column, of each row, zeros."""
    row = np.zeros(FEEDBACK_WIDTH, np.float32)
    row[:GRID] = ghost.max(0)
    row[GRID : 2 * GRID] = ghost.max(1)
    return row


def row_feedback(ghost: np.ndarray, cursor: Cursor) -> np.ndarray:
    """ghost [64, 64] -> [192]: zeros, zeros, the cursor's row from the cursor on, -1 past the box."""
    row = np.zeros(FEEDBACK_WIDTH, np.float32)
    ahead = ghost[cursor.row, cursor.column :]
    row[2 * GRID : 2 * GRID + len(ahead)] = ahead
    row[2 * GRID + cursor.remaining :] = -1
    return row
