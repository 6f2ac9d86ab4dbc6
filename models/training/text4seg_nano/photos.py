"""The photos with named masks: encoded files held in memory, split by photo."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

SPLIT_SEED = 20240611
VALIDATION_SHARE = 0.10
CALIBRATION_SHARE = 0.05
VOID = 255
SINGLE_OBJECT = frozenset({"inst", "clean", "single"})
"""Qualities that promise that a region is exactly one object."""
MANY_OBJECTS = frozenset({"cc", "ambig", "leaky", "unboxed", "crowd"})
"""Qualities of regions that may hold several objects or parts."""

_RENAMED = {
    "sofa": "couch",
    "tvmonitor": "tv",
    "motorbike": "motorcycle",
    "pottedplant": "potted plant",
    "diningtable": "table",
    "dining table": "table",
}


@dataclass(frozen=True)
class RegionRecord:
    """One region of a photo as the index tells it; `id` is its value in the id map."""

    id: int
    name: str
    quality: str
    stuff: bool


@dataclass(frozen=True)
class PhotoRecord:
    """One photo: its source (`voc`, `coco`, `ccp`, `facade`), part and regions."""

    key: str
    source: str
    panoptic: bool
    """Whether stuff is labelled too (COCO)."""
    width: int
    height: int
    part: str
    """`train`, `calibration` (held out of training to set decision thresholds) or `validation`."""
    regions: tuple[RegionRecord, ...]


def class_name(label: str) -> str:
    """A source's label as plain words: `wall-other-merged` -> `wall`, `tvmonitor` -> `tv`."""
    words = [word for word in label.split("-") if word not in ("merged", "other", "stuff")]
    label = label if label == "t-shirt" else " ".join(words)
    return _RENAMED.get(label, label)


def part_of(key: str, seed: int = SPLIT_SEED) -> str:
    """The part a photo belongs to: a hash of its key, so that it never depends on the other photos."""
    digest = hashlib.sha256(f"{seed}:{key}".encode()).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    if share < VALIDATION_SHARE:
        return "validation"
    return "calibration" if share < VALIDATION_SHARE + CALIBRATION_SHARE else "train"


def data_directory() -> Path:
    """`$TEXT4SEG_SHARED/data`, or `../shared/data` beside the repository; FileNotFoundError otherwise."""
    root = os.environ.get("TEXT4SEG_SHARED")
    directory = Path(root) if root else Path(__file__).resolve().parents[4] / "shared"
    if not (directory / "data" / "index.json").exists():
        raise FileNotFoundError(
            f"no training data at {directory / 'data'}: set TEXT4SEG_SHARED to the folder that holds data/ and checkpoint/"
        )
    return directory / "data"


class Photos:
    """All photos of a data directory, as JPEG and PNG bytes in memory (about 160 MB)."""

    def __init__(self, records: list[PhotoRecord], files: dict[str, bytes]):
        self.records = records
        self.by_key = {record.key: record for record in records}
        self.files = files

    @staticmethod
    def load(directory: Path) -> Photos:
        """Reads index.json and the photos-*.tar files; a photo without its files is a ValueError."""
        files: dict[str, bytes] = {}
        for archive in sorted(directory.glob("photos-*.tar")):
            with tarfile.open(archive) as tar:
                for member in tar:
                    if member.isfile():
                        files[member.name.removeprefix("./")] = tar.extractfile(member).read()
        records = []
        for row in json.loads((directory / "index.json").read_text()):
            regions = tuple(
                RegionRecord(r["id"], class_name(r["cls"]), r["q"], bool(r.get("stuff"))) for r in row["inst"]
            )
            source = "coco" if row["src"].startswith("coco") else row["src"]
            width, height = row["size"]
            panoptic = row["src"] == "coco_panoptic"
            records.append(PhotoRecord(row["key"], source, panoptic, width, height, part_of(row["key"]), regions))
            for name in (f"img/{row['key']}.jpg", f"inst/{row['key']}.png"):
                if name not in files:
                    raise ValueError(f"{directory}: the index names {name}, the archives do not hold it")
        return Photos(records, files)

    def part(self, part: str) -> list[PhotoRecord]:
        return [record for record in self.records if record.part == part]

    def image(self, key: str) -> np.ndarray:
        """uint8 [height, width, 3], RGB."""
        return cv2.cvtColor(_decoded(self.files[f"img/{key}.jpg"], cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)

    def regions(self, key: str) -> np.ndarray:
        """uint8 [height, width]: region ids, 0 background, 255 void."""
        return _decoded(self.files[f"inst/{key}.png"], cv2.IMREAD_UNCHANGED)


def _decoded(data: bytes, flags: int) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(data, np.uint8), flags)
