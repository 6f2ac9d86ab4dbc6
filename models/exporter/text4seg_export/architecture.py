"""Sizes and rotary frequencies of text4seg-nano (models/training defines the network itself)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

IMAGE_SIZE = 256
IMAGE_MEAN = (0.485, 0.456, 0.406)
IMAGE_STD = (0.229, 0.224, 0.225)
GRID = 64
TOKEN_GRID = 16
IMAGE_TOKENS = TOKEN_GRID * TOKEN_GRID
WIDTH = 256
HEADS = 4
HEAD_DIM = 64
MLP_WIDTH = 704
ENCODER_LAYERS = 3
DECODER_LAYERS = 6
CELL_WIDTH = 64
FEEDBACK_WIDTH = 192
NORM_EPSILON = 1e-6
ATTENTION_SCALE = HEAD_DIM**-0.5
ROTARY_PAIRS = HEAD_DIM // 2


@dataclass(frozen=True)
class Block:
    """An inverted residual block of EfficientNet-Lite0."""

    inputs: int
    outputs: int
    expansion: int
    kernel: int
    stride: int

    @property
    def residual(self) -> bool:
        return self.stride == 1 and self.inputs == self.outputs


def _blocks() -> tuple[Block, ...]:
    stages = (  # expansion, outputs, repeats, stride, kernel
        (1, 16, 1, 1, 3),
        (6, 24, 2, 2, 3),
        (6, 40, 2, 2, 5),
        (6, 80, 3, 2, 3),
        (6, 112, 3, 1, 5),
        (6, 192, 4, 2, 5),
        (6, 320, 1, 1, 3),
    )
    blocks: list[Block] = []
    inputs = 32
    for expansion, outputs, repeats, stride, kernel in stages:
        for repeat in range(repeats):
            blocks.append(
                Block(inputs, outputs, expansion, kernel, stride if repeat == 0 else 1)
            )
            inputs = outputs
    return tuple(blocks)


BLOCKS = _blocks()
# Blocks whose outputs feed the fusion, at strides 4, 8, 16 and 32.
TAPS = (2, 4, 10, 15)


def rotary_frequencies() -> dict[str, np.ndarray]:
    """Radians per unit of position for the 8 t, 12 h and 12 w pairs of the half-split rotation."""
    cells = np.geomspace(1.0, 1.0 / 48.0, 12)
    return {"t": np.geomspace(2.0, 1.0 / 512.0, 8), "h": cells, "w": cells}


def rotary_tables(positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """cos and sin, float32 [1, T, 32], for positions [T, 3] given as (t, h, w)."""
    frequencies = rotary_frequencies()
    angles = np.concatenate(
        [
            positions[:, axis : axis + 1].astype(np.float64) * frequencies[name]
            for axis, name in enumerate("thw")
        ],
        axis=1,
    )[None]
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def image_positions() -> np.ndarray:
    """(t, h, w) of the 256 image tokens: token (i, j) stands at (0, 4i + 1.5, 4j + 1.5)."""
    step = GRID // TOKEN_GRID
    rows, columns = np.mgrid[0:TOKEN_GRID, 0:TOKEN_GRID]
    centre = (step - 1) / 2
    return np.stack(
        [np.zeros(IMAGE_TOKENS), step * rows.ravel() + centre, step * columns.ravel() + centre],
        axis=1,
    )
