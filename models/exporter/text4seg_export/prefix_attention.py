"""Attention over the 256 image tokens, without a cache."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from text4seg_export.architecture import ATTENTION_SCALE, HEAD_DIM, HEADS, IMAGE_TOKENS, WIDTH
from text4seg_export.graph_builder import CONTRIB, GraphBuilder

_MASKED = np.float32(-1e9)


def split_heads(
    builder: GraphBuilder, source: str, *, output: str | None = None, transposed: bool = False
) -> str:
    """[1, 256, 256] -> [1, heads, 256, 64], or [1, heads, 64, 256] when transposed."""
    shape = np.array([1, IMAGE_TOKENS, HEADS, HEAD_DIM], np.int64)
    heads = builder.one("Reshape", [source, builder.constant("shape", shape)])
    order = [0, 2, 3, 1] if transposed else [0, 2, 1, 3]
    return builder.node("Transpose", [heads], perm=order, outputs=[output] if output else 1)[0]


@dataclass
class PrefixAttention:
    """`fused`: MultiHeadAttention. Otherwise MatMul, Softmax, MatMul: onnxruntime-web 1.31's fused
    WebGPU attention was measured wrong from 32 queries a run on (by 0.4 to 3.7, software adapter),
    while the plain operators agree with WASM to 1e-5."""

    builder: GraphBuilder
    fused: bool
    _causal_bias: str | None = None

    def bidirectional(self, query: str, key: str, value: str) -> str:
        if self.fused:
            return self._fused(query, key, value, unidirectional=0)
        return self._plain(query, key, value, bias=None)

    def causal(self, query: str, key: str, value: str) -> str:
        if self.fused:
            return self._fused(query, key, value, unidirectional=1)
        if self._causal_bias is None:
            later = np.triu(np.full((IMAGE_TOKENS, IMAGE_TOKENS), _MASKED), k=1)
            self._causal_bias = self.builder.constant("causal_bias", later.astype(np.float32))
        return self._plain(query, key, value, bias=self._causal_bias)

    def _fused(self, query: str, key: str, value: str, unidirectional: int) -> str:
        return self.builder.one(
            "MultiHeadAttention",
            [query, key, value],
            domain=CONTRIB,
            num_heads=HEADS,
            scale=ATTENTION_SCALE,
            unidirectional=unidirectional,
        )

    def _plain(self, query: str, key: str, value: str, bias: str | None) -> str:
        builder = self.builder
        scale = builder.constant("scale", np.float32(ATTENTION_SCALE))
        queries = split_heads(builder, builder.one("Mul", [query, scale]))
        scores = builder.one(
            "MatMul", [queries, split_heads(builder, key, transposed=True)]
        )
        if bias is not None:
            scores = builder.one("Add", [scores, bias])
        mixed = builder.one(
            "MatMul", [builder.one("Softmax", [scores], axis=-1), split_heads(builder, value)]
        )
        ordered = builder.one("Transpose", [mixed], perm=[0, 2, 1, 3])
        shape = builder.constant("shape", np.array([1, IMAGE_TOKENS, WIDTH], np.int64))
        return builder.one("Reshape", [ordered, shape])
