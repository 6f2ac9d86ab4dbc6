"""The architecture gives what the warm start's golden file says."""

import numpy as np
import torch

from text4seg_nano.model import Nano, TextGroup
from text4seg_nano.sequence import Cursor, place, profile_feedback, row_feedback

TOLERANCE = 1e-3
ASSISTANT = 4
FIRST_FED = 5
SEG = 14


def load_golden(checkpoint):
    with np.load(checkpoint / "golden.npz") as file:
        return {name: torch.from_numpy(file[name]) for name in file.files}


def test_golden_parity(checkpoint):
    golden = load_golden(checkpoint)
    model = Nano.load(checkpoint / "nano-warm.safetensors").eval()
    count = len(golden["input_ids"])
    with torch.no_grad():
        tokens = model.image_tokens(golden["image"][None])
        prefix, _ = model.encode(golden["image"][None])
        fed = torch.arange(FIRST_FED, count)
        x = model.embed(golden["input_ids"], golden["feedback"][fed], fed)
        groups = [TextGroup(0, 1, count, torch.tensor([0]))]
        hidden = model.decoder.text(x, golden["position_ids"], groups, prefix)
        logits = model.decoder.head(hidden)
        ghost = model.ghost_logits(hidden[ASSISTANT : ASSISTANT + 1], prefix.cell_keys)
    torch.testing.assert_close(tokens[0], golden["image_tokens"], atol=TOLERANCE, rtol=0)
    torch.testing.assert_close(hidden, golden["hidden"], atol=TOLERANCE, rtol=0)
    torch.testing.assert_close(logits, golden["logits"], atol=TOLERANCE, rtol=0)
    torch.testing.assert_close(ghost[0], golden["ghost_logits"], atol=TOLERANCE, rtol=0)
    # the golden keys are stored as float16: half a unit in the last place at 4 is 0.002
    torch.testing.assert_close(prefix.cell_keys[0], golden["cell_keys"].float(), atol=3e-3, rtol=0)


def test_places_and_feedback_follow_the_golden_sequence(checkpoint, vocabulary):
    golden = load_golden(checkpoint)
    ghost = golden["ghost_logits"].sigmoid().numpy()
    ids = golden["input_ids"].tolist()
    cursor = None
    for index, token in enumerate(ids):
        if index == SEG:
            cursor = Cursor(tuple(i - vocabulary.b0 for i in ids[SEG - 5 : SEG - 1]))
        elif index > SEG:
            cursor.advance(int(vocabulary.tokens[token][2:]))
        assert place(index, cursor) == tuple(golden["position_ids"][index].tolist())
        row = (
            np.zeros(192)
            if index < FIRST_FED
            else profile_feedback(ghost)
            if cursor is None
            else row_feedback(ghost, cursor)
        )
        np.testing.assert_allclose(row, golden["feedback"][index].numpy(), atol=1e-5)


def test_cached_decoding_equals_one_pass(checkpoint):
    from text4seg_nano.decode import DecoderCache, advance

    golden = load_golden(checkpoint)
    model = Nano.load(checkpoint / "nano-warm.safetensors").eval()
    count = len(golden["input_ids"])
    with torch.no_grad():
        prefix, _ = model.encode(golden["image"][None])
        cache = DecoderCache(prefix, torch.tensor([0, 0]), 4)
        steps = []
        for index in range(count):
            ids = golden["input_ids"][index].repeat(2)
            row = golden["feedback"][index].repeat(2, 1)
            x = model.embed(ids, row, torch.arange(2)) if index >= FIRST_FED else model.embed(ids, None, None)
            places = golden["position_ids"][index].repeat(2, 1)[:, None]
            steps.append(advance(model, cache, x[:, None], places, torch.ones(2, dtype=torch.long))[1, 0])
    torch.testing.assert_close(torch.stack(steps), golden["hidden"], atol=TOLERANCE, rtol=0)
