"""Reads LabelMe files with supervision and by labelme's own rules, and compares masks.

    check_labelme.py FOLDER MASKS_JSON

FOLDER holds one JSON file a photo beside it; MASKS_JSON maps each photo's stem to its objects in order, `{class, bits}`,
bits one digit a pixel, row-major. labelme places a mask's picture between its two points, both ends included, and asks
for the keys listed here. Prints a JSON report.
"""

import base64
import io
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import supervision
from PIL import Image

FILE_KEYS = {"version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth"}
SHAPE_KEYS = {"label", "points", "group_id", "description", "shape_type", "flags", "mask"}

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
problems: list[str] = []
different = exact = 0
worst = 1.0
for stem, expected in truth.items():
    file = json.loads((folder / f"{stem}.json").read_text())
    if not FILE_KEYS <= set(file) or not (folder / file["imagePath"]).exists() or file["flags"] != {}:
        problems.append(f"{stem}: keys or photo")
    for shape in file["shapes"]:
        if not SHAPE_KEYS <= set(shape) or not shape["points"] or not isinstance(shape["flags"], dict):
            problems.append(f"{stem}: shape")
    masks = [shape for shape in file["shapes"] if shape["shape_type"] == "mask"]
    for item, shape in zip(expected, masks, strict=bool(masks)):
        mask = np.frombuffer(item["bits"].encode(), np.uint8).reshape(file["imageHeight"], -1) == ord("1")
        drawn = np.zeros_like(mask)
        (x1, y1), (x2, y2) = shape["points"]
        picture = np.array(Image.open(io.BytesIO(base64.b64decode(shape["mask"])))).astype(bool)
        drawn[y1 : y2 + 1, x1 : x2 + 1] = picture
        exact += 1
        different += int((mask != drawn).sum()) + (shape["label"] != item["class"])

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    read = supervision.DetectionDataset.from_labelme(str(folder), str(folder))
count = 0
for path in read.image_paths:
    found = read.annotations[path]
    count += len(found)
    for item, mask in zip(truth[Path(path).stem], [] if found.mask is None else found.mask, strict=False):
        wanted = np.frombuffer(item["bits"].encode(), np.uint8).reshape(mask.shape) == ord("1")
        worst = min(worst, float((mask & wanted).sum() / (mask | wanted).sum()))
print(
    json.dumps(
        {
            "exactMasks": exact,
            "differentPixels": different,
            "supervision": count,
            "worstIou": round(worst, 4),
            "problems": problems,
        }
    )
)
