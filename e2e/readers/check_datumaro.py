"""Reads a COCO or Pascal VOC export with Datumaro, of which CVAT uses a fork, and compares masks.

    check_datumaro.py FOLDER MASKS_JSON

FOLDER holds annotations.coco.json beside the photos, or a VOC tree. MASKS_JSON maps each photo's stem to its objects in
order, `{class, bits}`, bits one digit a pixel, row-major. Polygons are filled as pycocotools does. Prints a JSON report.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from datumaro import AnnotationType, Dataset
from pycocotools import mask as mask_utils

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
problems: list[str] = []


def laid_out() -> tuple[Path, str]:
    """The folder as Datumaro wants it, as CVAT lays out the one file that people give it."""
    source = folder / "annotations.coco.json"
    if not source.exists():
        return folder, "voc"
    out = Path(tempfile.mkdtemp())
    (out / "annotations").mkdir()
    shutil.copy(source, out / "annotations" / "instances_default.json")
    shutil.copytree(folder, out / "images" / "default", ignore=shutil.ignore_patterns("*.json"))
    return out, "coco"


def pixels(annotation, height: int, width: int) -> np.ndarray:
    if annotation.type == AnnotationType.mask:
        return annotation.image.astype(bool)
    parts = mask_utils.frPyObjects([annotation.points], height, width)
    return mask_utils.decode(mask_utils.merge(parts)).astype(bool)


path, kind = laid_out()
read = Dataset.import_from(str(path), kind)
names = [category.name for category in read.categories()[AnnotationType.label]]
items = {item.id: item for item in read if kind == "coco" or item.subset == "train"}
if set(items) != set(truth):
    problems.append(f"photos {sorted(items)}")
objects = different = 0
for stem, expected in truth.items():
    height, width = items[stem].media.size
    # An object in several outlines is as many annotations of one group.
    found: dict[int, tuple[str, np.ndarray]] = {}
    for annotation in items[stem].annotations:
        if annotation.type not in (AnnotationType.mask, AnnotationType.polygon):
            continue
        mask = pixels(annotation, height, width)
        _, known = found.get(annotation.group, ("", np.zeros_like(mask)))
        found[annotation.group] = (names[annotation.label], known | mask)
    if len(found) != len(expected):
        problems.append(f"{stem}: {len(found)} objects, not {len(expected)}")
    for (_, (name, mask)), item in zip(sorted(found.items()), expected):
        objects += 1
        different += int((mask != (np.frombuffer(item["bits"].encode(), np.uint8).reshape(mask.shape) == ord("1"))).sum())
        if name != item["class"]:
            problems.append(f"{stem}: class {name}")
print(json.dumps({"photos": len(items), "objects": objects, "differentPixels": different, "problems": problems}))
