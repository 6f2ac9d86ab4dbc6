"""The graphs compute what the PyTorch network computes, and what the golden file says."""

import re

import numpy as np
import pytest
import torch
from onnx import load
from text4seg_nano.model import Nano, TextGroup

from text4seg_export.checkpoint import Checkpoint, CheckpointError
from text4seg_export.graphs import REFERENCE, SHIPPED, graph_path, write_graphs
from text4seg_export.onnx_answer import OnnxAnswerer, ghost_logits
from text4seg_export.weight_format import block_size, quantize

WASM = next(variant for variant in SHIPPED if variant.device == "wasm")


def conversation(vocabulary, length=14, seed=1):
    """ids, places [T, 3] and feedback [T, 192] with rows for the second half only."""
    random = np.random.default_rng(seed)
    ids = random.integers(2, len(vocabulary), length)
    places = np.stack([64 + np.arange(length), *random.integers(0, 64, (2, length))], axis=1)
    feedback = random.random((length, 192)).astype(np.float32)
    feedback[: length // 2] = 0
    return ids.tolist(), places, feedback


def torch_outputs(model: Nano, photo, ids, places, feedback):
    """logits [T, V], ghost logits [64, 64] at the last token, cell keys, by the PyTorch network."""
    fed = torch.arange(len(ids) // 2, len(ids))
    with torch.no_grad():
        prefix, _ = model.encode(torch.from_numpy(photo)[None])
        x = model.embed(torch.tensor(ids), torch.from_numpy(feedback)[fed], fed)
        group = TextGroup(0, 1, len(ids), torch.zeros(1, dtype=torch.long))
        hidden = model.decoder.text(x, torch.from_numpy(places), [group], prefix)
        ghost = model.ghost_logits(hidden[-1:], prefix.cell_keys)[0]
        return model.decoder.head(hidden).numpy(), ghost.numpy(), prefix.cell_keys[0].numpy()


def graph_outputs(answerer: OnnxAnswerer, photo, ids, places, feedback, sizes):
    """The same by graphs, in runs of the given sizes."""
    prefix = answerer.encode(photo)
    cache, logits, start = prefix.cache, [], 0
    for size in sizes:
        half = len(ids) // 2
        chunk = slice(start, start + size)
        rows = feedback[chunk] if start >= half else None
        step = answerer.step(cache, ids[chunk], places[chunk], rows)
        cache = step.cache
        logits.append(step.logits)
        start += size
    return np.concatenate(logits), ghost_logits(step.ghost_query[-1], prefix.cell_keys), prefix.cell_keys


@pytest.mark.parametrize("sizes", [(7, 7), (7, 1, 4, 2), (1,) * 14])
def test_reference_graphs_match_pytorch(made, photo, sizes):
    ids, places, feedback = conversation(made.vocabulary)
    expected = torch_outputs(made.model, photo, ids, places, feedback)
    answerer = OnnxAnswerer(made.reference, REFERENCE, made.vocabulary)
    found = graph_outputs(answerer, photo, ids, places, feedback, sizes)
    assert np.abs(expected[0]).max() > 1
    for want, got in zip(expected, found, strict=True):
        np.testing.assert_allclose(got, want, atol=1e-3)


def test_shipped_graphs_compute_exactly_the_quantized_network(made, photo):
    """The network with every matrix replaced by its 8-bit values is what WASM must give."""
    quantized = Nano(len(made.vocabulary), 9).eval()
    state = {}
    for name, tensor in made.model.state_dict().items():
        values = tensor.numpy()
        matrix = values[:, :, 0, 0] if values.ndim == 4 and values.shape[2:] == (1, 1) else values
        stored = name.endswith("weight") and not name.startswith(("cells.class", "cells.box"))
        if stored and matrix.ndim == 2 and block_size(matrix.shape[1]):
            values = quantize(matrix).dequantize().reshape(values.shape)
        elif values.ndim == 4 or name == "encoder.position":
            values = values.astype(np.float16).astype(np.float32)
        state[name] = torch.from_numpy(values)
    quantized.load_state_dict(state)
    ids, places, feedback = conversation(made.vocabulary)
    expected = torch_outputs(quantized, photo, ids, places, feedback)
    answerer = OnnxAnswerer(made.shipped, WASM, made.vocabulary)
    found = graph_outputs(answerer, photo, ids, places, feedback, (7, 7))
    for want, got in zip(expected, found, strict=True):
        np.testing.assert_allclose(got, want, atol=1e-3)
    unquantized = torch_outputs(made.model, photo, ids, places, feedback)
    assert np.abs(unquantized[0] - found[0]).max() > 1e-3, "the tolerance couldn't tell 8 bits from 32"


def test_no_feedback_is_not_zero_feedback(made, photo):
    answerer = OnnxAnswerer(made.reference, REFERENCE, made.vocabulary)
    prefix = answerer.encode(photo)
    ids, places, _ = conversation(made.vocabulary)
    none = answerer.step(prefix.cache, ids, places, None)
    zeros = answerer.step(prefix.cache, ids, places, np.zeros((len(ids), 192), np.float32))
    assert np.abs(none.logits - zeros.logits).max() > 1e-2


def test_a_rewound_cache_gives_the_same_again(made, photo):
    answerer = OnnxAnswerer(made.shipped, WASM, made.vocabulary)
    prefix = answerer.encode(photo)
    ids, places, _ = conversation(made.vocabulary)
    first = answerer.step(prefix.cache, ids[:5], places[:5], None)
    answerer.step(first.cache, ids[5:9], places[5:9], None)
    kept = {name: values[:, :, : 256 + 5] for name, values in first.cache.items()}
    again = answerer.step(kept, ids[9:12], places[5:8], None)
    direct = answerer.step(prefix.cache, [*ids[:5], *ids[9:12]], places[:8], None)
    np.testing.assert_allclose(again.logits, direct.logits[5:], atol=1e-4)


def test_golden_file(warm_start, tmp_path):
    """Logits, cell keys and ghost of the warm start's golden input, in float32."""
    golden = np.load(warm_start / "golden.npz")
    checkpoint = Checkpoint(warm_start / "nano-warm.safetensors")
    write_graphs(checkpoint, (REFERENCE,), tmp_path)
    assert checkpoint.unused() == [
        "cells.box.bias",
        "cells.box.weight",
        "cells.class.bias",
        "cells.class.weight",
    ]
    answerer = OnnxAnswerer(tmp_path, REFERENCE, vocabulary=None)
    prefix = answerer.encode(golden["image"])
    ids, places, feedback = golden["input_ids"].tolist(), golden["position_ids"], golden["feedback"]
    prompt = int(np.flatnonzero(feedback.any(axis=1))[0])
    first = answerer.step(prefix.cache, ids[:prompt], places[:prompt], None)
    second = answerer.step(first.cache, ids[prompt:], places[prompt:], feedback[prompt:])
    logits = np.concatenate([first.logits, second.logits])
    np.testing.assert_allclose(logits, golden["logits"], atol=1e-3)
    # The file's cell keys are float16.
    np.testing.assert_allclose(prefix.cell_keys, golden["cell_keys"], atol=3e-3)
    ghost = ghost_logits(first.ghost_query[-1], prefix.cell_keys)
    np.testing.assert_allclose(ghost, golden["ghost_logits"], atol=1e-3)


def running_nodes(path):
    """Nodes of a graph that run at every call: those that don't only depend on initializers."""
    graph = load(str(path), load_external_data=False).graph
    fixed = {tensor.name for tensor in graph.initializer}
    running = []
    for node in graph.node:
        if all(name in fixed or not name for name in node.input):
            fixed.update(node.output)
        else:
            running.append(node)
    return running


@pytest.mark.parametrize("variant", SHIPPED, ids=lambda variant: variant.device)
def test_decoder_layers_stay_small(made, variant):
    nodes = running_nodes(made.shipped / graph_path(variant, "decoder"))
    for layer in range(6):
        members = [n for n in nodes if re.match(rf"decoder\.layers\.{layer}/", n.name)]
        assert 10 <= len(members) <= 20, [n.op_type for n in members]
    assert len(nodes) <= 120


def test_both_devices_share_one_file_of_weights(made):
    files = sorted(path.name for path in made.shipped.iterdir())
    assert files == [
        "decoder.wasm.onnx",
        "decoder.webgpu.onnx",
        "vision_prefix.wasm.onnx",
        "vision_prefix.webgpu.onnx",
        "weights.bin",
    ]
    assert all((made.shipped / name).stat().st_size < 300_000 for name in files[:-1])


def test_same_weights_give_same_bytes(made, tmp_path):
    write_graphs(Checkpoint(made.weights), SHIPPED, tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (made.shipped / path.name).read_bytes(), path.name


def test_a_checkpoint_that_lacks_a_tensor_is_refused(made, tmp_path):
    from safetensors.numpy import load_file, save_file

    tensors = load_file(str(made.weights))
    del tensors["ghost.query.bias"]
    save_file(tensors, str(tmp_path / "broken.safetensors"))
    with pytest.raises(CheckpointError, match="ghost.query.bias"):
        write_graphs(Checkpoint(tmp_path / "broken.safetensors"), SHIPPED, tmp_path / "out")


def test_a_checkpoint_with_a_nan_is_refused(made, tmp_path):
    from safetensors.numpy import load_file, save_file

    tensors = load_file(str(made.weights))
    tensors["decoder.norm.weight"] = np.full(256, np.nan, np.float32)
    save_file(tensors, str(tmp_path / "broken.safetensors"))
    with pytest.raises(CheckpointError, match="decoder.norm.weight"):
        write_graphs(Checkpoint(tmp_path / "broken.safetensors"), SHIPPED, tmp_path / "out")


@pytest.mark.parametrize("columns", [16, 112, 256, 704])
def test_quantization_error_is_half_a_step(columns):
    matrix = np.random.default_rng(columns).normal(size=(40, columns)).astype(np.float32)
    matrix[3] = 0
    quantized = quantize(matrix)
    steps = np.repeat(quantized.scales.astype(np.float32), quantized.block, axis=1)
    # The float16 scale may be a little smaller than the largest value needs: 1/2048 of 127 steps.
    assert (np.abs(quantized.dequantize() - matrix) <= 0.57 * steps + 1e-7).all()
