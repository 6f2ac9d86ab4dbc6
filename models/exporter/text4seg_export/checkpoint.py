"""The trained weights by name, with the sizes that the architecture fixes checked once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors import safe_open


class CheckpointError(ValueError):
    """The safetensors file isn't a text4seg-nano checkpoint; the message says what is wrong."""


class Checkpoint:
    """Reads tensors as float32 and remembers which were used.

    Names and layouts are those of the warm start: `backbone.*` with batch norms folded in,
    linear weights as [out, in], qkv rows as q, k, v, gate_up rows as gate then up.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with safe_open(str(path), "np") as file:
            self._tensors = {name: file.get_tensor(name) for name in list(file.keys())}
        self.used: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def get(self, name: str, shape: tuple[int, ...] | None = None) -> np.ndarray:
        """The tensor as float32. Raises CheckpointError when missing, misshapen or not finite."""
        if name not in self._tensors:
            raise CheckpointError(f"{self.path.name} has no tensor {name}")
        tensor = self._tensors[name].astype(np.float32)
        if shape is not None and tensor.shape != shape:
            raise CheckpointError(f"{name} is {tensor.shape}, the architecture needs {shape}")
        if not np.isfinite(tensor).all():
            raise CheckpointError(f"{name} holds values that aren't finite")
        self.used.add(name)
        return tensor

    @property
    def vocabulary_size(self) -> int:
        return int(self._tensors["decoder.embedding.weight"].shape[0])

    def unused(self) -> list[str]:
        return sorted(set(self._tensors) - self.used)
