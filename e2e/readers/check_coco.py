"""Reads COCO instances JSON with pycocotools and compares every mask with the bitmap it must be.

    check_coco.py FILE.json MASKS.bin

MASKS.bin holds one bitmap an annotation, in the file's order: height x width bytes, row-major, 0 or 1.
Prints a JSON summary; leaves with 1 when a pixel differs, an area or box is wrong, the records break COCO's rules, or
the annotations, taken as perfect predictions, do not score AP 1.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path

import numpy as np
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def problems_of_records(data: dict) -> list[str]:
    """Rules that pycocotools does not check itself but breaks on later."""
    problems = []
    for key in ("info", "licenses", "images", "annotations", "categories"):
        if key not in data:
            problems.append(f"{key} is missing")
    for key in ("images", "annotations", "categories"):
        ids = [record["id"] for record in data[key]]
        if ids != list(range(1, len(ids) + 1)):
            problems.append(f"ids of {key} do not count from 1")
    for record in data["annotations"]:
        where = f"annotation {record['id']}"
        if record["iscrowd"] != 0:
            problems.append(f"{where} is a crowd")
        if "score" in record:
            problems.append(f"{where} has a score, as only predictions do")
        rings = record["segmentation"] if isinstance(record["segmentation"], list) else []
        if any(len(ring) < 6 or len(ring) % 2 for ring in rings):
            problems.append(f"{where} has a ring that is none")
    return problems


def problems_of_masks(coco: COCO, wanted: bytes) -> tuple[list[str], int]:
    """Every mask against its bitmap, with area and box. Returns problems and the number of different pixels."""
    problems, different, offset = [], 0, 0
    for annotation in coco.dataset["annotations"]:
        image = coco.imgs[annotation["image_id"]]
        height, width = image["height"], image["width"]
        truth = np.frombuffer(wanted, np.uint8, height * width, offset).reshape(height, width)
        offset += height * width
        read = coco.annToMask(annotation)
        pixels = int((read != truth).sum())
        different += pixels
        where = f"annotation {annotation['id']}"
        if pixels:
            problems.append(f"{where}: {pixels} pixels differ")
        if annotation["area"] != int(truth.sum()):
            problems.append(f"{where}: area {annotation['area']} is not {int(truth.sum())}")
        box = [int(side) for side in coco_mask.toBbox(coco_mask.encode(np.asfortranarray(truth)))]
        if annotation["bbox"] != box:
            problems.append(f"{where}: bbox {annotation['bbox']} is not {box}")
    if offset != len(wanted):
        problems.append(f"{len(wanted) - offset} bytes of masks are left over")
    return problems, different


def average_precision(coco: COCO) -> float:
    """AP of the annotations as predictions of themselves: 1 unless ids, crowds or areas are wrong."""
    results = [
        {
            "image_id": annotation["image_id"],
            "category_id": annotation["category_id"],
            "segmentation": coco.annToRLE(annotation),
            "score": 1.0,
        }
        for annotation in coco.dataset["annotations"]
    ]
    evaluation = COCOeval(coco, coco.loadRes(results), "segm")
    evaluation.params.maxDets = [1, 10, 1000]
    evaluation.evaluate()
    evaluation.accumulate()
    precision = evaluation.eval["precision"]
    return float(precision[precision > -1].mean())


def main() -> int:
    path, masks = sys.argv[1:3]
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(path)
        problems = problems_of_records(coco.dataset)
        of_masks, different = problems_of_masks(coco, Path(masks).read_bytes())
        score = average_precision(coco) if coco.anns else 1.0
    if score < 1:
        problems.append(f"AP of the annotations against themselves is {score:.4f}")
    problems += of_masks
    print(
        json.dumps(
            {
                "images": len(coco.imgs),
                "annotations": len(coco.anns),
                "categories": len(coco.cats),
                "differentPixels": different,
                "averagePrecision": score,
                "problems": problems[:20],
            }
        )
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
