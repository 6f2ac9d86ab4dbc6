"""A photo as training and evaluation see it: 256x256 pixels and the regions on the canvas."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from .canvas import GRID, Box, box_of, canvas_of
from .photos import VOID, PhotoRecord, Photos

IMAGE_SIZE = 256
SMALLEST = 4
"""Regions of fewer cells are part of the scene but never asked for."""

_COLOUR_NAMES = ("black", "white", "gray", "brown", "red", "orange", "yellow", "green", "blue", "purple", "pink")


@dataclass(frozen=True)
class Region:
    """One region of a scene; `canvas` is bool [64, 64]."""

    name: str
    quality: str
    stuff: bool
    canvas: np.ndarray
    box: Box
    cells: int
    colour: str | None
    visible: float
    """Share of the region's pixels that the crop kept."""


@dataclass(frozen=True)
class Scene:
    """uint8 image [256, 256, 3]; every region big enough to ask for; names of everything in view."""

    source: str
    panoptic: bool
    image: np.ndarray
    regions: tuple[Region, ...]
    names: frozenset[str]
    """Classes with any pixel in the photo, also outside the crop: none of these is absent."""
    labels: np.ndarray
    """uint8 [64, 64]: region index + 1 at each cell's centre, 0 background, 255 void."""
    label_names: tuple[str, ...]
    """Name of each region index in `labels`."""
    boxes: np.ndarray
    """float32 [64, 64, 4]: distance to the left, top, right, bottom side of the own instance, in canvas widths."""
    boxed: np.ndarray
    """bool [64, 64]: where `boxes` holds."""


@dataclass(frozen=True)
class View:
    """What part of a photo is seen: crop in photo pixels (x0, y0, x1, y1), and whether mirrored."""

    crop: tuple[int, int, int, int]
    mirrored: bool = False


def whole(record: PhotoRecord) -> View:
    return View((0, 0, record.width, record.height))


def random_view(record: PhotoRecord, rng: np.random.Generator, smallest: float = 0.7) -> View:
    """A crop of `smallest` to 100% of each side, mirrored half of the time."""
    if rng.random() < 0.2:
        return View((0, 0, record.width, record.height), bool(rng.random() < 0.5))
    scale = rng.uniform(smallest, 1.0)
    stretch = np.exp(rng.uniform(-0.12, 0.12))
    width = int(np.clip(record.width * scale * stretch, 0.6 * smallest * record.width, record.width))
    height = int(np.clip(record.height * scale / stretch, 0.6 * smallest * record.height, record.height))
    x0 = int(rng.integers(0, record.width - width + 1))
    y0 = int(rng.integers(0, record.height - height + 1))
    return View((x0, y0, x0 + width, y0 + height), bool(rng.random() < 0.5))


def colour_of(pixels: np.ndarray) -> str | None:
    """The colour word that fits most of uint8 RGB pixels [n, 3], or None when none clearly does."""
    if len(pixels) > 600:
        pixels = pixels[:: len(pixels) // 400]
    hsv = cv2.cvtColor(pixels[None], cv2.COLOR_RGB2HSV)[0].astype(int)
    hue, saturation, value = hsv[:, 0] * 2, hsv[:, 1], hsv[:, 2]
    names = np.full(len(hsv), -1)
    grayish = saturation < 45
    names[grayish] = 2
    names[(value > 180) & (saturation < 40)] = 1
    names[(value < 60) | ((value < 80) & grayish)] = 0
    free = names < 0
    for low, high, colour in (
        (0, 14, 4),
        (14, 40, 5),
        (40, 68, 6),
        (68, 165, 7),
        (165, 262, 8),
        (262, 300, 9),
        (300, 336, 10),
        (336, 361, 4),
    ):
        names[free & (hue >= low) & (hue < high)] = colour
    names[free & (hue >= 8) & (hue < 45) & ((value < 165) | (saturation < 120))] = 3
    counts = np.bincount(names[names >= 0], minlength=len(_COLOUR_NAMES))
    best = int(counts.argmax())
    return _COLOUR_NAMES[best] if counts[best] >= 0.55 * len(pixels) else None


def resized(pixels: np.ndarray) -> np.ndarray:
    """uint8 [height, width, 3] -> [256, 256, 3], bilinear with a support that grows with the reduction."""
    return np.asarray(Image.fromarray(pixels).resize((IMAGE_SIZE, IMAGE_SIZE), Image.Resampling.BILINEAR))


def build_scene(photos: Photos, record: PhotoRecord, view: View, smallest: int = SMALLEST) -> Scene:
    """Cuts `view` out of a photo. Left and right are measured after mirroring."""
    x0, y0, x1, y1 = view.crop
    pixels = photos.image(record.key)[y0:y1, x0:x1]
    full = photos.regions(record.key)
    ids = full[y0:y1, x0:x1]
    if view.mirrored:
        pixels, ids = np.ascontiguousarray(pixels[:, ::-1]), np.ascontiguousarray(ids[:, ::-1])
    image = resized(pixels)
    return assemble(record, image, pixels, ids, np.bincount(full.ravel(), minlength=256), smallest)


def assemble(
    record: PhotoRecord, image: np.ndarray, pixels: np.ndarray, ids: np.ndarray, totals: np.ndarray, smallest: int
) -> Scene:
    """A scene from its id map; `totals` counts each id's pixels before cropping."""
    inside = np.bincount(ids.ravel(), minlength=256)
    centres = [((np.arange(GRID) + 0.5) * n / GRID).astype(int) for n in ids.shape]
    cells = ids[centres[0][:, None], centres[1][None, :]]
    labels = np.where(cells == VOID, VOID, 0).astype(np.uint8)
    boxes, boxed = np.zeros((GRID, GRID, 4), np.float32), np.zeros((GRID, GRID), bool)
    rows, columns = np.mgrid[0:GRID, 0:GRID] + 0.5
    regions: list[Region] = []
    for number, item in enumerate(record.regions):
        if not inside[item.id]:
            continue
        mask = ids == item.id
        canvas = canvas_of(mask)
        here = cells == item.id
        labels[here] = VOID if item.quality == "crowd" else number + 1
        box = box_of(canvas)
        count = int(canvas.sum())
        if box is None or count < smallest:
            continue
        if item.quality in ("inst", "clean", "single") and not item.stuff:
            sides = np.stack([columns - box[0], rows - box[1], box[2] - columns, box[3] - rows], -1) / GRID
            boxes[here], boxed[here] = sides[here], True
        visible = inside[item.id] / totals[item.id]
        if item.quality == "crowd":
            continue
        regions.append(
            Region(item.name, item.quality, item.stuff, canvas, box, count, colour_of(pixels[mask]), visible)
        )
    names = frozenset(item.name for item in record.regions)
    label_names = tuple(item.name for item in record.regions)
    return Scene(record.source, record.panoptic, image, tuple(regions), names, labels, label_names, boxes, boxed)


def change_colours(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Brightness, contrast and saturation by up to a quarter; uint8 in and out."""
    brightness, contrast, saturation = rng.uniform(0.78, 1.25, 3)
    x = image.astype(np.float32) * brightness
    gray = x @ np.array([0.299, 0.587, 0.114], np.float32)
    x = gray[..., None] + (x - gray[..., None]) * saturation
    x = (x - gray.mean()) * contrast + gray.mean()
    return np.clip(x, 0, 255).astype(np.uint8)
