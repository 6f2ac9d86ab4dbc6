"""Puts a package together: graphs, tokenizer, goldens, model card, licence note and manifest."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from text4seg_nano.vocabulary import Vocabulary

from text4seg_export.card import model_card
from text4seg_export.checkpoint import Checkpoint, CheckpointError
from text4seg_export.goldens import compute_goldens, computing_variant, write_golden_image
from text4seg_export.graphs import SHIPPED, write_graphs
from text4seg_export.manifest import Contents, build_manifest
from text4seg_export.onnx_answer import OnnxAnswerer
from text4seg_export.package_files import write_json
from text4seg_export.release import read_release
from text4seg_export.tokenizer import tokenizer_config, tokenizer_json

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def build_package(
    weights: Path,
    vocabulary_path: Path,
    out: Path,
    *,
    release_directory: Path | None = None,
    version: str,
) -> list[Path]:
    """Writes every file of the package and removes what it no longer holds; gives the files.

    The same inputs give the same bytes. Raises CheckpointError or VocabularyError with the reason.
    """
    checkpoint = Checkpoint(weights)
    vocabulary = json.loads(vocabulary_path.read_text(encoding="utf-8"))
    tokens, names = vocabulary["tokens"], vocabulary["classes"]
    if len(tokens) != checkpoint.vocabulary_size:
        raise CheckpointError(
            f"{vocabulary_path.name} lists {len(tokens)} tokens, "
            f"{weights.name} embeds {checkpoint.vocabulary_size}"
        )
    release = read_release(release_directory)
    out.mkdir(parents=True, exist_ok=True)
    for stale in (path for path in out.iterdir() if path.is_file()):
        stale.unlink()
    write_graphs(checkpoint, SHIPPED, out)
    write_json(out / "tokenizer.json", tokenizer_json(tokens))
    write_json(out / "tokenizer_config.json", tokenizer_config(), indent=2)
    write_golden_image(ASSETS / "golden-cat.jpg", out)
    variant = computing_variant()
    answerer = OnnxAnswerer(out, variant, Vocabulary.load(vocabulary_path))
    goldens = compute_goldens(out, variant, answerer, release.rules)
    megabytes = sum(path.stat().st_size for path in out.iterdir()) / 1e6
    card = model_card(release, version, megabytes)
    (out / "README.md").write_text(card, encoding="utf-8")
    (out / "LICENSE").write_text(
        resources.files("text4seg_export").joinpath("LICENSE.package").read_text("utf-8"),
        encoding="utf-8",
    )
    measured = json.loads(
        resources.files("text4seg_export").joinpath("measurements.json").read_text("utf-8")
    )
    manifest = build_manifest(
        out, Contents(version, tokens, names, SHIPPED, measured["memoryBytes"], goldens, release)
    )
    write_json(out / "manifest.json", manifest, indent=2)
    return sorted(path for path in out.iterdir() if path.is_file())
