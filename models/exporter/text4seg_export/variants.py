"""`python -m text4seg_export.variants`: the same network in every format, for bench/graphs.mjs.

Writes DIR/FORMAT/{vision_prefix,decoder}.bench.onnx and DIR/FORMAT/weights.bin.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from text4seg_export.checkpoint import Checkpoint
from text4seg_export.decoder_graph import CacheKind
from text4seg_export.graphs import Variant, write_graphs
from text4seg_export.weight_format import WeightFormat


def main() -> None:
    parser = argparse.ArgumentParser(prog="text4seg_export.variants", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    checkpoint = Checkpoint(arguments.weights)
    for format in WeightFormat:
        variant = Variant("bench", format.value, format, CacheKind.GROWING)
        write_graphs(checkpoint, (variant,), arguments.out / format.value)
        print(arguments.out / format.value)


if __name__ == "__main__":
    main()
