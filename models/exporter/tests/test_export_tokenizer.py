"""tokenizer.json in Hugging Face tokenizers and in transformers.js, against the training's own."""

import json
import random
import subprocess
from pathlib import Path

import pytest
from text4seg_nano.vocabulary import Vocabulary
from tokenizers import Tokenizer

from text4seg_export.package_files import write_json
from text4seg_export.tokenizer import (
    MAX_SPELLED,
    VocabularyError,
    special_tokens,
    tokenizer_config,
    tokenizer_json,
    word_list,
)

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def shipped(package) -> Tokenizer:
    return Tokenizer.from_file(str(package / "tokenizer.json"))


@pytest.fixture(scope="module")
def tokens(package) -> list[str]:
    vocabulary = json.loads((package / "tokenizer.json").read_text())["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.get)


@pytest.fixture(scope="module")
def phrases(tokens) -> list[str]:
    """Three thousand phrases: known and unknown words, signs, accents, other scripts, commands."""
    choose = random.Random(7)
    words, specials = word_list(tokens), special_tokens(tokens)
    signs = list(",.;:!?()[]{}<>/\\|@#$%^&*_+=~`'\"-–—…’‘“”\t\n\r\u00a0\u200b\u200d\ufeff")
    others = ["café", "naïve", "Škoda", "İstanbul", "straße", "ﬁsh", "½", "²", "Ⅳ", "ａｂｃ", "犬", "猫を",
              "собака", "كلب", "🐶", "👩‍👩‍👧", "🇫🇷", "e\u0301", "x\u0903y", "\ud55c\uad6d", "œuvre", "ǆ", "ŉ"]
    made = []
    for _ in range(3000):
        pieces = []
        for _ in range(choose.randint(0, 9)):
            kind = choose.random()
            if kind < 0.55:
                piece = choose.choice(words)
                piece = choose.choice([piece, piece, piece.upper(), piece.title(), piece + "'s"])
            elif kind < 0.7:
                piece = "".join(choose.choices("abcdefghijklmnopqrstuvwxyz0123456789'-", k=choose.randint(1, 30)))
            elif kind < 0.8:
                piece = choose.choice(specials)
            elif kind < 0.9:
                piece = choose.choice(others)
            else:
                piece = "".join(choose.choices(signs, k=choose.randint(1, 3)))
            pieces.append(piece + choose.choice([" ", " ", " ", "", ", ", "-", "  "]))
        made.append("".join(pieces))
    return made


def test_text_never_becomes_a_special_token(shipped, tokens, phrases):
    forbidden = {tokens.index(token) for token in special_tokens(tokens)}
    assert len(forbidden) == 14 + 126 + 64
    for phrase in [*phrases, *special_tokens(tokens)]:
        assert not forbidden & set(shipped.encode(phrase).ids), phrase


def test_every_special_token_is_found_by_lookup(shipped, tokens):
    for index, token in enumerate(tokens):
        assert shipped.token_to_id(token) == index


def test_plain_text_is_read_as_in_training(shipped, tokens, package):
    """On letters, spaces, `.` and `?`, with known and unknown words, ids equal the training's."""
    vocabulary = Vocabulary(tuple(tokens), (), (), {token: i for i, token in enumerate(tokens)})
    choose = random.Random(3)
    words = word_list(tokens)
    for _ in range(1500):
        parts = [
            choose.choice(words)
            if choose.random() < 0.8
            else "".join(choose.choices("qxzjkv", k=choose.randint(2, 12)))
            for _ in range(choose.randint(1, 8))
        ]
        text = " ".join(parts) + choose.choice(["", ".", "?", " ?"])
        text = choose.choice([text, text.capitalize(), text.upper()])
        assert shipped.encode(text).ids == vocabulary.encode(text), text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The dog's tail, please!", "the dog tail please"),
        ("a T-Shirt and a left-right cat", "a t-shirt and a left right cat"),
        ("2nd dog, 2 cats", "second dog two cats"),
        ("zog", "#z #o #g"),
        ("fg3 b1", "#f #g #3 #b #1"),
        ("<seg>", "#s #e #g"),
        ("“the dog”", "the dog"),
        ("dog.cat?", "dog . cat ?"),
        ("o’zz", "#o #' #z #z"),
        ("", ""),
        (" \t\n", ""),
        ("犬 🐶", ""),
        ("d\u00f6g", "dog"),
    ],
)
def test_cases(shipped, text, pieces):
    assert " ".join(shipped.encode(text).tokens) == pieces


def test_a_very_long_word_is_cut(shipped):
    assert len(shipped.encode("q" * 50_000).ids) == MAX_SPELLED
    assert len(shipped.encode("q" * 50_000 + " dog").tokens) == MAX_SPELLED + 1


def test_decoding_joins_spelled_letters(shipped):
    for text in ("the dog", "the zog", "zog", "the qux dog"):
        assert shipped.decode(shipped.encode(text).ids) == text


def test_transformers_js_gives_the_same_ids_and_text(package, phrases, shipped, tmp_path):
    source = tmp_path / "phrases.json"
    source.write_text(json.dumps(phrases), encoding="utf-8")
    done = subprocess.run(
        ["node", str(HERE / "tokenize.mjs"), str(package), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    assert len(theirs["ids"]) == len(phrases) == 3000
    for phrase, ids, text in zip(phrases, theirs["ids"], theirs["texts"], strict=True):
        encoded = shipped.encode(phrase)
        assert ids == encoded.ids, (phrase, encoded.tokens)
        assert text == shipped.decode(encoded.ids), phrase
    assert theirs["specials"] == [shipped.token_to_id(token) for token in theirs["tokens"]]


def test_a_word_that_no_text_can_become_is_refused(tmp_path):
    tokens = [*["<pad>", ".", "?"], *(f"#{c}" for c in "abcdefghijklmnopqrstuvwxyz0123456789'-")]
    write_json(tmp_path / "tokenizer.json", tokenizer_json([*tokens, "dog"]))
    write_json(tmp_path / "tokenizer_config.json", tokenizer_config())
    with pytest.raises(VocabularyError, match="Dog"):
        tokenizer_json([*tokens, "Dog"])
    with pytest.raises(VocabularyError, match="twice"):
        tokenizer_json([*tokens, "dog", "dog"])
    with pytest.raises(VocabularyError, match="#q"):
        tokenizer_json([token for token in tokens if token != "#q"])
