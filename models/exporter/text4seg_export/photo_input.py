"""A photo to pixel_values, exactly as the client does it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from text4seg_export.architecture import IMAGE_MEAN, IMAGE_SIZE, IMAGE_STD


def read_photo(path: Path) -> np.ndarray:
    """uint8 RGB [height, width, 3]."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def pixel_values(photo: np.ndarray) -> np.ndarray:
    """uint8 [height, width, 3] -> float32 [1, 3, 256, 256], resized by Pillow's BILINEAR."""
    if photo.shape[:2] != (IMAGE_SIZE, IMAGE_SIZE):
        image = Image.fromarray(photo).resize((IMAGE_SIZE, IMAGE_SIZE), Image.Resampling.BILINEAR)
        photo = np.asarray(image)
    scaled = photo.astype(np.float32) / np.float32(255)
    normalized = (scaled - np.float32(IMAGE_MEAN)) / np.float32(IMAGE_STD)
    return np.ascontiguousarray(normalized.transpose(2, 0, 1)[None], dtype=np.float32)
