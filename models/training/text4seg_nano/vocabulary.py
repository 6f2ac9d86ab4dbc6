"""The token list of text4seg-nano: special tokens, bricks, box bins, letters and words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

MAX_RUN = 63
"""Longest brick in cells; a box is at most 63 cells wide, so one brick can fill any row."""

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[.?]")


@dataclass(frozen=True)
class Vocabulary:
    """Token strings in embedding order, with the ids that the grammar needs.

    `classes` and `sources` name the rows of `cells.class`: the classes in order, then one
    background class for each source in order.
    """

    tokens: tuple[str, ...]
    classes: tuple[str, ...]
    sources: tuple[str, ...]
    ids: dict[str, int] = field(repr=False)

    @staticmethod
    @lru_cache(maxsize=4)
    def load(path: str | Path) -> Vocabulary:
        """Reads vocabulary.json; a missing special, brick, bin or letter raises ValueError."""
        record = json.loads(Path(path).read_text(encoding="utf-8"))
        tokens = tuple(record["tokens"])
        ids = {token: index for index, token in enumerate(tokens)}
        if len(ids) != len(tokens):
            raise ValueError(f"{path}: the token list names a token twice")
        needed = ["<pad>", "<user>", "<assistant>", "<eos>", "<ref>", "</ref>", "<box>", "</box>"]
        needed += ["<seg>", "</seg>", "<none>"]
        needed += [f"{kind}{n}" for kind in ("fg", "bg") for n in range(1, MAX_RUN + 1)]
        needed += [f"b{n}" for n in range(64)]
        needed += [f"#{letter}" for letter in "abcdefghijklmnopqrstuvwxyz0123456789'-"]
        missing = [token for token in needed if token not in ids]
        if missing:
            raise ValueError(f"{path}: tokens are missing: {', '.join(missing[:8])}")
        for first in ("fg1", "bg1", "b0"):
            run = [ids[first] + n for n in range(MAX_RUN)]
            if [tokens[i] for i in run[:1]] != [first] or ids[first[:-1] + "62"] != ids[first] + 62 - int(first[-1]):
                raise ValueError(f"{path}: {first}... are not consecutive ids")
        return Vocabulary(tokens, tuple(record["classes"]), tuple(record["sources"]), ids)

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def pad(self) -> int:
        return self.ids["<pad>"]

    @property
    def user(self) -> int:
        return self.ids["<user>"]

    @property
    def assistant(self) -> int:
        return self.ids["<assistant>"]

    @property
    def eos(self) -> int:
        return self.ids["<eos>"]

    @property
    def none(self) -> int:
        return self.ids["<none>"]

    @property
    def ref(self) -> int:
        return self.ids["<ref>"]

    @property
    def ref_end(self) -> int:
        return self.ids["</ref>"]

    @property
    def box(self) -> int:
        return self.ids["<box>"]

    @property
    def box_end(self) -> int:
        return self.ids["</box>"]

    @property
    def seg(self) -> int:
        return self.ids["<seg>"]

    @property
    def seg_end(self) -> int:
        return self.ids["</seg>"]

    @property
    def fg1(self) -> int:
        """Id of `fg1`; `fgN` is `fg1 + N - 1`, and likewise for `bg1`."""
        return self.ids["fg1"]

    @property
    def bg1(self) -> int:
        return self.ids["bg1"]

    @property
    def b0(self) -> int:
        """Id of the box bin `b0`; `bN` is `b0 + N`."""
        return self.ids["b0"]

    @property
    def first_word(self) -> int:
        """Every id from here on is text: letters first, then whole words."""
        return self.ids["#a"]

    def split(self, text: str) -> list[str]:
        """Lower-cased words, with `.` and `?` as words of their own; other signs are dropped."""
        return _WORD.findall(text.lower().replace("\u2019", "'"))

    def encode_word(self, word: str, spelled: bool = False) -> list[int]:
        """The word's id, or its letters when the list lacks it or `spelled` asks for them."""
        if word in self.ids and not spelled:
            return [self.ids[word]]
        return [self.ids[f"#{letter}"] for letter in word if f"#{letter}" in self.ids]

    def encode(self, text: str) -> list[int]:
        """Text to ids; unknown words are spelled, and neighbouring spelled words run together."""
        return [token for word in self.split(text) for token in self.encode_word(word)]

    def decode(self, ids: list[int]) -> str:
        """Ids back to readable text; letters are joined, everything else is spaced."""
        pieces: list[str] = []
        spelled = False
        for index in ids:
            token = self.tokens[index]
            letter = len(token) == 2 and token[0] == "#"
            if letter and spelled:
                pieces[-1] += token[1]
            else:
                pieces.append(token[1] if letter else token)
            spelled = letter
        return " ".join(pieces)
