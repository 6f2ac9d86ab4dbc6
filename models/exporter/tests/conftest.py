"""What the tests share: a network with random weights, its vocabulary and its exported graphs."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

REPOSITORY = Path(__file__).resolve().parents[3]
for folder in ("exporter", "training"):
    sys.path.insert(0, str(REPOSITORY / "models" / folder))

from text4seg_nano.model import Nano
from text4seg_nano.vocabulary import Vocabulary

from text4seg_export.checkpoint import Checkpoint
from text4seg_export.graphs import REFERENCE, SHIPPED, write_graphs

WORDS = ("a", "cat", "dog", "first", "left", "on", "second", "t-shirt", "t-shirts", "the", "two")


def made_tokens() -> list[str]:
    """A small vocabulary with every token that the grammar and typed text need."""
    tokens = [f"<{tag}>" for tag in ("pad", "bos", "user", "assistant", "eos", "none")]
    tokens += [f"<{end}{tag}>" for tag in ("ref", "box", "seg", "roi") for end in ("", "/")]
    tokens += [f"{kind}{n}" for kind in ("fg", "bg") for n in range(1, 64)]
    tokens += [f"b{n}" for n in range(64)]
    tokens += [f"#{letter}" for letter in "abcdefghijklmnopqrstuvwxyz0123456789'-"]
    return [*tokens, ".", "?", *WORDS]


@dataclass(frozen=True)
class Made:
    """A random network, written as a checkpoint, with its reference and shipped graphs."""

    model: Nano
    weights: Path
    vocabulary_path: Path
    vocabulary: Vocabulary
    reference: Path
    shipped: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Made:
    directory = tmp_path_factory.mktemp("made")
    torch.set_num_threads(2)
    torch.manual_seed(4)
    tokens = made_tokens()
    model = Nano(len(tokens), 9).eval()
    with torch.no_grad():
        # Norm weights away from 1 and positions away from 0: a graph that forgets one must differ.
        for name, parameter in model.named_parameters():
            if "norm" in name:
                parameter.add_(0.3 * torch.randn_like(parameter))
            if name == "encoder.position":
                parameter.add_(0.4 * torch.randn_like(parameter))
            if "head" in name or "ghost" in name:
                parameter.mul_(8)
    weights = directory / "made.safetensors"
    save_file({name: t.contiguous() for name, t in model.state_dict().items()}, str(weights))
    vocabulary_path = directory / "vocabulary.json"
    record = {"tokens": tokens, "classes": ["cat", "dog"], "sources": ["made"]}
    vocabulary_path.write_text(json.dumps(record))
    checkpoint = Checkpoint(weights)
    write_graphs(checkpoint, (REFERENCE,), directory / "reference")
    write_graphs(checkpoint, SHIPPED, directory / "shipped")
    return Made(
        model,
        weights,
        vocabulary_path,
        Vocabulary.load(vocabulary_path),
        directory / "reference",
        directory / "shipped",
    )


@pytest.fixture(scope="session")
def photo() -> np.ndarray:
    """uint8 [256, 256, 3]: smooth colours with an edge."""
    rows, columns = np.mgrid[0:256, 0:256]
    image = np.stack([rows, columns, (rows + columns) // 2], axis=2)
    image[80:180, 60:150] = (200, 40, 90)
    return image.astype(np.uint8)


@pytest.fixture(scope="session")
def package() -> Path:
    """The package as committed."""
    return REPOSITORY / "models" / "text4seg-nano"


@pytest.fixture(scope="session")
def warm_start() -> Path:
    """The folder of the warm start, which isn't part of a clone."""
    root = Path(os.environ.get("TEXT4SEG_SHARED", REPOSITORY.parent / "shared")) / "checkpoint"
    if not (root / "golden.npz").exists():
        pytest.skip(f"no warm start at {root}; the random network covers the same graphs")
    return root
