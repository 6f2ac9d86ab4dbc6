"""The decoder over text and bricks: one step of T tokens behind a key/value cache."""

from __future__ import annotations

from enum import Enum

from onnx import TensorProto

from text4seg_export.architecture import (
    ATTENTION_SCALE,
    DECODER_LAYERS,
    FEEDBACK_WIDTH,
    HEAD_DIM,
    HEADS,
    ROTARY_PAIRS,
    WIDTH,
)
from text4seg_export.checkpoint import Checkpoint
from text4seg_export.graph_builder import CONTRIB, GraphBuilder, WeightFile
from text4seg_export.transformer_layer import LayerContext, build_layers
from text4seg_export.weight_format import WeightFormat, WeightWriter


class CacheKind(Enum):
    """`GROWING`: present = past + the new positions. `STATIC`: present is the past's own buffer."""

    GROWING = "growing"
    STATIC = "static"


def build_decoder(
    checkpoint: Checkpoint, weights: WeightFile, format: WeightFormat, cache: CacheKind
) -> GraphBuilder:
    """input_ids, cos, sin, feedback, feedback_mask, past.N.* -> logits, ghost_query, present.N.*

    `seqlens_k` and `total_sequence_length` are declared for both kinds of cache, so that a client
    feeds every variant alike; a growing cache tells its length by its shape and doesn't read them.
    """
    builder = GraphBuilder("decoder", weights)
    writer = WeightWriter(builder, format)
    ids = builder.input("input_ids", [1, "T"], TensorProto.INT64)
    cos = builder.input("cos", [1, "T", ROTARY_PAIRS])
    sin = builder.input("sin", [1, "T", ROTARY_PAIRS])
    feedback = builder.input("feedback", [1, "T", FEEDBACK_WIDTH])
    mask = builder.input("feedback_mask", [1, "T", 1])
    lengths = builder.input("seqlens_k", [1], TensorProto.INT32)
    total = builder.input("total_sequence_length", [], TensorProto.INT32)
    context = LayerContext(builder, writer, checkpoint, cos, sin)
    static = cache is CacheKind.STATIC
    past_length, present_length = ("capacity", "capacity") if static else ("past", "total")
    for layer in range(DECODER_LAYERS):
        for part in ("key", "value"):
            builder.input(f"past.{layer}.{part}", [1, HEADS, past_length, HEAD_DIM])

    def attend(layer: int, query: str, key: str, value: str) -> str:
        past = [f"past.{layer}.{part}" for part in ("key", "value")]
        present = [f"present.{layer}.{part}" for part in ("key", "value")]
        outputs = [builder.unique("attention"), *present]
        if static:
            return builder.node(
                "GroupQueryAttention",
                [query, key, value, *past, lengths, total],
                outputs=outputs,
                domain=CONTRIB,
                num_heads=HEADS,
                kv_num_heads=HEADS,
                scale=ATTENTION_SCALE,
                do_rotary=0,
            )[0]
        # On WASM, GroupQueryAttention was measured 12 times slower than this at 16 tokens.
        return builder.node(
            "MultiHeadAttention",
            [query, key, value, "", "", "", *past],
            outputs=outputs,
            domain=CONTRIB,
            num_heads=HEADS,
            scale=ATTENTION_SCALE,
            unidirectional=1,
        )[0]

    tokens = _embed(context, ids, feedback, mask)
    normed, _ = build_layers(
        context, tokens, "decoder", DECODER_LAYERS, "decoder.norm", attend
    )
    vocabulary = checkpoint.vocabulary_size
    logits = context.linear(normed, "decoder.head", (vocabulary, WIDTH))
    builder.rename_output(logits, "logits")
    ghost = context.linear(normed, "ghost.query", (65, WIDTH))
    bias = writer.vector("ghost_bias", checkpoint.get("ghost.query.bias", (65,)))
    builder.node("Add", [ghost, bias], outputs=["ghost_query"])
    builder.output("logits", [1, "T", vocabulary])
    builder.output("ghost_query", [1, "T", 65])
    for layer in range(DECODER_LAYERS):
        for part in ("key", "value"):
            builder.output(f"present.{layer}.{part}", [1, HEADS, present_length, HEAD_DIM])
    return builder


def _embed(context: LayerContext, ids: str, feedback: str, mask: str) -> str:
    """Token embeddings plus, where the mask is 1, the projected feedback."""
    builder, writer, checkpoint = context.builder, context.writer, context.checkpoint
    table = writer.rows("embedding", checkpoint.get("decoder.embedding.weight"))
    embedded = builder.one("Gather", [table, ids], axis=0)
    hidden = context.linear(feedback, "feedback.in", (WIDTH, FEEDBACK_WIDTH))
    hidden = builder.one(
        "Add", [hidden, writer.vector("feedback_in_bias", checkpoint.get("feedback.in.bias"))]
    )
    # The exact GELU (erf): the tanh approximation is off by more than the parity tests allow.
    hidden = builder.one("Gelu", [hidden], domain=CONTRIB)
    hidden = context.linear(hidden, "feedback.out", (WIDTH, WIDTH))
    hidden = builder.one(
        "Add", [hidden, writer.vector("feedback_out_bias", checkpoint.get("feedback.out.bias"))]
    )
    return builder.one("Add", [embedded, builder.one("Mul", [hidden, mask])])
