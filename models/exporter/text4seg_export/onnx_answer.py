"""Answers questions with the exported graphs: the reference for goldens and parity.

The decisions (grammar, choice of bricks, ghost) are those of text4seg_nano.decode; only the network
is exchanged for the graphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from text4seg_nano.decode import Answer, AnswerState, Rules
from text4seg_nano.vocabulary import Vocabulary

from text4seg_export.architecture import (
    ATTENTION_SCALE,
    CELL_WIDTH,
    DECODER_LAYERS,
    FEEDBACK_WIDTH,
    rotary_tables,
)
from text4seg_export.graphs import Variant, graph_path
from text4seg_export.photo_input import pixel_values

FIRST_TEXT_TIME = 64
TEXT_PLACE = (32, 32)


@dataclass
class ImagePrefix:
    """What every question about a photo shares."""

    cell_keys: np.ndarray
    cache: dict[str, np.ndarray]


@dataclass(frozen=True)
class Step:
    """One run of the decoder: the new positions' outputs; `cache` holds all positions so far."""

    logits: np.ndarray
    ghost_query: np.ndarray
    cache: dict[str, np.ndarray]


class OnnxAnswerer:
    """Runs a growing-cache variant on onnxruntime's CPU provider."""

    def __init__(self, directory: Path, variant: Variant, vocabulary: Vocabulary, threads: int = 1):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.vocabulary = vocabulary
        self._vision, self._decoder = (
            ort.InferenceSession(
                str(directory / graph_path(variant, name)), options, ["CPUExecutionProvider"]
            )
            for name in ("vision_prefix", "decoder")
        )
        self._vision_outputs = [output.name for output in self._vision.get_outputs()]
        self._decoder_outputs = [output.name for output in self._decoder.get_outputs()]

    def encode(self, photo: np.ndarray) -> ImagePrefix:
        """uint8 RGB [height, width, 3] -> the prefix."""
        values = self._vision.run(None, {"pixel_values": pixel_values(photo)})
        outputs = dict(zip(self._vision_outputs, values, strict=True))
        cell_keys = outputs.pop("cell_keys")
        return ImagePrefix(cell_keys, outputs)

    def step(
        self,
        cache: dict[str, np.ndarray],
        ids: list[int],
        places: np.ndarray,
        feedback: np.ndarray | None = None,
    ) -> Step:
        """Runs ids at places [T, 3]; feedback [T, 192], or None where the tokens get none."""
        count = len(ids)
        past = cache["present.0.key"].shape[2]
        cos, sin = rotary_tables(places)
        feeds = {
            "input_ids": np.array([ids], np.int64),
            "cos": cos,
            "sin": sin,
            "feedback": np.zeros((1, count, FEEDBACK_WIDTH), np.float32)
            if feedback is None
            else feedback[None].astype(np.float32),
            "feedback_mask": np.full((1, count, 1), feedback is not None, np.float32),
            "seqlens_k": np.array([past + count - 1], np.int32),
            "total_sequence_length": np.array(past + count, np.int32),
        }
        for layer in range(DECODER_LAYERS):
            for part in ("key", "value"):
                feeds[f"past.{layer}.{part}"] = cache[f"present.{layer}.{part}"]
        values = self._decoder.run(None, feeds)
        outputs = dict(zip(self._decoder_outputs, values, strict=True))
        logits, query = outputs.pop("logits"), outputs.pop("ghost_query")
        return Step(logits[0], query[0], outputs)

    def ask(self, prefix: ImagePrefix, prompt: list[int], rules: Rules) -> Answer:
        """Prompt ids (without `<user>` and `<assistant>`) -> the answer by the rules."""
        v = self.vocabulary
        ids = [v.user, *prompt, v.assistant]
        step = self.step(prefix.cache, ids, text_places(0, len(ids)))
        state = AnswerState(v, rules)
        state.read_ghost(ghost_logits(step.ghost_query[-1], prefix.cell_keys))
        index = len(ids)
        while not state.finished:
            token = state.choose(step.logits[-1])
            cell, feedback = state.push(token)
            place = np.array([[FIRST_TEXT_TIME + index, *(cell or TEXT_PLACE)]])
            step = self.step(step.cache, [token], place, feedback[None])
            if token == v.seg and rules.object_ghost > 0:
                state.read_object_ghost(ghost_logits(step.ghost_query[-1], prefix.cell_keys))
            index += 1
        return state.answer


def text_places(start: int, count: int) -> np.ndarray:
    """(t, h, w) of `count` text tokens from index `start` on."""
    places = np.full((count, 3), TEXT_PLACE[0])
    places[:, 0] = FIRST_TEXT_TIME + start + np.arange(count)
    return places


def ghost_logits(query: np.ndarray, cell_keys: np.ndarray) -> np.ndarray:
    """query [65], cell_keys [64, 64, 64] -> logits [64, 64]."""
    scaled = cell_keys.reshape(-1, CELL_WIDTH) @ query[:CELL_WIDTH] * np.float32(ATTENTION_SCALE)
    return (scaled + query[CELL_WIDTH]).reshape(cell_keys.shape[:2])


