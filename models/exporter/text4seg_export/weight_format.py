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
    `NBITS`: the same codes, multiplied as they are by MatMulNBits (WebGPU). `DYNAMIC`: 8-bit
    arithmetic by DynamicQuantizeMatMul; only measured (bench/graphs.mjs), not shipped."""

    EXACT = "exact"
    UNPACKED = "unpacked"
    NBITS = "nbits"
    DYNAMIC = "dynamic"


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
        if self.format is WeightFormat.DYNAMIC:
            return self._dynamic_matmul(source, name, matrix)
        if self.format is WeightFormat.EXACT or not block_size(matrix.shape[1]):
            weight = self.builder.constant(f"{name}/weight", matrix.T)
        else:
            weight = self._unpack_transposed(f"{name}/weight", quantize(matrix))
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
        """float32 [rows, columns], or the shape given."""
        codes, scales = self._codes(name, quantized)
        rows, blocks, size = quantized.codes.shape
        final = shape or (rows, blocks * size)
        return self._scaled(name, codes, scales, (rows, blocks, 1), final)

    def _unpack_transposed(self, name: str, quantized: Quantized) -> str:
        """float32 [columns, rows]. The bytes are transposed, not the floats: every step of this
        chain is alive at once while the session is made."""
        codes, scales = self._codes(name, quantized)
        rows, blocks, size = quantized.codes.shape
        codes = self.builder.one("Transpose", [codes], perm=[1, 2, 0])
        scales = self.builder.one("Transpose", [scales], perm=[1, 0])
        return self._scaled(name, codes, scales, (blocks, 1, rows), (blocks * size, rows))

    def _scaled(
        self,
        name: str,
        codes: str,
        scales: str,
        scale_shape: tuple[int, ...],
        final: tuple[int, ...],
    ) -> str:
        builder = self.builder

        def reshape(source: str, shape: tuple[int, ...], label: str | None = None) -> str:
            target = builder.constant("shape", np.array(shape, np.int64))
            return builder.one("Reshape", [source, target], name=label)

        floats = builder.one("Cast", [codes], to=TensorProto.FLOAT)
        zero = builder.constant("zero_point", np.float32(_ZERO_POINT))
        centred = builder.one("Sub", [floats, zero])
        scaled = builder.one("Mul", [centred, reshape(scales, scale_shape)])
        return reshape(scaled, final, name)

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

    def _dynamic_matmul(self, source: str, name: str, matrix: np.ndarray) -> str:
        """Both sides in 8 bits: weights by output column, the source by its range at each run."""
        scales = np.maximum(np.abs(matrix).max(axis=1), np.float32(1e-12)) / _MAX_CODE
        codes = np.rint(matrix / scales[:, None]).astype(np.int8).T
        weight = self.builder.constant(f"{name}/codes", codes)
        scale = self.builder.constant(f"{name}/scales", scales.astype(np.float32))
        return self.builder.one(
            "DynamicQuantizeMatMul", [source, weight, scale], domain=CONTRIB, name=name
        )
