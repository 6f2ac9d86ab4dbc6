"""Loads flat COCO results with pycocotools and scores them.

    check_results.py FOLDER MASKS_JSON

FOLDER holds image_info.json and results.json; MASKS_JSON maps each photo's stem to its objects, `{class, bits}`, which
are taken as the truth: the results must score AP 1 against them. Prints a JSON report.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

import numpy as np
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
info = json.loads((folder / "image_info.json").read_text())
category_ids = {category["name"]: category["id"] for category in info["categories"]}
annotations = []
for image in info["images"]:
    for item in truth[Path(image["file_name"]).stem]:
        bits = np.frombuffer(item["bits"].encode(), np.uint8).reshape(image["height"], image["width"]) == ord("1")
        run_lengths = coco_mask.encode(np.asfortranarray(bits.astype(np.uint8)))
        annotations.append(
            {
                "id": len(annotations) + 1,
                "image_id": image["id"],
                "category_id": category_ids[item["class"]],
                "segmentation": {**run_lengths, "counts": run_lengths["counts"].decode()},
                "area": float(coco_mask.area(run_lengths)),
                "bbox": coco_mask.toBbox(run_lengths).tolist(),
                "iscrowd": 0,
            }
        )
with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO()
    coco.dataset = {**info, "annotations": annotations}
    coco.createIndex()
    results = coco.loadRes(str(folder / "results.json"))
    evaluation = COCOeval(coco, results, "segm")
    evaluation.evaluate()
    evaluation.accumulate()
precision = evaluation.eval["precision"]
different = sum(
    int((coco.annToMask(wanted) != results.annToMask(read)).sum())
    for wanted, read in zip(annotations, results.dataset["annotations"], strict=True)
)
print(
    json.dumps(
        {
            "results": len(results.anns),
            "differentPixels": different,
            "averagePrecision": float(precision[precision > -1].mean()),
        }
    )
)
