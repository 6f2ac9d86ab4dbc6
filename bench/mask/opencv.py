"""The operations of src/mask as OpenCV (pycocotools for run lengths) does them: the baseline of bench/mask.ts.

    opencv.py make OUT WIDTH HEIGHT SHARE SEED     writes a bitmap of blobs that cover SHARE of it, one byte a pixel
    opencv.py photo A OUT WIDTH HEIGHT             writes a noisy RGB photo of that bitmap, three bytes a pixel
    opencv.py time A B PHOTO WIDTH HEIGHT SHARE REPEATS X Y ONLY
        prints {operation: milliseconds of processor time}, the least of each; ONLY names some by words, or is empty
"""

from __future__ import annotations

import json
import math
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


def make_photo(bitmap: str, out: str, width: int, height: int) -> None:
    a = np.fromfile(bitmap, np.uint8).reshape(height, width, 1)
    noise = np.random.default_rng(3).integers(0, 16, (height, width, 3), np.uint8)
    (a * np.uint8(120) + 60 + noise).tofile(out)


def disc(radius: float) -> np.ndarray:
    reach = int(radius)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return (x * x + y * y <= radius * radius).astype(np.uint8)


def morph(a: np.ndarray, operation: int, radius: int) -> np.ndarray:
    return cv2.morphologyEx(a, operation, disc(radius))


def fill_holes(a: np.ndarray) -> np.ndarray:
    padded = cv2.copyMakeBorder(a, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(padded, None, (0, 0), 2)
    return (padded[1:-1, 1:-1] != 2).astype(np.uint8)


def largest(a: np.ndarray) -> np.ndarray:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(a, connectivity=8)
    return (labels == 1 + stats[1:, cv2.CC_STAT_AREA].argmax()).astype(np.uint8)


def remove_islands(a: np.ndarray, least: int) -> np.ndarray:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(a, connectivity=8)
    keep = (stats[:, cv2.CC_STAT_AREA] >= least).astype(np.uint8)
    keep[0] = 0
    return keep[labels]


def contours_of(a: np.ndarray) -> list:
    return cv2.findContours(a, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)[0]


def stroke(shape: tuple[int, int]) -> np.ndarray:
    out = np.zeros(shape, np.uint8)
    points = [(shape[1] // 10 * i, shape[0] // 2 + (400 if i % 2 else -400)) for i in range(1, 10)]
    for a, b in zip(points, points[1:]):
        cv2.line(out, a, b, 1, 61)
        cv2.circle(out, a, 30, 1, -1)
    return out


def capsule(shape: tuple[int, int]) -> np.ndarray:
    out = np.zeros(shape, np.uint8)
    height, width = shape
    return cv2.line(out, (width // 4, height // 4), (3 * width // 4, 3 * height // 4), 1, 401)


def star(shape: tuple[int, int], radii: tuple[float, float]) -> np.ndarray:
    angles = np.arange(24) / 12 * math.pi
    reach = np.where(np.arange(24) % 2 == 0, 1.2, 0.8)
    x = shape[1] / 2 + reach * radii[0] * np.cos(angles)
    y = shape[0] / 2 + reach * radii[1] * np.sin(angles)
    corners = np.round(np.stack([x, y], axis=1)).astype(np.int32)
    return cv2.fillPoly(np.zeros(shape, np.uint8), [corners], 1)


def ellipse(shape: tuple[int, int], radii: tuple[float, float]) -> np.ndarray:
    centre = (shape[1] // 2, shape[0] // 2)
    axes = (round(radii[0]), round(radii[1]))
    return cv2.ellipse(np.zeros(shape, np.uint8), centre, axes, 0, 0, 360, 1, -1)


def flood_fill(photo: np.ndarray, seed: tuple[int, int]) -> np.ndarray:
    filled = np.zeros((photo.shape[0] + 2, photo.shape[1] + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY
    cv2.floodFill(photo, filled, seed, 1, (16, 16, 16), (16, 16, 16), flags)
    return filled[1:-1, 1:-1]


def alike(photo: np.ndarray, seed: tuple[int, int]) -> np.ndarray:
    colour = [int(value) for value in photo[seed[1], seed[0]]]
    return cv2.inRange(photo, tuple(c - 16 for c in colour), tuple(c + 16 for c in colour))


def affine(a: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return cv2.warpAffine(a, matrix, (a.shape[1], a.shape[0]), flags=cv2.INTER_NEAREST)


def half_size(a: np.ndarray) -> np.ndarray:
    out = np.zeros_like(a)
    size = (a.shape[1] // 2, a.shape[0] // 2)
    out[: size[1], : size[0]] = cv2.resize(a, size, interpolation=cv2.INTER_NEAREST)
    return out


def coarsen(a: np.ndarray) -> np.ndarray:
    size = (a.shape[1] // 8, a.shape[0] // 8)
    return (cv2.resize(a * 255, size, interpolation=cv2.INTER_AREA) > 127).astype(np.uint8)


def operations(a: np.ndarray, b: np.ndarray, photo: np.ndarray, share: float, seed: tuple[int, int]) -> dict:
    contours = contours_of(a)
    columns = np.asfortranarray(a)
    encoded = coco_mask.encode(columns)
    radii = tuple(side * math.sqrt(share / math.pi) for side in (a.shape[1], a.shape[0]))
    centre = (a.shape[1] / 2, a.shape[0] / 2)
    return {
        "union": lambda: cv2.bitwise_or(a, b),
        "subtract": lambda: cv2.subtract(a, b),
        "intersect": lambda: cv2.bitwise_and(a, b),
        "xor": lambda: cv2.bitwise_xor(a, b),
        "invert": lambda: cv2.bitwise_xor(a, 1),
        "area": lambda: cv2.countNonZero(a),
        "box": lambda: cv2.boundingRect(a),
        "iou": lambda: cv2.countNonZero(cv2.bitwise_and(a, b)) / max(1, cv2.countNonZero(cv2.bitwise_or(a, b))),
        "grow 5": lambda: cv2.dilate(a, disc(5)),
        "shrink 5": lambda: cv2.erode(a, disc(5)),
        "open 5": lambda: morph(a, cv2.MORPH_OPEN, 5),
        "close 5": lambda: morph(a, cv2.MORPH_CLOSE, 5),
        "smooth 5": lambda: cv2.medianBlur(a, 11),
        "grow 20": lambda: cv2.dilate(a, disc(20)),
        "shrink 20": lambda: cv2.erode(a, disc(20)),
        "open 20": lambda: morph(a, cv2.MORPH_OPEN, 20),
        "close 20": lambda: morph(a, cv2.MORPH_CLOSE, 20),
        "fill holes": lambda: fill_holes(a),
        "remove islands": lambda: remove_islands(a, 1000),
        "keep largest": lambda: largest(a),
        "components": lambda: cv2.connectedComponents(a, connectivity=8),
        "flood fill": lambda: flood_fill(photo, seed),
        "flood fill all": lambda: alike(photo, seed),
        "polygon": lambda: star(a.shape, radii),
        "ellipse": lambda: ellipse(a.shape, radii),
        "capsule": lambda: capsule(a.shape),
        "stroke": lambda: stroke(a.shape),
        "contours": lambda: contours_of(a),
        "fill contours": lambda: cv2.fillPoly(np.zeros_like(a), contours, 1),
        "contours, back": lambda: cv2.fillPoly(np.zeros_like(a), contours_of(a), 1),
        "simplify 2": lambda: [cv2.approxPolyDP(contour, 2, True) for contour in contours],
        "translate": lambda: affine(a, np.float32([[1, 0, 137], [0, 1, -61]])),
        "scale 1/2": lambda: half_size(a),
        "mirror": lambda: cv2.flip(a, 1),
        "rotate 10": lambda: affine(a, cv2.getRotationMatrix2D(centre, -10, 1)),
        "coarsen 8": lambda: coarsen(a),
        "rle encode": lambda: coco_mask.encode(columns),
        "rle decode": lambda: coco_mask.decode(encoded),
    }


# Seconds that each repeat lasts at least; bench/mask.ts holds the same.
REPEAT_TIME = 0.01


def least_times(runs: dict, repeats: int) -> dict[str, float]:
    times = {}
    for name, run in runs.items():
        started = time.process_time()
        run()
        count = math.ceil(REPEAT_TIME / max(1e-6, time.process_time() - started))
        best = float("inf")
        for _ in range(repeats):
            started = time.process_time()
            for _ in range(count):
                run()
            best = min(best, (time.process_time() - started) / count)
        times[name] = best * 1000
    return times


def main() -> None:
    command, *rest = sys.argv[1:]
    if command == "make":
        make(rest[0], int(rest[1]), int(rest[2]), float(rest[3]), int(rest[4]))
    elif command == "photo":
        make_photo(rest[0], rest[1], int(rest[2]), int(rest[3]))
    else:
        width, height, repeats, x, y = (int(rest[i]) for i in (3, 4, 6, 7, 8))
        a, b = (np.fromfile(path, np.uint8).reshape(height, width) for path in rest[:2])
        photo = np.fromfile(rest[2], np.uint8).reshape(height, width, 3)
        runs = operations(a, b, photo, float(rest[5]), (x, y))
        words = rest[9].split(",")
        chosen = {name: run for name, run in runs.items() if any(word in name for word in words)}
        print(json.dumps(least_times(chosen, repeats)))


if __name__ == "__main__":
    main()
