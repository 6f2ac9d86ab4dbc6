"""Reads a COCO panoptic export by the rules of panopticapi and compares every segment with its mask.

    check_panoptic.py FOLDER MASKS_JSON

MASKS_JSON maps each photo's stem to its objects back to front, `{class, bits}`, bits one digit a pixel, row-major; they
must not overlap. The rules: pixels are R + 256 G + 65536 B, 0 is void; every id in the picture is listed and every
listed id has pixels; area and box are those of the pixels; classes are known and say whether they are things. Prints a
JSON report.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
data = json.loads((folder / "annotations/panoptic.json").read_text())
categories = {category["id"]: category for category in data["categories"]}
images = {image["id"]: image for image in data["images"]}
problems: list[str] = []
segments = different = 0
if any(category["isthing"] not in (0, 1) for category in categories.values()):
    problems.append("a class does not say whether it is a thing")
for annotation in data["annotations"]:
    image = images[annotation["image_id"]]
    colours = np.asarray(Image.open(folder / "annotations/panoptic" / annotation["file_name"]), np.uint32)
    if colours.shape != (image["height"], image["width"], 3):
        problems.append(f"{annotation['file_name']}: {colours.shape}")
        continue
    ids = colours[..., 0] + 256 * colours[..., 1] + 65536 * colours[..., 2]
    listed = {segment["id"] for segment in annotation["segments_info"]}
    if set(np.unique(ids).tolist()) - {0} != listed or len(listed) != len(annotation["segments_info"]):
        problems.append(f"{annotation['file_name']}: ids of picture and list differ")
    expected = truth[Path(annotation["file_name"]).stem]
    if len(expected) != len(annotation["segments_info"]):
        problems.append(f"{annotation['file_name']}: {len(listed)} segments, not {len(expected)}")
    for item, segment in zip(expected, annotation["segments_info"], strict=False):
        mask = ids == segment["id"]
        wanted = np.frombuffer(item["bits"].encode(), np.uint8).reshape(mask.shape) == ord("1")
        different += int((mask != wanted).sum())
        segments += 1
        rows, columns = np.nonzero(mask)
        box = [columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1]
        if segment["area"] != mask.sum() or segment["bbox"] != [int(side) for side in box]:
            problems.append(f"{annotation['file_name']}: area or box of segment {segment['id']}")
        if categories[segment["category_id"]]["name"] != item["class"] or segment["iscrowd"] != 0:
            problems.append(f"{annotation['file_name']}: class of segment {segment['id']}")
print(
    json.dumps(
        {
            "photos": len(data["annotations"]),
            "segments": segments,
            "differentPixels": different,
            "problems": problems,
        }
    )
)
