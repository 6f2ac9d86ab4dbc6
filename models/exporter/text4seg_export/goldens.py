"""Short questions with the token ids that every device must answer: the engine's self-test."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from text4seg_nano.decode import Rules
from tokenizers import Tokenizer

from text4seg_export.graphs import SHIPPED, Variant
from text4seg_export.onnx_answer import OnnxAnswerer
from text4seg_export.photo_input import read_photo

GOLDEN_IMAGE = "golden-cat.png"
PROMPTS = ("the cat", "the zebra")


@dataclass(frozen=True)
class Golden:
    image: str
    prompt: str
    tokens: list[int]
    precision: str


def write_golden_image(source: Path, package: Path) -> None:
    """The photo at the model's own 256x256, lossless: no decoder or resampler can differ on it."""
    with Image.open(source) as photo:
        small = photo.convert("RGB").resize((256, 256), Image.Resampling.BILINEAR)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True)
    (package / GOLDEN_IMAGE).write_bytes(buffer.getvalue())


def compute_goldens(
    package: Path, variant: Variant, answerer: OnnxAnswerer, rules: Rules
) -> list[Golden]:
    """Answers each prompt with the graphs; every variant that shares the weights must agree."""
    tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
    prefix = answerer.encode(read_photo(package / GOLDEN_IMAGE))
    return [
        Golden(
            GOLDEN_IMAGE,
            prompt,
            answerer.ask(prefix, tokenizer.encode(prompt).ids, rules).tokens,
            variant.precision,
        )
        for prompt in PROMPTS
    ]


def computing_variant() -> Variant:
    """The shipped variant that plain onnxruntime runs too."""
    return next(variant for variant in SHIPPED if variant.device == "wasm")
