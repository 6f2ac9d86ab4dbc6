"""GrabCut (Rother et al., SIGGRAPH 2004; OpenCV's) on the strokes of bench/edge-brush.ts: the baseline.

    grabcut.py CASES   for each case of the file: a JSON line {"width", "height"}, width x height x 3 bytes RGB, and
                       width x height bytes each of zones (0 outside, 1 rim, 2 stroke, 3 middle) and of truth
                       (0 not the thing, 1 the thing, 2 unknown).

Prints {"error", "missed", "spilt": mean shares of the stroke, "ms": mean processor milliseconds}.
"""

from __future__ import annotations

import json
import sys
import time

import cv2
import numpy as np

cv2.setNumThreads(1)
LABELS = np.array([cv2.GC_PR_BGD, cv2.GC_PR_BGD, cv2.GC_PR_FGD, cv2.GC_FGD], np.uint8)


def main() -> None:
    sums = np.zeros(3)
    spent = 0.0
    cases = 0
    with open(sys.argv[1], "rb") as file:
        while line := file.readline():
            head = json.loads(line)
            width, height = head["width"], head["height"]
            photo = np.frombuffer(file.read(width * height * 3), np.uint8).reshape(height, width, 3)
            zones = np.frombuffer(file.read(width * height), np.uint8).reshape(height, width)
            truth = np.frombuffer(file.read(width * height), np.uint8).reshape(height, width)
            labels = LABELS[zones]
            started = time.process_time()
            cv2.setRNGSeed(1)
            models = np.zeros((2, 1, 65))
            cv2.grabCut(photo, labels, None, models[0], models[1], 3, cv2.GC_INIT_WITH_MASK)
            spent += time.process_time() - started
            stroke = (zones >= 2) & (truth != 2)
            result = ((labels & 1) == 1) & stroke
            wanted = (truth == 1) & stroke
            area = max(1, stroke.sum())
            sums += [(result != wanted).sum() / area, (wanted & ~result).sum() / area, (result & ~wanted).sum() / area]
            cases += 1
    error, missed, spilt = sums / cases
    print(json.dumps({"error": error, "missed": missed, "spilt": spilt, "ms": spent / cases * 1000}))


if __name__ == "__main__":
    main()
