"""manifest.json as src/model/manifest.ts reads it: all that the engine must know about the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from text4seg_nano.decode import Rules

from text4seg_export.architecture import (
    DECODER_LAYERS,
    FEEDBACK_WIDTH,
    GRID,
    HEAD_DIM,
    HEADS,
    IMAGE_MEAN,
    IMAGE_SIZE,
    IMAGE_STD,
    IMAGE_TOKENS,
    rotary_frequencies,
)
from text4seg_export.card import SOURCES
from text4seg_export.goldens import Golden
from text4seg_export.graphs import GRAPH_NAMES, WEIGHTS_NAME, Variant, graph_path
from text4seg_export.naming import naming
from text4seg_export.package_files import file_entry
from text4seg_export.release import Release
from text4seg_export.tokenizer import special_tokens

PACKAGE_ID = "text4seg-nano"
MAX_RUN = 63
BOX_BINS = 64
# Room for the photo, several turns and a crowded answer; the engine starts a new cache when it's full.
STATIC_CAPACITY = 2048


@dataclass(frozen=True)
class Contents:
    """What the package directory already holds when the manifest is written."""

    version: str
    tokens: list[str]
    names: list[str]
    variants: tuple[Variant, ...]
    memory_bytes: dict[str, int]
    goldens: list[Golden]
    release: Release


def token_roles(tokens: list[str]) -> dict[str, str]:
    """Role to token string: tags by their name without the angle brackets, bricks and bins as they are."""
    return {token.strip("<>"): token for token in special_tokens(tokens)}


def decoding(rules: Rules) -> dict[str, Any]:
    choice: dict[str, Any] = {"kind": rules.brick}
    if rules.brick == "guided":
        choice["weight"] = rules.ghost_weight
    return {
        "choice": choice,
        "maxTokens": 2048 - IMAGE_TOKENS,
        "noneBias": rules.none_bias,
        "noneGhost": {"slope": rules.none_slope, "pivot": rules.none_pivot},
        "boxQuantile": rules.box_quantile,
        "objectGhost": rules.object_ghost,
    }


def build_manifest(package: Path, contents: Contents) -> dict[str, Any]:
    rotary = {axis: [float(f) for f in table] for axis, table in rotary_frequencies().items()}
    release = contents.release
    return {
        "schema": 1,
        "id": PACKAGE_ID,
        "version": contents.version,
        "title": "text4seg-nano",
        "license": "Apache-2.0",
        "card": file_entry(package, "README.md"),
        "architecture": "text4seg-nano",
        "descriptor": {
            "kind": "bricks",
            "grid": GRID,
            "maxRun": MAX_RUN,
            "crossRows": False,
            "rowSeparator": None,
            "box": {"edges": "half-open", "bins": BOX_BINS},
            "coordinates": "tokens",
            "background": [],
        },
        "tokens": token_roles(contents.tokens),
        "tokenizer": {
            "json": file_entry(package, "tokenizer.json"),
            "config": file_entry(package, "tokenizer_config.json"),
        },
        "prompt": {"turn": "<user>{prompt}<assistant>{answer}"},
        "image": {
            "width": IMAGE_SIZE,
            "height": IMAGE_SIZE,
            "mean": list(IMAGE_MEAN),
            "std": list(IMAGE_STD),
            "resample": "bilinear-antialiased",
            "fit": "square",
        },
        "positions": "canvas-mrope",
        "rotary": rotary,
        "cache": {
            "layers": DECODER_LAYERS,
            "kvHeads": HEADS,
            "headDim": HEAD_DIM,
            "imageTokens": IMAGE_TOKENS,
        },
        "decoding": decoding(release.rules),
        "naming": naming(contents.names),
        "feedback": {"width": FEEDBACK_WIDTH},
        "variants": [
            {
                "device": variant.device,
                "precision": variant.precision,
                "graphs": {
                    name: file_entry(package, graph_path(variant, name)) for name in GRAPH_NAMES
                },
                "externalData": [file_entry(package, WEIGHTS_NAME)],
                "kv": {"kind": "static", "capacity": STATIC_CAPACITY}
                if variant.cache.value == "static"
                else {"kind": "growing"},
                "requires": [],
                "memoryBytes": contents.memory_bytes[variant.device],
            }
            for variant in contents.variants
        ],
        "goldens": [
            {
                "image": file_entry(package, golden.image),
                "prompt": golden.prompt,
                "tokens": golden.tokens,
                "precision": golden.precision,
            }
            for golden in contents.goldens
        ],
        "training": {
            "data": [f"{source.name} ({source.terms})" for source in SOURCES],
            "hours": release.hours,
            "steps": release.steps,
            "scores": release.scores,
        },
    }
