"""Reads a COCO export with pycocotools and compares its masks with what the page showed.

usage: check_export.py EXPORT.json SHOWN.json
SHOWN.json: {"images": [{"name", "objects": [{"label", "width", "height", "bitmap" (base64, row-major 0/1 bytes)}]}]}
Prints one line an object; exits with 1 at the first difference.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO


def main(export: str, shown: str) -> int:
    coco = COCO(export)
    expected = json.loads(Path(shown).read_text())["images"]
    by_name = {image["file_name"]: image for image in coco.imgs.values()}
    compared = 0
    for image in expected:
        record = by_name.get(image["name"])
        if record is None:
            print(f"{image['name']} is missing from the export", file=sys.stderr)
            return 1
        annotations = coco.loadAnns(coco.getAnnIds(imgIds=[record["id"]]))
        if len(annotations) != len(image["objects"]):
            print(f"{image['name']}: {len(annotations)} annotations, {len(image['objects'])} shown", file=sys.stderr)
            return 1
        for annotation, item in zip(annotations, image["objects"], strict=True):
            mask = coco.annToMask(annotation)
            bitmap = np.frombuffer(base64.b64decode(item["bitmap"]), np.uint8)
            truth = bitmap.reshape(item["height"], item["width"])
            different = int((mask != truth).sum()) if mask.shape == truth.shape else -1
            category = coco.cats[annotation["category_id"]]["name"]
            print(f"{image['name']}: {category}, {int(mask.sum())} px, {different} different")
            ys, xs = np.nonzero(truth)
            box = [xs.min(), ys.min(), xs.max() - xs.min() + 1, ys.max() - ys.min() + 1]
            if different or category != item["label"] or annotation["area"] != int(truth.sum()):
                return 1
            if [int(v) for v in annotation["bbox"]] != [int(v) for v in box] or annotation["iscrowd"] != 0:
                return 1
            compared += 1
    return 0 if compared else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
