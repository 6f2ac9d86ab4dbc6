"""The committed package: whole, small enough, and answering its own goldens."""

import hashlib
import json
import shutil

import pytest
from text4seg_nano.decode import Rules
from text4seg_nano.vocabulary import Vocabulary
from tokenizers import Tokenizer

from text4seg_export.graphs import SHIPPED
from text4seg_export.onnx_answer import OnnxAnswerer
from text4seg_export.package import build_package
from text4seg_export.photo_input import read_photo

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def manifest(package):
    return json.loads((package / "manifest.json").read_text(encoding="utf-8"))


def entries(value):
    """Every file that a manifest, or a part of one, names."""
    if isinstance(value, dict):
        if set(value) == {"path", "bytes", "sha256"}:
            yield value
        else:
            for each in value.values():
                yield from entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from entries(each)


def test_files_are_as_the_manifest_says(package, manifest):
    named = {entry["path"]: entry for entry in entries(manifest)}
    for path, entry in named.items():
        data = (package / path).read_bytes()
        assert len(data) == entry["bytes"], path
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], path
    present = {path.name for path in package.iterdir()}
    assert present == {*named, "manifest.json", "LICENSE"}


def test_sizes(package, manifest):
    assert sum(path.stat().st_size for path in package.iterdir()) < 40 * MEGABYTE
    shared = sum(entry["bytes"] for entry in entries([manifest["tokenizer"], manifest["goldens"]]))
    for variant in manifest["variants"]:
        own = sum(entry["bytes"] for entry in entries(variant))
        total = own + shared + (package / "manifest.json").stat().st_size
        assert total < 16 * MEGABYTE, variant["device"]


def rules_of(manifest) -> Rules:
    decoding = manifest["decoding"]
    return Rules(
        brick=decoding["choice"]["kind"],
        ghost_weight=decoding["choice"].get("weight", 1.0),
        object_ghost=decoding["objectGhost"],
        box_quantile=decoding["boxQuantile"],
        none_bias=decoding["noneBias"],
        none_slope=decoding["noneGhost"]["slope"],
        none_pivot=decoding["noneGhost"]["pivot"],
    )


def test_goldens_are_what_the_graphs_answer(package, manifest):
    tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
    ids = tokenizer.get_vocab()
    tokens = sorted(ids, key=ids.get)
    vocabulary = Vocabulary(tuple(tokens), (), (), ids)
    wasm = next(variant for variant in SHIPPED if variant.device == "wasm")
    answerer = OnnxAnswerer(package, wasm, vocabulary)
    assert len(manifest["goldens"]) >= 2
    answered = [golden for golden in manifest["goldens"] if len(golden["tokens"]) > 20]
    assert answered, "no golden paints a mask"
    for golden in manifest["goldens"]:
        prefix = answerer.encode(read_photo(package / golden["image"]["path"]))
        found = answerer.ask(prefix, tokenizer.encode(golden["prompt"]).ids, rules_of(manifest))
        assert found.tokens == golden["tokens"], golden["prompt"]
        assert found.tokens[-1] == vocabulary.eos


def test_a_build_is_repeatable_and_drops_stale_files(made, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    second.mkdir()
    (second / "left-over.onnx").write_bytes(b"old")
    for out in (first, second):
        build_package(made.weights, made.vocabulary_path, out, version="1.2.3")
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert json.loads((first / "manifest.json").read_text())["version"] == "1.2.3"
    shutil.rmtree(second)


def test_a_vocabulary_of_another_size_is_refused(made, tmp_path):
    record = json.loads(made.vocabulary_path.read_text())
    record["tokens"].append("extra")
    other = tmp_path / "vocabulary.json"
    other.write_text(json.dumps(record))
    with pytest.raises(ValueError, match=r"vocabulary.json lists \d+ tokens"):
        build_package(made.weights, other, tmp_path / "out", version="0")


def test_the_card_tells_the_release(made, tmp_path):
    """Steps, scores, the rules' manifest entry and the scores' warning come from the release."""
    release = tmp_path / "release"
    release.mkdir()
    training = {"steps": 1234, "hours": 2.5, "questions": 9876, "mixed_with_warm_start": 0.25}
    (release / "training.json").write_text(json.dumps(training))
    scores = {
        "note": "seen before",
        "rules": {"brick": "median", "none_bias": 1.5, "none_slope": 2.0, "box_quantile": 0.4},
        "groups": {"clothes": {"n": 40, "ciou": 0.6543}, "absent": {"n": 30, "n_acc": 0.5}},
        "decision_for_none": {"absent": 271, "present": 767, "n_acc": 0.708, "t_acc": 0.924},
    }
    (release / "scores.json").write_text(json.dumps(scores))
    out = tmp_path / "out"
    build_package(
        made.weights, made.vocabulary_path, out, release_directory=release, version="1.0.0"
    )
    card = (out / "README.md").read_text()
    for told in ("1,234 steps", "9,876", "2.5 hours", "25%", "seen before", "0.654", "50.0%", "92.4%"):
        assert told in card, told
    manifest = json.loads((out / "manifest.json").read_text())
    assert rules_of(manifest) == Rules(
        brick="median", none_bias=1.5, none_slope=2.0, box_quantile=0.4
    )
    assert manifest["training"]["scores"]["clothes"]["ciou"] == 0.6543
    scores["rules"]["new_rule"] = 1
    (release / "scores.json").write_text(json.dumps(scores))
    with pytest.raises(ValueError, match="new_rule"):
        build_package(
            made.weights, made.vocabulary_path, out, release_directory=release, version="1.0.0"
        )
