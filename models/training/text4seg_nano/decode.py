"""Greedy decoding by the package's rules, batched over questions.

Rules: the grammar mask, forced tokens, the ghost and its feedback, the choice of a brick by cells
(median run, guided by the ghost), the choice of a box side by a quantile, the decision for `<none>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .canvas import GRID, Box, repeat_border
from .model import HEAD_WIDTH, HEADS, IMAGE_TOKENS, ImagePrefix, Nano, rotary_angles
from .sequence import Cursor, place, profile_feedback, row_feedback
from .vocabulary import MAX_RUN, Vocabulary

BELIEF_FLOOR = 1e-6


@dataclass(frozen=True)
class Rules:
    """The decision rules that a package's manifest declares."""

    brick: str = "guided"
    """`argmax`, `median` or `guided`."""
    ghost_weight: float = 1.0
    """Factor of the ghost's logit in a guided choice."""
    object_ghost: float = 0.0
    """Share of the ghost read at `<seg>` (that object) against the one at `<assistant>` (the whole answer)."""
    box_quantile: float | None = None
    """None: the most probable bin. Else x1, y1 at this quantile of the allowed bins, x2, y2 at 1 minus it."""
    none_bias: float = 0.0
    """Added to the logit of `<none>` at the first token of an answer."""
    none_slope: float = 0.0
    """Also added there: `none_slope * (none_pivot - highest ghost probability)`."""
    none_pivot: float = 0.5
    max_objects: int = 20
    max_words: int = 40


@dataclass
class AnswerObject:
    """One object of an answer."""

    words: list[int]
    box: Box
    canvas: np.ndarray
    """bool [64, 64], border repeated"""
    bricks: int


@dataclass
class Answer:
    """One decoded answer."""

    tokens: list[int] = field(default_factory=list)
    """From the token after `<assistant>` to `<eos>`."""
    objects: list[AnswerObject] = field(default_factory=list)
    none: bool = False
    none_margin: float = 0.0
    """Logit of `<none>` minus the best other allowed logit at the first token, without the bias."""
    ghost: np.ndarray | None = None
    """Logits [64, 64] read at `<assistant>`."""

    def canvas(self) -> np.ndarray:
        """Union of all objects, bool [64, 64]."""
        union = np.zeros((GRID, GRID), bool)
        for item in self.objects:
            union |= item.canvas
        return union


def cell_beliefs(fg: np.ndarray, bg: np.ndarray) -> np.ndarray:
    """Run probabilities -> P(cell k ahead is foreground), k = 0..n-1.

    fg[i], bg[i]: probability of a run of i + 1 cells; together they sum to 1.
    P(k) = P(fg run longer than k) + P(bg run of at most k cells).
    """
    longer = fg[::-1].cumsum()[::-1]
    ended = np.concatenate([[0.0], bg.cumsum()[:-1]])
    return longer + ended


def run_by_cells(fg: np.ndarray, bg: np.ndarray, ghost: np.ndarray | None, weight: float) -> tuple[bool, int]:
    """The median run, or with ghost logits [n] the guided one: (foreground, length).

    The kind of the first cell, and on until a cell's logit changes sign.
    """
    belief = np.clip(cell_beliefs(fg, bg), BELIEF_FLOOR, 1 - BELIEF_FLOOR)
    score = np.log(belief) - np.log1p(-belief)
    if ghost is not None:
        score = score + weight * ghost
    cells = score > 0
    changes = np.flatnonzero(cells != cells[0])
    return bool(cells[0]), int(changes[0]) if len(changes) else len(cells)


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max())
    return e / e.sum()


class AnswerState:
    """Grammar and decisions of one answer; one token in, the next choice out."""

    def __init__(self, vocabulary: Vocabulary, rules: Rules):
        self.v = vocabulary
        self.rules = rules
        self.answer = Answer()
        self.phase = "start"
        self.words: list[int] = []
        self.corners: list[int] = []
        self.cursor: Cursor | None = None
        self.canvas: np.ndarray | None = None
        self.bricks = 0
        self.ghost: np.ndarray | None = None
        """Logits that guide the bricks, [64, 64]."""
        self.feedback_ghost: np.ndarray | None = None
        """Probabilities of the ghost at `<assistant>`, [64, 64]."""

    @property
    def finished(self) -> bool:
        return self.phase == "end"

    def read_ghost(self, logits: np.ndarray) -> None:
        """The ghost at `<assistant>`: preview, guide and feedback."""
        self.answer.ghost = logits
        self.ghost = logits
        self.feedback_ghost = 1 / (1 + np.exp(-logits))

    def read_object_ghost(self, logits: np.ndarray) -> None:
        """The ghost at `<seg>`."""
        share = self.rules.object_ghost
        self.ghost = (1 - share) * self.answer.ghost + share * logits

    def forced(self) -> int | None:
        """The only token the grammar allows here, if there is only one."""
        v = self.v
        if self.phase == "none":
            return v.eos
        if self.phase == "box":
            return v.box
        if self.phase == "corner" and len(self.corners) == 4:
            return v.box_end
        if self.phase == "seg":
            return v.seg
        if self.phase == "bricks" and self.cursor.done:
            return v.seg_end
        if self.phase == "after" and len(self.answer.objects) >= self.rules.max_objects:
            return v.eos
        if self.phase == "ref" and len(self.words) >= self.rules.max_words:
            return v.ref_end
        if self.phase == "text" and len(self.answer.tokens) >= self.rules.max_words:
            return v.eos
        return None

    def choose(self, logits: np.ndarray) -> int:
        """logits [V] -> the next token by the rules."""
        forced = self.forced()
        if forced is not None:
            return forced
        v = self.v
        if self.phase == "bricks":
            return self._brick(logits)
        if self.phase == "corner":
            return self._corner(logits)
        if self.phase == "start":
            others = max(float(logits[v.ref]), float(logits[v.first_word :].max()))
            self.answer.none_margin = float(logits[v.none]) - others
            peak = float(self.feedback_ghost.max())
            evidence = self.rules.none_bias + self.rules.none_slope * (self.rules.none_pivot - peak)
            if self.answer.none_margin + evidence > 0:
                return v.none
            allowed = [v.ref]
        elif self.phase == "ref":
            allowed = [v.ref_end] if self.words else []
        elif self.phase == "text":
            allowed = [v.eos]
        else:
            return v.ref if logits[v.ref] > logits[v.eos] else v.eos
        word = v.first_word + int(logits[v.first_word :].argmax())
        return max([*allowed, word], key=lambda token: float(logits[token]))

    def _corner(self, logits: np.ndarray) -> int:
        b0 = self.v.b0
        side = len(self.corners)
        low = 0 if side < 2 else self.corners[side - 2] + 1
        high = GRID - 2 if side < 2 else GRID - 1
        scores = logits[b0 + low : b0 + high + 1]
        quantile = self.rules.box_quantile
        if quantile is None:
            return b0 + low + int(scores.argmax())
        quantile = quantile if side < 2 else 1 - quantile
        return b0 + low + min(int(np.searchsorted(softmax(scores).cumsum(), quantile)), high - low)

    def _brick(self, logits: np.ndarray) -> int:
        v, cursor = self.v, self.cursor
        n = min(cursor.remaining, MAX_RUN)
        fg, bg = logits[v.fg1 : v.fg1 + n], logits[v.bg1 : v.bg1 + n]
        if self.rules.brick == "argmax":
            solid, length = (True, int(fg.argmax()) + 1) if fg.max() > bg.max() else (False, int(bg.argmax()) + 1)
        else:
            p = softmax(np.concatenate([fg, bg]).astype(np.float64))
            guide = self.ghost[cursor.row, cursor.column : cursor.column + n] if self.rules.brick == "guided" else None
            solid, length = run_by_cells(p[:n], p[n:], guide, self.rules.ghost_weight)
        return (v.fg1 if solid else v.bg1) + length - 1

    def push(self, token: int) -> tuple[tuple[int, int] | None, np.ndarray | None]:
        """Takes the chosen token; returns its cell (row, column) or None for text, and its feedback row."""
        v = self.v
        self.answer.tokens.append(token)
        on_canvas = False
        if self.phase == "bricks" and token != v.seg_end:
            self._paint(token)
            on_canvas = True
        elif token == v.none:
            self.phase, self.answer.none = "none", True
        elif token == v.ref:
            self.phase, self.words = "ref", []
        elif token == v.ref_end:
            self.phase = "box"
        elif token == v.box:
            self.phase, self.corners = "corner", []
        elif v.b0 <= token < v.b0 + GRID and self.phase == "corner":
            self.corners.append(token - v.b0)
        elif token == v.box_end:
            self.phase = "seg"
        elif token == v.seg:
            self.phase, self.bricks = "bricks", 0
            self.cursor = Cursor(tuple(self.corners))
            self.canvas = np.zeros((GRID, GRID), bool)
            on_canvas = True
        elif token == v.seg_end:
            canvas = repeat_border(self.canvas, self.cursor.box)
            self.answer.objects.append(AnswerObject(self.words, self.cursor.box, canvas, self.bricks))
            self.phase = "after"
        elif token == v.eos:
            self.phase = "end"
        elif token >= v.first_word:
            if self.phase == "ref":
                self.words.append(token)
            else:
                self.phase = "text"
        else:
            raise ValueError(f"{v.tokens[token]} cannot stand here ({self.phase})")
        if on_canvas:
            return (self.cursor.row, self.cursor.column), row_feedback(self.feedback_ghost, self.cursor)
        return None, profile_feedback(self.feedback_ghost)

    def _paint(self, token: int) -> None:
        v, cursor = self.v, self.cursor
        solid = v.fg1 <= token < v.fg1 + MAX_RUN
        length = token - (v.fg1 if solid else v.bg1) + 1
        row, column = cursor.row, cursor.column
        cursor.advance(length)
        self.canvas[row, column : column + length] = solid
        self.bricks += 1


class DecoderCache:
    """Keys and values of N questions: the photo's, then their own text."""

    def __init__(self, prefix: ImagePrefix, images: Tensor, capacity: int):
        shape = (len(images), HEADS, IMAGE_TOKENS + capacity, HEAD_WIDTH)
        self.keys = [k.new_zeros(shape) for k in prefix.keys]
        self.values = [v.new_zeros(shape) for v in prefix.values]
        for own, photo in zip((*self.keys, *self.values), (*prefix.keys, *prefix.values)):
            own[:, :, :IMAGE_TOKENS] = photo[images]
        self.lengths = torch.zeros(len(images), dtype=torch.long)
        self.cell_keys = prefix.cell_keys[images]

    def keep(self, rows: Tensor) -> None:
        """Drops every question but `rows`."""
        self.keys = [k[rows] for k in self.keys]
        self.values = [v[rows] for v in self.values]
        self.lengths, self.cell_keys = self.lengths[rows], self.cell_keys[rows]

    def grow(self, needed: int) -> None:
        """Makes room for `needed` text tokens."""
        missing = IMAGE_TOKENS + needed - self.keys[0].shape[2]
        if missing > 0:
            self.keys = [F.pad(k, (0, 0, 0, missing)) for k in self.keys]
            self.values = [F.pad(v, (0, 0, 0, missing)) for v in self.values]


def advance(model: Nano, cache: DecoderCache, x: Tensor, places: Tensor, counts: Tensor) -> Tensor:
    """Runs x [N, T, 256] with places [N, T, 3] after what the cache holds -> hidden [N, T, 256].

    Question i brings counts[i] real tokens; the rest of its row is padding.
    """
    number, length = x.shape[:2]
    cache.grow(int(cache.lengths.max()) + length + 1)
    rows = torch.arange(number)[:, None]
    slots = IMAGE_TOKENS + cache.lengths[:, None] + torch.arange(length)
    used = int(slots.max()) + 1
    mask = (torch.arange(used)[None, None] <= slots[:, :, None])[:, None]
    cos, sin = rotary_angles(places)
    for index, layer in enumerate(model.decoder.layers):
        q, k, v = layer.attention.project(layer.attention_norm(x), cos, sin)
        cache.keys[index][rows, :, slots] = k
        cache.values[index][rows, :, slots] = v
        keys, values = cache.keys[index][:, :, :used], cache.values[index][:, :, :used]
        mixed = F.scaled_dot_product_attention(q.transpose(1, 2), keys, values, attn_mask=mask)
        x = x + layer.attention.out(mixed.transpose(1, 2).flatten(2))
        x = x + layer.mlp(layer.mlp_norm(x))
    cache.lengths = cache.lengths + counts
    return model.decoder.norm(x)


def read_ghosts(model: Nano, hidden: Tensor, cell_keys: Tensor) -> np.ndarray:
    return model.ghost_logits(hidden, cell_keys).numpy()


class Questions:
    """A batch of conversations about photos; each `ask` is one turn of every one of them."""

    def __init__(
        self,
        model: Nano,
        vocabulary: Vocabulary,
        rules: Rules,
        prefix: ImagePrefix,
        images: list[int],
        capacity: int = 224,
    ):
        self.model, self.vocabulary, self.rules = model, vocabulary, rules
        self.cache = DecoderCache(prefix, torch.tensor(images), capacity)

    @torch.no_grad()
    def ask(self, prompts: list[list[int]], last: bool = True) -> list[Answer]:
        """Prompt ids (without `<user>` and `<assistant>`) -> answers.

        `last` lets finished conversations be dropped on the way: no further turn is possible then.
        """
        v = self.vocabulary
        states = [AnswerState(v, self.rules) for _ in prompts]
        hidden = self.prefill([[v.user, *prompt, v.assistant] for prompt in prompts])
        for state, ghost in zip(states, read_ghosts(self.model, hidden, self.cache.cell_keys)):
            state.read_ghost(ghost)
        active = list(range(len(states)))
        while True:
            logits = self.model.decoder.head(hidden).numpy()
            tokens, places, rows, opened = [], [], [], []
            for slot, index in enumerate(active):
                state = states[index]
                if state.finished:
                    tokens.append(v.pad), places.append(place(0, None)), rows.append(np.zeros(192, np.float32))
                    continue
                token = state.choose(logits[slot])
                cell, row = state.push(token)
                at = int(self.cache.lengths[slot])
                places.append((64 + at, *(cell or (32, 32))))
                tokens.append(token), rows.append(row)
                if token == v.seg and self.rules.object_ghost > 0:
                    opened.append(slot)
            hidden = self._step(
                tokens, places, rows, [not states[i].finished or t == v.eos for i, t in zip(active, tokens)]
            )
            if opened:
                ghosts = read_ghosts(self.model, hidden[opened], self.cache.cell_keys[opened])
                for slot, ghost in zip(opened, ghosts):
                    states[active[slot]].read_object_ghost(ghost)
            running = [slot for slot, index in enumerate(active) if not states[index].finished]
            if not running:
                return [state.answer for state in states]
            if last and len(running) <= 0.75 * len(active):
                self.cache.keep(torch.tensor(running))
                hidden, active = hidden[running], [active[slot] for slot in running]

    def prefill(self, prompts: list[list[int]]) -> Tensor:
        """Feeds whole prompts; returns the hidden state of each one's last token, [N, 256]."""
        counts = torch.tensor([len(prompt) for prompt in prompts])
        longest = int(counts.max())
        ids = torch.tensor([prompt + [self.vocabulary.pad] * (longest - len(prompt)) for prompt in prompts])
        places = torch.full((len(prompts), longest, 3), 32)
        places[..., 0] = 64 + self.cache.lengths[:, None] + torch.arange(longest)
        hidden = advance(self.model, self.cache, self.model.decoder.embedding(ids), places, counts)
        return hidden[torch.arange(len(prompts)), counts - 1]

    def _step(self, tokens: list[int], places: list, rows: list[np.ndarray], real: list[bool]) -> Tensor:
        """Feeds one token a question; `real` false keeps a finished one where it is."""
        ids = torch.tensor(tokens)
        x = self.model.embed(ids, torch.from_numpy(np.stack(rows)), torch.arange(len(tokens)))
        counts = torch.tensor(real).long()
        return advance(self.model, self.cache, x[:, None], torch.tensor(places)[:, None], counts)[:, 0]
