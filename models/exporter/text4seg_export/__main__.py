"""`python -m text4seg_export`: rebuilds the whole package from a checkpoint."""

from __future__ import annotations

import argparse
from pathlib import Path

from text4seg_export.package import build_package

_REPOSITORY = Path(__file__).resolve().parents[3]


def main() -> None:
    parser = argparse.ArgumentParser(prog="text4seg_export", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="nano .safetensors")
    parser.add_argument("--vocabulary", type=Path, required=True, help="vocabulary.json")
    parser.add_argument("--out", type=Path, default=_REPOSITORY / "models" / "text4seg-nano")
    parser.add_argument("--release", type=Path, help="directory with training.json and scores.json")
    parser.add_argument("--version", default="0.1.0")
    arguments = parser.parse_args()
    files = build_package(
        arguments.weights,
        arguments.vocabulary,
        arguments.out,
        release_directory=arguments.release,
        version=arguments.version,
    )
    for path in files:
        print(f"{path.stat().st_size:>10}  {path.relative_to(arguments.out)}")
    print(f"{sum(path.stat().st_size for path in files):>10}  in all")


if __name__ == "__main__":
    main()
