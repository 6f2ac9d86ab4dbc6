"""The photo to everything that questions about it share: cell keys and the decoder's cache."""

from __future__ import annotations

import numpy as np

from text4seg_export.architecture import (
    BLOCKS,
    CELL_WIDTH,
    DECODER_LAYERS,
    ENCODER_LAYERS,
    GRID,
    HEAD_DIM,
    HEADS,
    IMAGE_SIZE,
    IMAGE_TOKENS,
    TAPS,
    TOKEN_GRID,
    WIDTH,
    image_positions,
    rotary_tables,
)
from text4seg_export.checkpoint import Checkpoint
from text4seg_export.graph_builder import CONTRIB, GraphBuilder, WeightFile
from text4seg_export.prefix_attention import PrefixAttention, split_heads
from text4seg_export.transformer_layer import LayerContext, build_layers
from text4seg_export.weight_format import WeightFormat, WeightWriter


def build_vision_prefix(
    checkpoint: Checkpoint, weights: WeightFile, format: WeightFormat
) -> GraphBuilder:
    """pixel_values [1,3,256,256] -> present.N.key/value [1,4,256,64], cell_keys [64,64,64]."""
    builder = GraphBuilder("vision_prefix", weights)
    writer = WeightWriter(builder, format)
    pixels = builder.input("pixel_values", [1, 3, IMAGE_SIZE, IMAGE_SIZE])
    cos, sin = rotary_tables(image_positions())
    context = LayerContext(
        builder, writer, checkpoint, builder.constant("cos", cos), builder.constant("sin", sin)
    )
    attention = PrefixAttention(builder, fused=format is not WeightFormat.NBITS)

    def attend(layer: int, query: str, key: str, value: str) -> str:
        return attention.bidirectional(query, key, value)

    tokens = _fuse(context, _backbone(context, pixels))
    encoded, _ = build_layers(context, tokens, "encoder", ENCODER_LAYERS, "encoder.norm", attend)
    position = writer.table("position", checkpoint.get("encoder.position")[None])
    placed = builder.one("Add", [encoded, position], name="image_tokens")
    _cell_keys(context, placed)
    _decoder_cache(context, attention, placed)
    builder.output("cell_keys", [GRID, GRID, CELL_WIDTH])
    for layer in range(DECODER_LAYERS):
        for part in ("key", "value"):
            builder.output(f"present.{layer}.{part}", [1, HEADS, IMAGE_TOKENS, HEAD_DIM])
    return builder


def _convolution(
    context: LayerContext,
    source: str,
    name: str,
    *,
    kernel: int = 1,
    stride: int = 1,
    groups: int = 1,
    activate: bool,
    stem: bool = False,
) -> str:
    builder, checkpoint = context.builder, context.checkpoint
    weight = context.writer.kernel(f"{name}/weight", checkpoint.get(f"{name}.weight"))
    bias = context.writer.vector(f"{name}/bias", checkpoint.get(f"{name}.bias"))
    # The weights come from TensorFlow, which pads an even total unevenly on stride 2.
    total = kernel - stride
    before = 0 if stem else total // 2
    pads = [before, before, total - before, total - before]
    output = builder.one(
        "Conv",
        [source, weight, bias],
        name=name,
        kernel_shape=[kernel, kernel],
        strides=[stride, stride],
        pads=pads,
        group=groups,
    )
    if not activate:
        return output
    low, high = (builder.constant("clip", np.float32(bound)) for bound in (0, 6))
    return builder.one("Clip", [output, low, high])


def _backbone(context: LayerContext, pixels: str) -> list[str]:
    """The four taps of EfficientNet-Lite0, at strides 4, 8, 16 and 32."""
    current = _convolution(
        context, pixels, "backbone.stem", kernel=3, stride=2, activate=True, stem=True
    )
    taps: list[str] = []
    for index, block in enumerate(BLOCKS):
        name = f"backbone.blocks.{index}"
        source = current
        if block.expansion != 1:
            current = _convolution(context, current, f"{name}.expand", activate=True)
        current = _convolution(
            context,
            current,
            f"{name}.depthwise",
            kernel=block.kernel,
            stride=block.stride,
            groups=block.inputs * block.expansion,
            activate=True,
        )
        current = _convolution(context, current, f"{name}.project", activate=False)
        if block.residual:
            current = context.builder.one("Add", [current, source])
        if index in TAPS:
            taps.append(current)
    return taps


def _fuse(context: LayerContext, taps: list[str]) -> str:
    """256 tokens of 256, each with the fine detail of its own 4x4 cells."""
    builder, checkpoint = context.builder, context.checkpoint
    fine, middle, coarse, top = taps
    fine = _convolution(context, fine, "fusion.reduce4", activate=False)
    middle = _convolution(context, middle, "fusion.reduce8", activate=False)
    top = _convolution(context, top, "fusion.reduce32", activate=False)
    scales = builder.constant("scales", np.array([1, 1, 2, 2], np.float32))
    top = builder.one(
        "Resize",
        [top, "", scales],
        mode="nearest",
        coordinate_transformation_mode="asymmetric",
        nearest_mode="floor",
    )
    parts = [
        _as_tokens(builder, fine, 16, 4),
        _as_tokens(builder, middle, 32, 2),
        _as_tokens(builder, coarse, 112, 1),
        _as_tokens(builder, top, 128, 1),
    ]
    joined = builder.one("Concat", parts, axis=2)
    projected = context.linear(joined, "fusion.project", (WIDTH, 16 * 16 + 32 * 4 + 112 + 128))
    bias = context.writer.vector("fusion_bias", checkpoint.get("fusion.project.bias"))
    return builder.one("Add", [projected, bias], name="fused")


def _as_tokens(builder: GraphBuilder, source: str, channels: int, factor: int) -> str:
    """[1, C, 16f, 16f] -> [1, 256, C f f], channels ordered as PyTorch's pixel_unshuffle."""

    def reshape(value: str, shape: list[int]) -> str:
        return builder.one("Reshape", [value, builder.constant("shape", np.array(shape, np.int64))])

    if factor == 1:
        flat = reshape(source, [1, channels, IMAGE_TOKENS])
        return builder.one("Transpose", [flat], perm=[0, 2, 1])
    split = reshape(source, [channels, TOKEN_GRID, factor, TOKEN_GRID, factor])
    ordered = builder.one("Transpose", [split], perm=[1, 3, 0, 2, 4])
    return reshape(ordered, [1, IMAGE_TOKENS, channels * factor * factor])


def _cell_keys(context: LayerContext, tokens: str) -> None:
    """Expands each token to its 4x4 cells and binds `cell_keys` [64 rows, 64 columns, 64]."""
    builder, checkpoint, writer = context.builder, context.checkpoint, context.writer
    step = GRID // TOKEN_GRID
    expanded = context.linear(tokens, "cells.expand", (step * step * CELL_WIDTH, WIDTH))
    bias = writer.vector("cells_bias", checkpoint.get("cells.expand.bias"))
    cells = builder.one("Gelu", [builder.one("Add", [expanded, bias])], domain=CONTRIB)
    shape = builder.constant("shape", np.array([GRID * GRID, CELL_WIDTH], np.int64))
    cells = builder.one("Reshape", [cells, shape])
    keys = context.linear(cells, "cells.key", (CELL_WIDTH, CELL_WIDTH))
    keys = builder.one("Add", [keys, writer.vector("key_bias", checkpoint.get("cells.key.bias"))])
    split = builder.constant(
        "shape", np.array([TOKEN_GRID, TOKEN_GRID, step, step, CELL_WIDTH], np.int64)
    )
    ordered = builder.one("Transpose", [builder.one("Reshape", [keys, split])], perm=[0, 2, 1, 3, 4])
    grid = builder.constant("shape", np.array([GRID, GRID, CELL_WIDTH], np.int64))
    builder.node("Reshape", [ordered, grid], outputs=["cell_keys"])


def _decoder_cache(context: LayerContext, attention: PrefixAttention, tokens: str) -> None:
    """Runs the decoder over the image tokens (causally) and binds present.N.key and .value.

    The last layer only needs its keys and values: nothing reads its attention or its MLP.
    """
    builder = context.builder

    def bind(layer: int, key: str, value: str) -> None:
        for part, source in (("key", key), ("value", value)):
            split_heads(builder, source, output=f"present.{layer}.{part}")

    def attend(layer: int, query: str, key: str, value: str) -> str:
        bind(layer, key, value)
        return attention.causal(query, key, value)

    last = DECODER_LAYERS - 1
    prefix = f"decoder.layers.{last}"
    normed, _ = build_layers(
        context, tokens, "decoder", last, f"{prefix}.attention_norm", attend
    )
    with builder.scoped(prefix):
        _, key, value = context.project_and_rotate(normed, prefix)
        bind(last, key, value)
