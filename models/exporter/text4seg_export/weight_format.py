"""How matrices are stored and multiplied: exact, 8-bit unpacked at load, or 8-bit on the device."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from onnx import TensorProto

from text4seg_export.graph_builder import CONTRIB, GraphBuilder

_ZERO_POINT = 128
_MAX_CODE = 127


class WeightFormat(Enum):
    """`EXACT`: float32 as trained, the reference. `UNPACKED`: 8-bit codes in the file which the
    runtime's constant folding turns into float32 when the session is made, so that the download is
    a quarter and a step costs what float32 costs (on WASM, MatMulNBits unpacks at every call).
    `NBITS`: the same codes, multiplied as they are by MatMulNBits (WebGPU)."""

    EXACT = "exact"
    UNPACKED = "unpacked"
    NBITS = "nbits"


@dataclass(frozen=True)
class Quantized:
    """Symmetric 8-bit codes [rows, blocks, size] around 128 with one float16 scale a block."""

    codes: np.ndarray
    scales: np.ndarray

    @property
    def block(self) -> int:
        return int(self.codes.shape[2])

    def dequantize(self) -> np.ndarray:
        """The float32 matrix [rows, columns] that every variant computes with."""
        values = (self.codes.astype(np.float32) - _ZERO_POINT) * self.scales.astype(np.float32)[
            ..., None
        ]
        return values.reshape(self.codes.shape[0], -1)


def block_size(columns: int) -> int:
    """32, or 16 where 32 doesn't divide the row; 0 where neither does."""
    return next((size for size in (32, 16) if columns % size == 0), 0)


def quantize(matrix: np.ndarray) -> Quantized:
    """Codes for a matrix [rows, columns] whose columns are a multiple of 16."""
    rows, columns = matrix.shape
    size = block_size(columns)
    if size == 0:
        raise ValueError(f"a row of {columns} doesn't divide into blocks of 16 or 32")
    blocks = matrix.reshape(rows, columns // size, size)
    scales = (np.abs(blocks).max(axis=2) / _MAX_CODE).astype(np.float16)
    # A block so small that its scale underflows is stored as zeros.
    divisor = np.where(scales == 0, np.float32(1), scales.astype(np.float32))
    codes = np.rint(blocks / divisor[..., None])
    codes = np.clip(codes, -_MAX_CODE, _MAX_CODE) + _ZERO_POINT
    return Quantized(codes.astype(np.uint8), scales)


class WeightWriter:
    """Adds matrices and vectors to a graph in one format."""

    def __init__(self, builder: GraphBuilder, format: WeightFormat) -> None:
        self.builder = builder
        self.format = format

    def vector(self, name: str, values: np.ndarray) -> str:
        """Biases and norm weights: float32 in the graph, always."""
        return self.builder.constant(name, values.astype(np.float32))

    def table(self, name: str, values: np.ndarray) -> str:
        """Other float tensors (depthwise kernels, positions): float16 in the file unless exact."""
        if self.format is WeightFormat.EXACT:
            return self.builder.constant(name, values)
        half = self.builder.constant(f"{name}/f16", values.astype(np.float16))
        return self.builder.one("Cast", [half], to=TensorProto.FLOAT, name=name)

    def linear(self, source: str, name: str, matrix: np.ndarray) -> str:
        """source [.., in] times matrix [out, in], transposed."""
        if self.format is WeightFormat.NBITS and block_size(matrix.shape[1]):
            return self._matmul_nbits(source, name, quantize(matrix))
        if self.format is WeightFormat.EXACT or not block_size(matrix.shape[1]):
            weight = self.builder.constant(f"{name}/weight", matrix.T)
        else:
            rows = self._unpack(f"{name}/weight", quantize(matrix))
            weight = self.builder.one("Transpose", [rows], perm=[1, 0])
        return self.builder.one("MatMul", [source, weight], name=name)

    def rows(self, name: str, matrix: np.ndarray) -> str:
        """A matrix [rows, columns] to gather rows from, as float32 when the session runs."""
        if self.format is WeightFormat.EXACT:
            return self.builder.constant(name, matrix)
        return self._unpack(name, quantize(matrix))

    def kernel(self, name: str, weight: np.ndarray) -> str:
        """A convolution kernel [out, in, y, x]; pointwise ones are stored in 8 bits."""
        pointwise = weight.shape[2:] == (1, 1) and block_size(weight.shape[1])
        if self.format is WeightFormat.EXACT or not pointwise:
            return self.table(name, weight)
        return self._unpack(name, quantize(weight[:, :, 0, 0]), shape=weight.shape)

    def _codes(self, name: str, quantized: Quantized) -> tuple[str, str]:
        codes = self.builder.constant(f"{name}/codes", quantized.codes)
        scales = self.builder.constant(f"{name}/scales", quantized.scales)
        return codes, self.builder.one("Cast", [scales], to=TensorProto.FLOAT)

    def _unpack(
        self, name: str, quantized: Quantized, shape: tuple[int, ...] | None = None
    ) -> str:
        codes, scales = self._codes(name, quantized)
        rows, blocks, size = quantized.codes.shape
        builder = self.builder
        floats = builder.one("Cast", [codes], to=TensorProto.FLOAT)
        centred = builder.one(
            "Sub", [floats, builder.constant("zero_point", np.float32(_ZERO_POINT))]
        )
        scale_shape = builder.constant("shape", np.array([rows, blocks, 1], np.int64))
        scaled = builder.one("Mul", [centred, builder.one("Reshape", [scales, scale_shape])])
        final = shape or (rows, blocks * size)
        return builder.one(
            "Reshape", [scaled, builder.constant("shape", np.array(final, np.int64))], name=name
        )

    def _matmul_nbits(self, source: str, name: str, quantized: Quantized) -> str:
        codes, scales = self._codes(name, quantized)
        rows, blocks, size = quantized.codes.shape
        return self.builder.one(
            "MatMulNBits",
            [source, codes, scales],
            domain=CONTRIB,
            name=name,
            K=blocks * size,
            N=rows,
            bits=8,
            block_size=size,
            accuracy_level=0,
        )
