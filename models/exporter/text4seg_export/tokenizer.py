"""tokenizer.json: words as tokens, other words spelled, and no way for text to become a command.

Loaded by Hugging Face `tokenizers` and by transformers.js alike. The pipeline:

1. Text is reduced to `a-z 0-9 ' - . ?` and single spaces, accents folded to their letters.
2. Every word that isn't in the word list gets a `#` in front. WordPiece with `#` as the prefix of
   continuations then has no choice but to spell it: `#z #o #g`.

There are no added tokens, and the word list leaves out every special token, brick and box bin: the
text `<seg>` or `fg3` is spelled like any unknown word. A client therefore resolves special tokens
by looking them up (`token_to_id`, `convert_tokens_to_ids`) and never by encoding their strings.
"""

from __future__ import annotations

import re
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789'-"
PUNCTUATION = (".", "?")
# More letters of one unknown word tell the model nothing and would let one word fill the cache.
MAX_SPELLED = 24

_LETTER_FORMS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
}
_NUMBERS = {
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
}
_SPECIAL = re.compile(r"<.*>|(?:fg|bg|b)\d+|#.")


class VocabularyError(ValueError):
    """The token list can't make a tokenizer; the message says why."""


def word_list(tokens: list[str]) -> list[str]:
    """The tokens that typed text may become as whole words, in order."""
    return [token for token in tokens if not _SPECIAL.fullmatch(token) and token not in PUNCTUATION]


def special_tokens(tokens: list[str]) -> list[str]:
    """The tokens that only the client and the model may write: tags, bricks and box bins."""
    return [token for token in tokens if _SPECIAL.fullmatch(token) and token[0] != "#"]


def _check(tokens: list[str]) -> None:
    if len(set(tokens)) != len(tokens):
        raise VocabularyError("the token list names a token twice")
    missing = [f"#{letter}" for letter in LETTERS if f"#{letter}" not in tokens]
    missing += [mark for mark in PUNCTUATION if mark not in tokens]
    if missing:
        raise VocabularyError(f"typed text needs tokens that are missing: {' '.join(missing)}")
    plain = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
    strange = [word for word in word_list(tokens) if not plain.fullmatch(word)]
    if strange:
        raise VocabularyError(f"words that no typed text can become: {' '.join(strange)}")


def _replace(pattern: str, content: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def _normalizers(tokens: list[str]) -> list[dict[str, Any]]:
    words = word_list(tokens)
    known = set(words)
    steps: list[dict[str, Any]] = [{"type": "NFKD"}, _replace(r"\p{M}+", ""), {"type": "Lowercase"}]
    # Lower-casing may leave a combining dot behind (Turkish capital I).
    steps.append(_replace(r"\p{M}+", ""))
    steps += [_replace(form, letters) for form, letters in _LETTER_FORMS.items()]
    steps.append(_replace("[\u2018\u2019\u02bc\u2032\u00b4`]", "'"))
    steps.append(_replace("[\u2010\u2011]", "-"))
    steps.append(_replace(r"[^a-z0-9.?'\-]+", " "))
    steps += [_replace(rf"\{mark}", f" {mark} ") for mark in PUNCTUATION]
    steps.append(_replace(r"(?<=[a-z0-9])'s(?![a-z0-9'\-])", ""))
    steps.append(_replace(r"(?<![a-z0-9])['\-]|['\-](?![a-z0-9])", " "))
    steps.append({"type": "Prepend", "prepend": " "})
    steps.append(_replace(" +", " "))
    # A hyphen stays only inside the words that are listed with it; elsewhere it parts two words.
    hyphenated = [word for word in words if "-" in word]
    end = "(?= |$)"
    steps += [
        _replace(f" {word}{end}", " " + word.replace("-", "_")) for word in hyphenated
    ]
    steps.append(_replace("-", " "))
    steps.append(_replace("_", "-"))
    steps += [
        _replace(f" {figure}{end}", f" {word}")
        for figure, word in _NUMBERS.items()
        if word in known and figure not in known
    ]
    alternatives = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    steps.append(_replace(rf" (?=[a-z0-9])(?!(?:{alternatives}){end})", " #"))
    steps.append(_replace(rf"(?<= #[a-z0-9'\-]{{{MAX_SPELLED}}})[a-z0-9'\-]+", ""))
    return steps


def tokenizer_json(tokens: list[str]) -> dict[str, Any]:
    """The tokenizer for a token list in embedding order. Raises VocabularyError."""
    _check(tokens)
    spelled = r"(?<=^#.|\s#.) #(?=[a-z0-9'\-](?: |$))"
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": _normalizers(tokens)},
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        # Ids to text: words parted by spaces, the letters of a spelled word joined.
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "WordPiece", "prefix": "\u2581\u2581", "cleanup": False},
                {"type": "Fuse"},
                _replace(spelled, ""),
                _replace(r"#(?=[a-z0-9'\-])", ""),
            ],
        },
        "model": {
            "type": "WordPiece",
            "unk_token": "<pad>",
            "continuing_subword_prefix": "#",
            "max_input_chars_per_word": 100,
            "vocab": {token: index for index, token in enumerate(tokens)},
        },
    }


def tokenizer_config() -> dict[str, Any]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "clean_up_tokenization_spaces": False,
        "model_max_length": 4096,
        "pad_token": "<pad>",
        "eos_token": "<eos>",
        "unk_token": "<pad>",
    }
