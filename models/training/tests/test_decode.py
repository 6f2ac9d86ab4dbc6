"""Greedy decoding: the choice of a brick equals a naive reference, and no answer leaves its box."""

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from text4seg_nano.decode import AnswerState, Questions, Rules, run_by_cells
from text4seg_nano.model import Nano
from text4seg_nano.scene import resized


def naive_run(fg, bg, ghost, weight):
    """P(cell k is foreground) summed term by term, then the first sign kept while it lasts."""
    n = len(fg)
    solid = []
    for k in range(n):
        p = sum(fg[length - 1] for length in range(k + 1, n + 1)) + sum(bg[length - 1] for length in range(1, k + 1))
        p = min(max(p, 1e-6), 1 - 1e-6)
        solid.append(np.log(p / (1 - p)) + (weight * ghost[k] if ghost is not None else 0) > 0)
    length = 1
    while length < n and solid[length] == solid[0]:
        length += 1
    return bool(solid[0]), length


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 63), st.integers(0, 10**6), st.sampled_from([None, 0.5, 1.0]))
def test_brick_choice_equals_the_naive_reference(n, seed, weight):
    rng = np.random.default_rng(seed)
    p = rng.dirichlet(np.full(2 * n, 0.2))
    ghost = None if weight is None else rng.normal(0, 4, n)
    assert run_by_cells(p[:n], p[n:], ghost, weight or 0) == naive_run(p[:n], p[n:], ghost, weight or 0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["argmax", "median", "guided"]), st.sampled_from([None, 0.3]))
def test_any_logits_give_a_whole_answer_inside_its_box(vocabulary, seed, brick, quantile):
    rng = np.random.default_rng(seed)
    state = AnswerState(vocabulary, Rules(brick=brick, box_quantile=quantile, max_objects=2, max_words=4))
    state.read_ghost(rng.normal(0, 3, (64, 64)).astype(np.float32))
    for _ in range(64 * 64 * 3):
        state.push(state.choose(rng.normal(0, 3, len(vocabulary)).astype(np.float32)))
        if state.finished:
            break
    assert state.finished and state.answer.tokens[-1] == vocabulary.eos
    for item in state.answer.objects:
        x1, y1, x2, y2 = item.box
        assert 0 <= x1 < x2 <= 63 and 0 <= y1 < y2 <= 63
        outside = item.canvas.copy()
        outside[y1 : y2 + (y2 == 63), x1 : x2 + (x2 == 63)] = False
        assert not outside.any()


def test_a_batch_answers_like_one_at_a_time(checkpoint, vocabulary, photos):
    """Also the second turn, and with an early end (`<none>`, words) beside long answers."""
    model = Nano.load(checkpoint / "nano-warm.safetensors").eval()
    image = resized(photos.image(photos.records[0].key))
    with torch.no_grad():
        prefix, _ = model.encode(torch.from_numpy(image.copy())[None])
    prompts = [vocabulary.encode(text) for text in ("hello", "the dog on the left", "how many dogs are there ?")]
    rules = Rules(none_bias=-50, max_objects=1)
    together = Questions(model, vocabulary, rules, prefix, [0, 0, 0])
    first = together.ask(prompts, last=False)
    second = together.ask([vocabulary.encode("thanks")] * 3)
    for index, prompt in enumerate(prompts):
        alone = Questions(model, vocabulary, rules, prefix, [0])
        assert alone.ask([prompt], last=False)[0].tokens == first[index].tokens
        assert alone.ask([vocabulary.encode("thanks")])[0].tokens == second[index].tokens
    assert first[1].objects
