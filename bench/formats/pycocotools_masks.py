"""Masks for bench/formats.ts, and what pycocotools (C) takes for the same work.

    pycocotools_masks.py make OUT COUNT WIDTH HEIGHT SEED     writes bitmaps of objects, one byte a pixel, row-major
    pycocotools_masks.py time FILE COUNT WIDTH HEIGHT REPEATS prints {encode, transpose_encode, decode}: milliseconds of
                                                              processor time for all masks, the least of the repeats;
                                                              encode is given column-major bitmaps, transpose_encode
                                                              makes them of row-major ones
    pycocotools_masks.py drawn OUT PHOTOS WIDTH HEIGHT        writes COCO as people draw it: ten polygons of 8 to 50 corners
                                                              a photo of the sample project, two decimals
    pycocotools_masks.py read COCO                            prints {load, masks, annotations, peak}: seconds of processor
                                                              time to load the file and to decode each mask; MiB
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time

import cv2
import numpy as np
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO


def make(out: str, count: int, width: int, height: int, seed: int) -> None:
    """Objects of 0.2% to 30% of the photo: one blob with a ragged edge each, as hands and models draw them."""
    rng = np.random.default_rng(seed)
    ys, xs = np.mgrid[:height, :width].astype(np.float32)
    with open(out, "wb") as file:
        for _ in range(count):
            radius = np.sqrt(np.exp(rng.uniform(np.log(0.002), np.log(0.3))) * width * height / np.pi)
            centre = rng.uniform([0, 0], [width, height])
            angle = np.arctan2(ys - centre[1], xs - centre[0])
            edge = sum(rng.normal() * np.cos(k * angle + rng.uniform(0, 6.28)) / k for k in range(2, 9))
            rough = cv2.resize(rng.normal(size=(height // 8, width // 8)).astype(np.float32), (width, height))
            distance = np.hypot(xs - centre[0], ys - centre[1])
            (distance < radius * (1 + 0.15 * edge + 0.06 * rough)).astype(np.uint8).tofile(file)


def drawn(out: str, photos: int, width: int, height: int) -> None:
    """Outlines around a centre, as COCO's annotators clicked them: 25 corners on average."""
    rng = np.random.default_rng(3)
    annotations = []
    for number in range(photos * 10):
        corners = rng.integers(8, 51)
        angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
        radius = rng.uniform(10, 120) * rng.uniform(0.7, 1.3, corners)
        centre = rng.uniform([0, 0], [width, height])
        ring = np.clip(centre + np.stack([np.cos(angle), np.sin(angle)], 1) * radius[:, None], 0, [width, height])
        annotations.append(
            {
                "id": number + 1,
                "image_id": number // 10 + 1,
                "category_id": number % 80 + 1,
                "segmentation": [np.round(ring.flatten(), 2).tolist()],
                "area": 1.0,
                "bbox": [0, 0, 1, 1],
                "iscrowd": 0,
            }
        )
    images = [
        {"id": i + 1, "file_name": f"folder{i % 20}/photo{i:06}.jpg", "width": width, "height": height}
        for i in range(photos)
    ]
    categories = [{"id": i + 1, "name": f"class {i}"} for i in range(80)]
    with open(out, "w") as file:
        json.dump({"images": images, "annotations": annotations, "categories": categories}, file)


def least(run: object, repeats: int) -> float:
    """Milliseconds of processor time, the least of the repeats."""
    run()
    times = []
    for _ in range(repeats):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return 1000 * min(times)


def time_masks(path: str, count: int, width: int, height: int, repeats: int) -> dict:
    bitmaps = np.fromfile(path, np.uint8).reshape(count, height, width)
    # As pycocotools likes them best: one column-major array of many masks, so that Python costs nothing.
    stacks = [np.asfortranarray(bitmaps[i : i + 50].transpose(1, 2, 0)) for i in range(0, count, 50)]
    encoded = [coco_mask.encode(stack) for stack in stacks]
    return {
        "encode": least(lambda: [coco_mask.encode(stack) for stack in stacks], repeats),
        "transpose_encode": least(
            lambda: [coco_mask.encode(np.asfortranarray(bitmap)) for bitmap in bitmaps], repeats
        ),
        "decode": least(lambda: [coco_mask.decode(group) for group in encoded], repeats),
    }


def read(path: str) -> dict:
    started = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(path)
    loaded = time.process_time()
    for annotation in coco.dataset["annotations"]:
        coco.annToMask(annotation)
    done = time.process_time()
    return {
        "load": loaded - started,
        "masks": done - loaded,
        "annotations": len(coco.anns),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


command, *rest = sys.argv[1:]
if command == "make":
    make(rest[0], *map(int, rest[1:]))
elif command == "drawn":
    drawn(rest[0], *map(int, rest[1:]))
elif command == "time":
    print(json.dumps(time_masks(rest[0], *map(int, rest[1:]))))
else:
    print(json.dumps(read(rest[0])))
