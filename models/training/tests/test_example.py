"""Sequences give their masks back, and targets stay true whatever the input says."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from text4seg_nano.canvas import box_of, photo_mask_of, repeat_border
from text4seg_nano.example import BRICK, ROW, ExampleBuilder, Noise
from text4seg_nano.prompts import Question, Target

CLEAN = Noise(bricks=0, box=0, spelled=0)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def random_canvas(seed: int) -> np.ndarray:
    """A blob, rectangle or noise somewhere, never empty."""
    rng = np.random.default_rng(seed)
    canvas = np.zeros((64, 64), bool)
    x, y = rng.integers(0, 60, 2)
    w, h = rng.integers(2, 64, 2)
    patch = canvas[y : y + h, x : x + w]
    patch[:] = rng.random(patch.shape) < rng.choice([0.2, 0.6, 1.0])
    patch[0, 0] = True
    return canvas


def plain_decoder(tokens: list[str]) -> list[np.ndarray]:
    """Reads an answer's strings the slow way, independent of the builder: one canvas an object."""
    canvases, index = [], 0
    while index < len(tokens):
        if tokens[index] == "<box>":
            x1, y1, x2, y2 = (int(t[1:]) for t in tokens[index + 1 : index + 5])
            assert tokens[index + 5 : index + 7] == ["</box>", "<seg>"]
            index += 7
            cells = []
            while tokens[index] != "</seg>":
                cells += [tokens[index][:2] == "fg"] * int(tokens[index][2:])
                index += 1
            canvas = np.zeros((64, 64), bool)
            canvas[y1:y2, x1:x2] = np.array(cells).reshape(y2 - y1, x2 - x1)
            if x2 == 63:
                canvas[:, 63] = canvas[:, 62]
            if y2 == 63:
                canvas[63] = canvas[62]
            canvases.append(canvas)
        index += 1
    return canvases


def border_free(canvas: np.ndarray) -> np.ndarray:
    """What the grammar can write: column and row 63 repeat 62 where the box reaches the border."""
    return repeat_border(canvas.copy(), box_of(canvas))


@RELAXED
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=3))
def test_an_answer_gives_its_masks_back(vocabulary, seeds):
    canvases = [border_free(random_canvas(seed)) for seed in seeds]
    question = Question("the dogs", "each", tuple(Target("dog", c) for c in canvases))
    example = ExampleBuilder(vocabulary, CLEAN).build([question], [True], np.random.default_rng(0))
    found = plain_decoder([vocabulary.tokens[i] for i in example.ids])
    assert len(found) == len(canvases)
    for one, other in zip(found, canvases):
        np.testing.assert_array_equal(one, other)


@RELAXED
@given(st.integers(0, 10**6))
def test_brick_targets_are_true_runs_under_noise(vocabulary, seed):
    canvas = random_canvas(seed)
    question = Question("the dog", "name", (Target("dog", canvas),))
    example = ExampleBuilder(vocabulary, Noise(bricks=1, box=1)).build([question], [True], np.random.default_rng(seed))
    seen = 0
    for at, kind, ids, weights in example.decisions:
        assert weights.sum() == pytest.approx(1)
        if kind != BRICK:
            continue
        feedback, _, row, column, right = example.feedback[at]
        assert feedback == ROW and example.places[at][1:] == (row, column)
        token = vocabulary.tokens[ids[weights.argmax()]]
        length = 1
        while column + length < right and canvas[row, column + length] == canvas[row, column]:
            length += 1
        assert (token[:2], int(token[2:])) == ("fg" if canvas[row, column] else "bg", length)
        seen += 1
    assert seen >= 1


def test_noise_changes_the_input(vocabulary):
    canvas = np.zeros((64, 64), bool)
    canvas[10:50, 12:40] = True
    question = Question("the dog", "name", (Target("dog", canvas),))
    build = lambda noise: ExampleBuilder(vocabulary, noise).build([question], [True], np.random.default_rng(1)).ids
    assert build(Noise(bricks=1, box=0)) != build(CLEAN) != build(Noise(bricks=0, box=1))


def test_photo_mask_is_nearest(vocabulary):
    canvas = random_canvas(5)
    mask = photo_mask_of(canvas, 128, 192)
    np.testing.assert_array_equal(mask[::2, 1::3], canvas)
