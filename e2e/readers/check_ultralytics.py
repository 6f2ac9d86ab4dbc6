"""Reads a YOLO export with Ultralytics' own label reader, or a COCO export through its own converter, and compares masks.

    check_ultralytics.py FOLDER MASKS_JSON

FOLDER holds data.yaml with images/ and labels/, or annotations.coco.json beside the photos. MASKS_JSON maps each photo's
stem to its objects in order, `{class, bits}`, bits one digit a pixel, row-major. Ultralytics cuts corners down to whole
pixels and fills with OpenCV, which takes in every pixel that an edge touches: its masks may be larger by their outline's
own pixels, and never smaller. Prints a JSON report.
"""

import importlib.metadata
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["YOLO_OFFLINE"] = "true"
os.environ["YOLO_VERBOSE"] = "false"
os.environ["YOLO_CONFIG_DIR"] = tempfile.mkdtemp()

# All that it wants of torchvision here is to know its version, when it is imported.
version_of = importlib.metadata.version
importlib.metadata.version = lambda name: "0.28.0" if name == "torchvision" else version_of(name)

import cv2
import numpy as np
from ultralytics.data.converter import convert_coco
from ultralytics.data.utils import img2label_paths, polygon2mask, verify_image_label
from ultralytics.utils import YAML

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
problems: list[str] = []


def yolo_labels() -> tuple[dict[Path, Path], list[str]]:
    """Label files by photo, found the way Ultralytics finds them, and the names of classes."""
    names = YAML.load(folder / "data.yaml")["names"]
    photos = [str(path) for path in sorted((folder / "images").rglob("*")) if path.is_file()]
    labels = img2label_paths(photos)
    return {Path(photo): Path(label) for photo, label in zip(photos, labels)}, [names[i] for i in sorted(names)]


def converted_labels() -> tuple[dict[Path, Path], list[str]]:
    """The same of a COCO file once Ultralytics has made it YOLO's."""
    out = Path(tempfile.mkdtemp())
    source = out / "coco"
    source.mkdir()
    text = (folder / "annotations.coco.json").read_text()
    (source / "instances_all.json").write_text(text)
    convert_coco(str(source), str(out / "yolo"), use_segments=True, cls91to80=False)
    coco = json.loads(text)
    names = {category["id"] - 1: category["name"] for category in coco["categories"]}
    files = [image["file_name"] for image in coco["images"]]
    labels = out / "yolo" / "labels" / "all"
    return {folder / file: (labels / file).with_suffix(".txt") for file in files}, [names[i] for i in sorted(names)]


labels, classes = yolo_labels() if (folder / "data.yaml").exists() else converted_labels()
objects = missing = stray = 0
for photo, label in labels.items():
    read = verify_image_label((str(photo), str(label), "", False, len(classes), 0, 0, False))
    _, rows, shape, segments, _, _, _, _, corrupt, message = read
    if message:
        problems.append(message)
    expected = truth[photo.stem]
    if corrupt or len(segments) != len(expected):
        problems.append(f"{photo.name}: {0 if corrupt else len(segments)} objects, not {len(expected)}")
        continue
    for row, segment, item in zip(rows, segments, expected):
        mask = polygon2mask(shape, [(segment * shape[::-1]).reshape(-1)], downsample_ratio=1).astype(bool)
        wanted = np.frombuffer(item["bits"].encode(), np.uint8).reshape(shape) == ord("1")
        around = cv2.dilate(wanted.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
        objects += 1
        missing += int((wanted & ~mask).sum())
        stray += int((mask & ~around).sum())
        if classes[int(row[0])] != item["class"]:
            problems.append(f"{photo.name}: class {classes[int(row[0])]}")
print(
    json.dumps(
        {
            "photos": len(labels),
            "objects": objects,
            "missingPixels": missing,
            "strayPixels": stray,
            "problems": problems,
        }
    )
)
