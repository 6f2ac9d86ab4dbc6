"""Writes a mask PNG to standard output as row-major bytes, 1 for foreground."""

import sys

import numpy as np
from PIL import Image

sys.stdout.buffer.write((np.asarray(Image.open(sys.argv[1]).convert("L")) > 127).astype(np.uint8).tobytes())
