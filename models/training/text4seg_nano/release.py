"""Writes a release folder for the exporter: `python -m text4seg_nano.release --weights W --out DIR`."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from .model import Nano
from .photos import Photos, data_directory
from .references import ReferenceMaker, write_coco
from .train import CHECKPOINT, DEFAULT_DIRECTORY, replace_file
from .vocabulary import Vocabulary

DATA = (
    {"name": "Pascal VOC 2012", "photos": 3168, "terms": "Flickr images, research use"},
    {"name": "COCO 2017", "photos": 446, "terms": "per-image Creative Commons, about two thirds non-commercial"},
    {"name": "Clothing Co-Parsing", "photos": 903, "terms": "Apache-2.0"},
    {"name": "facades", "photos": 945, "terms": "non-commercial, research"},
)


def training_record(run: Path, machine: str) -> dict:
    """Steps, hours and data of the run in `run`; a missing checkpoint means the unchanged warm start."""
    record = {"warm_start": "nano-warm", "steps": 0, "hours": 0.0, "machine": machine, "data": list(DATA)}
    if (run / CHECKPOINT).exists():
        state = torch.load(run / CHECKPOINT, weights_only=True)
        record |= {
            "steps": state["step"],
            "hours": round(state["seconds"] / 3600, 2),
            "settings": state["settings"],
            "mixture": state["mixture"],
        }
    record["questions"] = (
        record["steps"] * record.get("mixture", {}).get("photos", 0) * record.get("mixture", {}).get("prompts", 0)
    )
    return record


def mixed(weights: Path, start: Path, share: float) -> dict[str, torch.Tensor]:
    """Weights of `weights` with `share` of those of `start`: short runs gain on what they trained and lose the rest less."""
    tensors, first = Nano.load(weights).state_dict(), Nano.load(start).state_dict()
    return {name: torch.lerp(tensor, first[name], share).contiguous() for name, tensor in tensors.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Writes weights, vocabulary, scores, training record and references for the exporter."
    )
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DEFAULT_DIRECTORY / "release", help="default %(default)s")
    parser.add_argument(
        "--run",
        type=Path,
        default=DEFAULT_DIRECTORY / "run",
        help="the training run they come from (default %(default)s)",
    )
    parser.add_argument("--scores", type=Path, help="a report of text4seg_nano.evaluate on the validation photos")
    parser.add_argument(
        "--mix", type=float, default=0.0, help="share of the warm start's weights in the average (default %(default)s)"
    )
    parser.add_argument("--machine", default="2 cores AVX2, shared, float32")
    options = parser.parse_args()
    data = data_directory()
    options.out.mkdir(parents=True, exist_ok=True)
    tensors = mixed(options.weights, data.parent / "checkpoint" / "nano-warm.safetensors", options.mix)
    replace_file(options.out / "nano.safetensors", lambda path: save_file(tensors, str(path)))
    source = data.parent / "checkpoint" / "vocabulary.json"
    replace_file(options.out / "vocabulary.json", lambda path: shutil.copyfile(source, path))
    record = json.dumps(
        training_record(options.run, options.machine) | {"mixed_with_warm_start": options.mix}, indent=1
    )
    replace_file(options.out / "training.json", lambda path: path.write_text(record))
    if options.scores:
        replace_file(options.out / "scores.json", lambda path: shutil.copyfile(options.scores, path))
    photos = Photos.load(data)
    write_coco(photos, ReferenceMaker(photos, Vocabulary.load(source)).make("validation"), options.out)


if __name__ == "__main__":
    main()
