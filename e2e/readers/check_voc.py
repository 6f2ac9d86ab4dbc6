"""Reads a Pascal VOC export as training code does and compares it with the masks that were written.

    check_voc.py FOLDER MASKS_JSON

FOLDER is the export with JPEGImages; MASKS_JSON maps each photo's stem to its objects in order, `{class, bits}`, bits
one digit a pixel, row-major. Pixels are read by PIL's palette images, as torchvision's VOCSegmentation does, boxes and
classes by supervision. Prints a JSON report.
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import supervision
from PIL import Image

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
classes = ["background"] + [
    line.split(":")[0] for line in (folder / "labelmap.txt").read_text().splitlines()[2:]
]
problems: list[str] = []
different = objects = 0
for stem, expected in truth.items():
    root = ElementTree.parse(folder / "Annotations" / f"{stem}.xml").getroot()
    width, height = int(root.findtext("size/width")), int(root.findtext("size/height"))
    named = [node.findtext("name") for node in root.findall("object")]
    if named != [item["class"] for item in expected]:
        problems.append(f"{stem}: classes {named}")
    if not expected:
        continue
    instances = Image.open(folder / "SegmentationObject" / f"{stem}.png")
    semantic = Image.open(folder / "SegmentationClass" / f"{stem}.png")
    if instances.mode != "P" or semantic.mode != "P" or instances.getpalette()[3:6] != [128, 0, 0]:
        problems.append(f"{stem}: not an indexed picture with VOC's palette")
    ids, labels = np.array(instances), np.array(semantic)
    for number, (item, node) in enumerate(zip(expected, root.findall("object"), strict=True), 1):
        mask = np.frombuffer(item["bits"].encode(), np.uint8).reshape(height, width) == ord("1")
        objects += 1
        different += int((mask != (ids == number)).sum())
        different += int((labels[mask] != classes.index(item["class"])).sum())
        rows, columns = np.nonzero(mask)
        box = [int(node.findtext(f"bndbox/{side}")) for side in ("xmin", "ymin", "xmax", "ymax")]
        if box != [columns.min() + 1, rows.min() + 1, columns.max() + 1, rows.max() + 1]:
            problems.append(f"{stem}: box {box}")

read = supervision.DetectionDataset.from_pascal_voc(str(folder / "JPEGImages"), str(folder / "Annotations"))
listed = (folder / "ImageSets" / "Main" / "train.txt").read_text().split()
print(
    json.dumps(
        {
            "photos": len(listed),
            "objects": objects,
            "differentPixels": different,
            "supervision": sum(len(read.annotations[path]) for path in read.image_paths),
            "problems": problems,
        }
    )
)
