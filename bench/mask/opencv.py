"""The operations of src/mask as OpenCV (pycocotools for run lengths) does them: the baseline of bench/mask.ts.

    opencv.py make OUT WIDTH HEIGHT SHARE SEED     writes a bitmap of blobs that cover SHARE of it, one byte a pixel
    opencv.py time A B WIDTH HEIGHT REPEATS X Y        prints {operation: milliseconds of processor time}, the least of each
"""

from __future__ import annotations

import json
import sys
import time

import cv2
import numpy as np
from pycocotools import mask as coco_mask

cv2.setNumThreads(1)


def make(out: str, width: int, height: int, share: float, seed: int) -> None:
    """Thresholded smooth noise of two scales: large shapes with ragged edges, holes and islands."""
    rng = np.random.default_rng(seed)
    field = np.zeros((height, width), np.float32)
    for step, weight in ((500, 1.0), (60, 0.15)):
        coarse = rng.standard_normal((height // step + 3, width // step + 3)).astype(np.float32)
        field += weight * cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    (field > np.quantile(field[::7, ::7], 1 - share)).astype(np.uint8).tofile(out)


def disc(radius: float) -> np.ndarray:
    reach = int(radius)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return (x * x + y * y <= radius * radius).astype(np.uint8)


def fill_holes(a: np.ndarray) -> np.ndarray:
    padded = cv2.copyMakeBorder(a, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(padded, None, (0, 0), 2)
    return (padded[1:-1, 1:-1] != 2).astype(np.uint8)


def largest(a: np.ndarray) -> np.ndarray:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(a, connectivity=8)
    return (labels == 1 + stats[1:, cv2.CC_STAT_AREA].argmax()).astype(np.uint8)


def contours_of(a: np.ndarray) -> list:
    return cv2.findContours(a, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)[0]


def stroke(shape: tuple[int, int]) -> np.ndarray:
    out = np.zeros(shape, np.uint8)
    points = [(shape[1] // 10 * i, shape[0] // 2 + (400 if i % 2 else -400)) for i in range(1, 10)]
    for a, b in zip(points, points[1:]):
        cv2.line(out, a, b, 1, 61)
        cv2.circle(out, a, 30, 1, -1)
    return out


def flood_fill(photo: np.ndarray, seed: tuple[int, int]) -> np.ndarray:
    filled = np.zeros((photo.shape[0] + 2, photo.shape[1] + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY
    cv2.floodFill(photo, filled, seed, 1, (8, 8, 8), (8, 8, 8), flags)
    return filled[1:-1, 1:-1]


def operations(a: np.ndarray, b: np.ndarray, seed: tuple[int, int]) -> dict:
    contours = contours_of(a)
    columns = np.asfortranarray(a)
    encoded = coco_mask.encode(columns)
    photo = np.repeat(a[:, :, None] * 180, 3, axis=2)
    return {
        "union": lambda: cv2.bitwise_or(a, b),
        "subtract": lambda: cv2.subtract(a, b),
        "intersect": lambda: cv2.bitwise_and(a, b),
        "xor": lambda: cv2.bitwise_xor(a, b),
        "area": lambda: cv2.countNonZero(a),
        "box": lambda: cv2.boundingRect(a),
        "iou": lambda: cv2.countNonZero(cv2.bitwise_and(a, b)) / max(1, cv2.countNonZero(cv2.bitwise_or(a, b))),
        "grow 5": lambda: cv2.dilate(a, disc(5)),
        "shrink 5": lambda: cv2.erode(a, disc(5)),
        "grow 20": lambda: cv2.dilate(a, disc(20)),
        "open 5": lambda: cv2.morphologyEx(a, cv2.MORPH_OPEN, disc(5)),
        "smooth 5": lambda: cv2.medianBlur(a, 11),
        "keep largest": lambda: largest(a),
        "fill holes": lambda: fill_holes(a),
        "contours": lambda: contours_of(a),
        "fill polygons": lambda: cv2.fillPoly(np.zeros_like(a), contours, 1),
        "stroke": lambda: stroke(a.shape),
        "flood fill": lambda: flood_fill(photo, seed),
        "rle encode": lambda: coco_mask.encode(columns),
        "rle decode": lambda: coco_mask.decode(encoded),
    }


def main() -> None:
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]), int(sys.argv[6]))
        return
    width, height, repeats, x, y = (int(value) for value in sys.argv[4:9])
    a, b = (np.fromfile(path, np.uint8).reshape(height, width) for path in sys.argv[2:4])
    times = {}
    for name, run in operations(a, b, (x, y)).items():
        best = float("inf")
        for _ in range(repeats):
            started = time.process_time()
            run()
            best = min(best, time.process_time() - started)
        times[name] = best * 1000
    print(json.dumps(times))


if __name__ == "__main__":
    main()
