"""Writes annotation files as other tools write them, with the masks that they mean.

    make_annotations.py FOLDER

FOLDER/run-lengths.json: COCO with compressed and uncompressed run lengths and crowds, by pycocotools.
FOLDER/polygons.json: COCO with polygons of any fractions, self-crossing, of several rings, over the border.
FOLDER/supervision/: COCO and YOLO data sets by supervision, for the same photos.
FOLDER/photos.json: sizes of the photos by name. FOLDER/NAME.masks: for each annotation of NAME.json in order,
height x width bytes, row-major, 0 or 1, as pycocotools reads it.
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import supervision
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO

folder = Path(sys.argv[1])
random = np.random.default_rng(7)
sizes = [(31, 17), (64, 48), (1, 1), (7, 60), (120, 90)]
images = [
    {"id": i + 1, "file_name": f"photo{i}.jpg", "width": width, "height": height}
    for i, (width, height) in enumerate(sizes)
]
categories = [{"id": 1, "name": "dog"}, {"id": 7, "name": "cat", "supercategory": "animal"}]


def blob(width: int, height: int) -> np.ndarray:
    """A random mask: noise, smooth shapes, empty lines, all."""
    kind = random.integers(4)
    if kind == 0:
        return (random.random((height, width)) < random.random()).astype(np.uint8)
    if kind == 1:
        return np.ones((height, width), np.uint8)
    smooth = cv2.GaussianBlur(random.random((height, width)), (0, 0), 1 + 2 * random.random())
    return (smooth > np.median(smooth)).astype(np.uint8)


def run_lengths(image: dict, uncompressed: bool) -> dict:
    """The segmentation of a random mask that has pixels."""
    while not (mask := blob(image["width"], image["height"])).any():
        pass
    if uncompressed:
        flat = mask.flatten(order="F")
        edges = np.flatnonzero(np.diff(flat)) + 1
        counts = np.diff(np.concatenate([[0], edges, [flat.size]])).tolist()
        return {"size": list(mask.shape), "counts": ([0] if flat[0] else []) + counts}
    encoded = coco_mask.encode(np.asfortranarray(mask))
    return {"size": list(encoded["size"]), "counts": encoded["counts"].decode()}


def polygons(image: dict) -> list:
    """Rings whose corners lie on whole numbers, halves, fifths or anywhere, inside and outside the photo."""
    rings = []
    for _ in range(random.integers(1, 4)):
        corners = random.random((random.integers(3, 12), 2)) * 1.4 - 0.2
        corners *= [image["width"], image["height"]]
        step = random.choice([1, 0.5, 0.2, 0.001])
        rings.append((np.round(corners / step) * step).flatten().tolist())
    return rings


def write(name: str, annotations: list) -> None:
    """A COCO file, and what pycocotools makes of it. Annotations without a pixel are left out."""
    data = {"images": images, "annotations": annotations, "categories": categories}
    coco = COCO()
    coco.dataset = data
    coco.createIndex()
    data["annotations"] = [item for item in annotations if coco.annToMask(item).any()]
    (folder / f"{name}.json").write_text(json.dumps(data))
    masks = [coco.annToMask(item).tobytes() for item in data["annotations"]]
    (folder / f"{name}.masks").write_bytes(b"".join(masks))


def annotation(number: int, segmentation: object) -> dict:
    """A record as pycocotools asks for it."""
    image, category = images[number % len(images)], categories[number % 2]
    return {
        "id": number + 1,
        "image_id": image["id"],
        "category_id": category["id"],
        "segmentation": segmentation,
        "area": 1.0,
        "bbox": [0, 0, 1, 1],
        "iscrowd": int(isinstance(segmentation, dict) and number % 3 == 0),
    }


write("run-lengths", [annotation(i, run_lengths(images[i % len(images)], i % 3 == 0)) for i in range(300)])
write("polygons", [annotation(i, polygons(images[i % len(images)])) for i in range(3000)])

pictures, found = {}, {}
for image in images[:2] + images[4:]:
    path = folder / "supervision" / "images" / image["file_name"]
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.zeros((image["height"], image["width"], 3), np.uint8))
    masks = np.zeros((2, image["height"], image["width"]), bool)
    cv2.circle(scene := np.zeros(masks.shape[1:], np.uint8), (image["width"] // 2, image["height"] // 2), 7, 1, -1)
    masks[0] = scene.astype(bool)
    masks[1, : image["height"] // 4, 3:14] = True
    pictures[str(path)] = path
    found[str(path)] = supervision.Detections(
        xyxy=supervision.mask_to_xyxy(masks), mask=masks, class_id=np.array([0, 1])
    )
dataset = supervision.DetectionDataset(["dog", "cat"], list(pictures), found)
dataset.as_coco(annotations_path=str(folder / "supervision/coco.json"))
dataset.as_yolo(
    annotations_directory_path=str(folder / "supervision/labels"), data_yaml_path=str(folder / "supervision/data.yaml")
)
(folder / "photos.json").write_text(json.dumps(images))
