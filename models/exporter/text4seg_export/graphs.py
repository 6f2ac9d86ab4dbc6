"""The variants of a package: which graphs each device gets, from one file of weights."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from text4seg_export.checkpoint import Checkpoint
from text4seg_export.decoder_graph import CacheKind, build_decoder
from text4seg_export.graph_builder import GraphBuilder, WeightFile
from text4seg_export.vision_prefix_graph import build_vision_prefix
from text4seg_export.weight_format import WeightFormat

WEIGHTS_NAME = "weights.bin"
GRAPH_NAMES = ("vision_prefix", "decoder")


@dataclass(frozen=True)
class Variant:
    """One device's graphs; `precision` is shown to people."""

    device: str
    precision: str
    format: WeightFormat
    cache: CacheKind


SHIPPED = (
    Variant("webgpu", "8-bit", WeightFormat.NBITS, CacheKind.STATIC),
    Variant("wasm", "8-bit", WeightFormat.UNPACKED, CacheKind.GROWING),
)
REFERENCE = Variant("reference", "fp32", WeightFormat.EXACT, CacheKind.GROWING)


def graph_path(variant: Variant, graph: str) -> str:
    return f"{graph}.{variant.device}.onnx"


def build_graphs(
    checkpoint: Checkpoint, weights: WeightFile, variant: Variant
) -> dict[str, GraphBuilder]:
    """The variant's graphs by name; their tensors go to `weights`."""
    return {
        "vision_prefix": build_vision_prefix(checkpoint, weights, variant.format),
        "decoder": build_decoder(checkpoint, weights, variant.format, variant.cache),
    }


def write_graphs(
    checkpoint: Checkpoint, variants: tuple[Variant, ...], directory: Path
) -> dict[str, dict[str, GraphBuilder]]:
    """Writes every variant's graphs and the weights they share; gives the graphs by device."""
    directory.mkdir(parents=True, exist_ok=True)
    weights = WeightFile(WEIGHTS_NAME)
    built = {variant.device: build_graphs(checkpoint, weights, variant) for variant in variants}
    for variant in variants:
        for name, builder in built[variant.device].items():
            data = builder.model().SerializeToString(deterministic=True)
            (directory / graph_path(variant, name)).write_bytes(data)
    (directory / WEIGHTS_NAME).write_bytes(weights.data)
    return built
