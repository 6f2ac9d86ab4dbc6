"""What the tests share: the warm start, its vocabulary, and photos made on the spot."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from text4seg_nano.photos import (
    PhotoRecord,
    Photos,
    RegionRecord,
    data_directory,
    part_of,
)
from text4seg_nano.vocabulary import Vocabulary

torch.set_num_threads(2)


@pytest.fixture(scope="session")
def checkpoint() -> Path:
    """The folder of the warm start; without the shared data the tests that need it fail and say why."""
    return data_directory().parent / "checkpoint"


@pytest.fixture(scope="session")
def vocabulary(checkpoint) -> Vocabulary:
    return Vocabulary.load(checkpoint / "vocabulary.json")


def synthetic_photo(key: str, rng: np.random.Generator) -> tuple[PhotoRecord, bytes, bytes]:
    """Two coloured ellipses, `dog` left and `cat` right, on noise: record, JPEG, PNG."""
    image = rng.integers(90, 140, (90, 120, 3), dtype=np.uint8)
    ids = np.zeros((90, 120), np.uint8)
    for number, (x, colour) in enumerate(((32, (30, 30, 200)), (88, (200, 60, 30))), 1):
        shape = (
            (int(x + rng.integers(-6, 7)), int(45 + rng.integers(-12, 13))),
            (int(rng.integers(12, 24)), int(rng.integers(16, 30))),
        )
        cv2.ellipse(image, *shape, 0, 0, 360, colour, -1)
        cv2.ellipse(ids, *shape, 0, 0, 360, number, -1)
    regions = (RegionRecord(1, "dog", "clean", False), RegionRecord(2, "cat", "clean", False))
    record = PhotoRecord(key, "voc", False, 120, 90, part_of(key), regions)
    return record, cv2.imencode(".jpg", image)[1].tobytes(), cv2.imencode(".png", ids)[1].tobytes()


@pytest.fixture(scope="session")
def photos() -> Photos:
    """Twenty synthetic photos, in memory."""
    rng = np.random.default_rng(3)
    records, files = [], {}
    for number in range(20):
        record, jpeg, png = synthetic_photo(f"made_{number:03d}", rng)
        records.append(record)
        files[f"img/{record.key}.jpg"], files[f"inst/{record.key}.png"] = jpeg, png
    return Photos(records, files)
