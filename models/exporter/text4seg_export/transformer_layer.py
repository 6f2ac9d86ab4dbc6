"""The pre-norm layer that encoder and decoder share, in the fused operators of the runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from text4seg_export.architecture import (
    HEAD_DIM,
    HEADS,
    MLP_WIDTH,
    NORM_EPSILON,
    WIDTH,
)
from text4seg_export.checkpoint import Checkpoint
from text4seg_export.graph_builder import CONTRIB, GraphBuilder
from text4seg_export.weight_format import WeightWriter


class Attend(Protocol):
    """Builds the attention of one layer from q, k, v [1, T, 256] (rotated); gives [1, T, 256]."""

    def __call__(self, layer: int, query: str, key: str, value: str) -> str: ...


@dataclass(frozen=True)
class LayerContext:
    builder: GraphBuilder
    writer: WeightWriter
    checkpoint: Checkpoint
    """cos and sin, float32 [1, T, 32]."""
    cos: str
    sin: str

    def norm(self, source: str, name: str) -> str:
        weight = self.writer.vector(f"{name}/weight", self.checkpoint.get(f"{name}.weight"))
        # The runtime registers this fused norm in the default domain, version 1.
        return self.builder.one(
            "SimplifiedLayerNormalization",
            [source, weight],
            axis=-1,
            epsilon=NORM_EPSILON,
            stash_type=1,
        )

    def add_norm(self, source: str, addend: str, name: str) -> tuple[str, str]:
        """(norm of the sum, the sum) in one node."""
        weight = self.writer.vector(f"{name}/weight", self.checkpoint.get(f"{name}.weight"))
        outputs = self.builder.node(
            "SkipSimplifiedLayerNormalization",
            [source, addend, weight],
            domain=CONTRIB,
            outputs=[self.builder.unique("norm"), "", "", self.builder.unique("sum")],
            epsilon=NORM_EPSILON,
        )
        return outputs[0], outputs[3]

    def linear(self, source: str, name: str, shape: tuple[int, int]) -> str:
        weight = self.checkpoint.get(f"{name}.weight", shape)
        return self.writer.linear(source, name.rsplit(".", 1)[-1], weight)

    def project_and_rotate(self, normed: str, prefix: str) -> tuple[str, str, str]:
        """q, k, v [1, T, 256]: one projection; q and k normed per head, then rotated, together."""
        builder = self.builder
        qkv = self.linear(normed, f"{prefix}.attention.qkv", (3 * WIDTH, WIDTH))
        sizes = builder.constant("sizes", np.array([2 * WIDTH, WIDTH], np.int64))
        query_key, value = builder.node("Split", [qkv, sizes], axis=-1, outputs=2)
        per_head = builder.constant("shape", np.array([1, -1, 2 * HEADS, HEAD_DIM], np.int64))
        flat = builder.constant("shape", np.array([1, -1, 2 * WIDTH], np.int64))
        heads = builder.one("Reshape", [query_key, per_head])
        ones = builder.constant("ones", np.ones(HEAD_DIM, np.float32))
        heads = builder.one(
            "SimplifiedLayerNormalization",
            [heads, ones],
            axis=-1,
            epsilon=NORM_EPSILON,
            stash_type=1,
        )
        # q and k have a weight each; one multiplication serves the eight heads.
        weights = np.concatenate(
            [
                np.tile(self.checkpoint.get(f"{prefix}.attention.{name}.weight"), (HEADS, 1))
                for name in ("q_norm", "k_norm")
            ]
        )
        heads = builder.one("Mul", [heads, self.writer.vector("qk_norm", weights)])
        rotated = builder.one(
            "RotaryEmbedding",
            [builder.one("Reshape", [heads, flat]), self.cos, self.sin],
            num_heads=2 * HEADS,
        )
        halves = builder.constant("sizes", np.array([WIDTH, WIDTH], np.int64))
        query, key = builder.node("Split", [rotated, halves], axis=-1, outputs=2)
        return query, key, value

    def gated_mlp(self, normed: str, prefix: str) -> str:
        builder = self.builder
        gate_up = self.linear(normed, f"{prefix}.mlp.gate_up", (2 * MLP_WIDTH, WIDTH))
        sizes = builder.constant("sizes", np.array([MLP_WIDTH, MLP_WIDTH], np.int64))
        gate, up = builder.node("Split", [gate_up, sizes], axis=-1, outputs=2)
        # QuickGelu with alpha 1 is SiLU in one node.
        gate = builder.one("QuickGelu", [gate], domain=CONTRIB, alpha=1.0)
        product = builder.one("Mul", [gate, up])
        return self.linear(product, f"{prefix}.mlp.down", (WIDTH, MLP_WIDTH))


def build_layers(
    context: LayerContext, source: str, stack: str, layers: int, final: str, attend: Attend
) -> tuple[str, str]:
    """Runs a stack of layers over [1, T, 256]; gives (final norm, residual sum)."""
    residual = source
    pending: str | None = None
    for layer in range(layers):
        prefix = f"{stack}.layers.{layer}"
        with context.builder.scoped(prefix):
            if pending is None:
                normed = context.norm(residual, f"{prefix}.attention_norm")
            else:
                normed, residual = context.add_norm(
                    residual, pending, f"{prefix}.attention_norm"
                )
            query, key, value = context.project_and_rotate(normed, prefix)
            attended = attend(layer, query, key, value)
            projected = context.linear(attended, f"{prefix}.attention.out", (WIDTH, WIDTH))
            normed, residual = context.add_norm(residual, projected, f"{prefix}.mlp_norm")
            pending = context.gated_mlp(normed, prefix)
    assert pending is not None
    return context.add_norm(residual, pending, final)
