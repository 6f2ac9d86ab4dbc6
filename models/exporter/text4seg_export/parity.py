"""`python -m text4seg_export.parity`: what the export costs, on validation photos, as a report.

Compares, reference by reference, with the decision rules of the release:
- the float32 graphs with the PyTorch network: identical tokens;
- the shipped 8-bit graphs with the PyTorch network: cIoU, gIoU and how many answers are the same;
- the shipped graphs with photos resized as the client does it, which isn't how training resized them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from text4seg_nano.decode import Answer, Questions, Rules
from text4seg_nano.evaluate import Outcome, limited, measured, scores_of
from text4seg_nano.model import Nano
from text4seg_nano.photos import Photos, data_directory
from text4seg_nano.references import Reference, ReferenceMaker
from text4seg_nano.vocabulary import Vocabulary

from text4seg_export.architecture import IMAGE_SIZE
from text4seg_export.checkpoint import Checkpoint
from text4seg_export.goldens import computing_variant
from text4seg_export.graphs import REFERENCE, write_graphs
from text4seg_export.onnx_answer import OnnxAnswerer
from text4seg_export.package_files import write_json
from text4seg_export.release import read_release

AnswerFunction = Callable[[np.ndarray, list[int]], Answer]


def training_resize(photo: np.ndarray) -> np.ndarray:
    """As training and its evaluation resize a photo to the model's input."""
    return cv2.resize(photo, (IMAGE_SIZE, IMAGE_SIZE), interpolation=cv2.INTER_LINEAR)


def answer_with_graphs(answerer: OnnxAnswerer, rules: Rules) -> AnswerFunction:
    return lambda photo, prompt: answerer.ask(answerer.encode(photo), prompt, rules)


def answer_with_torch(model: Nano, vocabulary: Vocabulary, rules: Rules) -> AnswerFunction:
    def answer(photo: np.ndarray, prompt: list[int]) -> Answer:
        with torch.no_grad():
            prefix, _ = model.encode(torch.from_numpy(photo)[None])
        return Questions(model, vocabulary, rules, prefix, [0]).ask([prompt])[0]

    return answer


def choose(references: list[Reference], total: int) -> list[Reference]:
    """About `total` references, as many of each group as of any other."""
    groups = len({reference.group for reference in references})
    return limited(references, max(1, -(-total // groups)))


def first_difference(a: list[int], b: list[int]) -> int | None:
    """Index of the first token that differs, None when the answers are the same."""
    if a == b:
        return None
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def compare(
    photos: Photos,
    vocabulary: Vocabulary,
    references: list[Reference],
    exact: int,
    answers: dict[str, AnswerFunction],
) -> dict[str, Any]:
    """The report's figures; the float32 graphs answer only the first `exact` references."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    same: dict[str, list[bool]] = defaultdict(list)
    differing: list[dict[str, Any]] = []
    for index, reference in enumerate(references):
        if index % 10 == 0:
            print(f"{index} of {len(references)}", file=sys.stderr, flush=True)
        photo = photos.image(reference.key)
        small = training_resize(photo)
        prompt = vocabulary.encode(reference.text)
        tokens: list[int] = []
        for name, function in answers.items():
            if name == "float32 graphs" and index >= exact:
                continue
            answer = function(photo if name.endswith("client resize") else small, prompt)
            if name == "pytorch":
                tokens = answer.tokens
            else:
                at = first_difference(tokens, answer.tokens)
                same[name].append(at is None)
                if name == "float32 graphs" and at is not None:
                    differing.append({"key": reference.key, "text": reference.text, "token": at})
            outcomes[name].append(measured(photos, reference, answer))
    return {
        "references": len(references),
        "identicalTokens": {
            name: {"answers": len(flags), "identical": sum(flags)} for name, flags in same.items()
        },
        "float32Differences": differing,
        "scores": {name: scores_of(found) for name, found in outcomes.items() if name != "float32 graphs"},
    }


def main() -> None:
    repository = Path(__file__).resolve().parents[3]
    parser = argparse.ArgumentParser(prog="text4seg_export.parity", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--release", type=Path)
    parser.add_argument("--package", type=Path, default=repository / "models" / "text4seg-nano")
    parser.add_argument("--answers", type=int, default=160, help="references for the 8-bit graphs")
    parser.add_argument("--exact", type=int, default=50, help="references for the float32 graphs")
    parser.add_argument("--out", type=Path, default=repository / "models" / "exporter" / "parity.json")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rules = read_release(arguments.release).rules
    vocabulary = Vocabulary.load(arguments.vocabulary)
    photos = Photos.load(data_directory())
    references = choose(ReferenceMaker(photos, vocabulary).make("validation"), arguments.answers)
    # Spread the exact ones over all groups.
    references.sort(key=lambda reference: (reference.key, reference.text))
    with tempfile.TemporaryDirectory() as folder:
        write_graphs(Checkpoint(arguments.weights), (REFERENCE,), Path(folder))
        exact = OnnxAnswerer(Path(folder), REFERENCE, vocabulary)
        shipped = OnnxAnswerer(arguments.package, computing_variant(), vocabulary)
        report = compare(
            photos,
            vocabulary,
            references,
            arguments.exact,
            {
                "pytorch": answer_with_torch(Nano.load(arguments.weights).eval(), vocabulary, rules),
                "float32 graphs": answer_with_graphs(exact, rules),
                "8-bit graphs": answer_with_graphs(shipped, rules),
                "8-bit graphs, client resize": answer_with_graphs(shipped, rules),
            },
        )
    write_json(arguments.out, report, indent=1)
    print(json.dumps({key: report[key] for key in ("identicalTokens", "float32Differences")}))
    for name, scores in report["scores"].items():
        print(name, json.dumps(scores.get("present")), json.dumps(scores.get("absent")))


if __name__ == "__main__":
    main()
