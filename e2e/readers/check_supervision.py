"""Reads a COCO or YOLO export with supervision and compares masks.

    check_supervision.py FOLDER MASKS_JSON

FOLDER holds annotations.coco.json beside the photos, or data.yaml with images/ and labels/. MASKS_JSON maps each photo's
stem to its objects in order, `{class, bits}`, bits one digit a pixel, row-major. supervision fills polygons with OpenCV,
which takes in every pixel that an edge touches: such masks may be larger, but by their outline's own pixels only, and
never smaller. Prints a JSON report.
"""

import json
import sys
import warnings
from pathlib import Path

import cv2
import numpy as np
import supervision

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
is_yolo = (folder / "data.yaml").exists()
problems: list[str] = []


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    if is_yolo:
        read = supervision.DetectionDataset.from_yolo(
            str(folder / "images"), str(folder / "labels"), str(folder / "data.yaml"), force_masks=True
        )
    else:
        read = supervision.DetectionDataset.from_coco(
            str(folder), str(folder / "annotations.coco.json"), force_masks=True
        )

objects = exact = missing = stray = 0
for path in read.image_paths:
    found, expected = read.annotations[path], truth[Path(path).stem]
    if len(found) != len(expected):
        problems.append(f"{Path(path).name}: {len(found)} objects, not {len(expected)}")
        continue
    for i, item in enumerate(expected):
        mask = found.mask[i].astype(bool)
        wanted = np.frombuffer(item["bits"].encode(), np.uint8).reshape(mask.shape) == ord("1")
        around = cv2.dilate(wanted.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
        objects += 1
        exact += int((mask == wanted).all())
        missing += int((wanted & ~mask).sum())
        stray += int((mask & ~around).sum())
        if read.classes[found.class_id[i]] != item["class"]:
            problems.append(f"{Path(path).name}: class {read.classes[found.class_id[i]]}")
print(
    json.dumps(
        {
            "photos": len(read.image_paths),
            "objects": objects,
            "exact": exact,
            "missingPixels": missing,
            "strayPixels": stray,
            "problems": problems,
        }
    )
)
