"""Writes photos with their region maps for bench/refine.ts: all of one part, in one file.

    validation_photos.py OUT [--part validation]

OUT: for each photo a JSON line {"key", "source", "width", "height", "regions": [id, ...]}, then width x height x 3 bytes
RGB, then width x height bytes of region ids (0 background, 255 void).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tarfile
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "models/training"))
from text4seg_nano.photos import data_directory, part_of  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", default="validation")
    arguments = parser.parse_args()
    data = data_directory()
    records = {record["key"]: record for record in json.loads((data / "index.json").read_text())}
    files: dict[str, dict[str, bytes]] = {}
    for archive in ("photos-voc.tar", "photos-ccp.tar", "photos-coco.tar"):
        with tarfile.open(data / archive) as tar:
            for member in tar:
                name = Path(member.name)
                if name.stem in records and part_of(name.stem) == arguments.part:
                    files.setdefault(name.stem, {})[name.suffix] = tar.extractfile(member).read()
    with arguments.out.open("wb") as out:
        # In an order that mixes the sources, so that the first N are a fair sample.
        for key in sorted(files, key=lambda key: hashlib.sha256(key.encode()).digest()):
            image = cv2.imdecode(np.frombuffer(files[key][".jpg"], np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
            regions = cv2.imdecode(np.frombuffer(files[key][".png"], np.uint8), cv2.IMREAD_GRAYSCALE)
            height, width = regions.shape
            head = {
                "key": key,
                "source": records[key]["src"].split("_")[0],
                "width": width,
                "height": height,
                "regions": [region["id"] for region in records[key]["inst"]],
            }
            out.write(json.dumps(head).encode() + b"\n" + image.tobytes() + regions.tobytes())


if __name__ == "__main__":
    main()
