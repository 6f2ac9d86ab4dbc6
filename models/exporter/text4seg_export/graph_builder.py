"""A thin layer over onnx.helper: names, shared weights in one external file, and the model proto."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

CONTRIB = "com.microsoft"
# onnxruntime-web 1.31 accepts IR up to 13 and ai.onnx up to 26; RotaryEmbedding needs 23.
IR_VERSION = 10
OPSETS = (("", 23), (CONTRIB, 1))

_TYPES = {
    np.dtype(np.float32): TensorProto.FLOAT,
    np.dtype(np.float16): TensorProto.FLOAT16,
    np.dtype(np.uint8): TensorProto.UINT8,
    np.dtype(np.int8): TensorProto.INT8,
    np.dtype(np.int32): TensorProto.INT32,
    np.dtype(np.int64): TensorProto.INT64,
}
# Small constants stay inside the graph: a shared file of them would save nothing.
_INLINE_BYTES = 1024


@dataclass
class WeightFile:
    """The one file of weights that all graphs of a package point into; equal tensors are kept once."""

    name: str
    data: bytearray = field(default_factory=bytearray)
    _offsets: dict[tuple[str, bytes], int] = field(default_factory=dict)

    def place(self, array: np.ndarray) -> tuple[int, int]:
        """Offset and length of the array's bytes, appended on a 64-byte boundary when new."""
        payload = np.ascontiguousarray(array).tobytes()
        key = (str(array.dtype), payload)
        if key not in self._offsets:
            self.data.extend(b"\0" * (-len(self.data) % 64))
            self._offsets[key] = len(self.data)
            self.data.extend(payload)
        return self._offsets[key], len(payload)


class GraphBuilder:
    """Collects nodes and initializers in order; the same calls always give the same bytes."""

    def __init__(self, name: str, weights: WeightFile) -> None:
        self.name = name
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self._names: set[str] = set()
        self._scope: list[str] = []

    def scoped(self, scope: str) -> _Scope:
        return _Scope(self, scope)

    def unique(self, name: str) -> str:
        base = "/".join([*self._scope, name])
        candidate, count = base, 1
        while candidate in self._names:
            count += 1
            candidate = f"{base}_{count}"
        self._names.add(candidate)
        return candidate

    def input(self, name: str, shape: list[int | str], dtype: int = TensorProto.FLOAT) -> str:
        self._names.add(name)
        self.inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name: str, shape: list[int | str], dtype: int = TensorProto.FLOAT) -> None:
        self.outputs.append(helper.make_tensor_value_info(name, dtype, shape))

    def constant(self, name: str, array: np.ndarray) -> str:
        array = np.ascontiguousarray(array)
        unique = self.unique(name)
        tensor = TensorProto(name=unique, data_type=_TYPES[array.dtype], dims=array.shape)
        if array.nbytes <= _INLINE_BYTES:
            tensor.raw_data = array.tobytes()
        else:
            offset, length = self.weights.place(array)
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in (
                ("location", self.weights.name),
                ("offset", offset),
                ("length", length),
            ):
                tensor.external_data.add(key=key, value=str(value))
        self.initializers.append(tensor)
        return unique

    def node(
        self,
        op: str,
        inputs: list[str],
        *,
        outputs: int | list[str] = 1,
        domain: str = "",
        name: str | None = None,
        **attributes: Any,
    ) -> list[str]:
        """Adds a node and returns its outputs. Give names to bind graph outputs; '' skips one."""
        label = self.unique(name or op)
        if isinstance(outputs, int):
            produced = [label if index == 0 else f"{label}:{index}" for index in range(outputs)]
        else:
            produced = outputs
        self._names.update(produced)
        self.nodes.append(
            helper.make_node(op, inputs, produced, name=label, domain=domain, **attributes)
        )
        return produced

    def one(self, op: str, inputs: list[str], **keywords: Any) -> str:
        return self.node(op, inputs, **keywords)[0]

    def rename_output(self, value: str, name: str) -> None:
        """Gives the last node's output the name of a graph output."""
        last = self.nodes[-1]
        last.output[list(last.output).index(value)] = name
        self._names.add(name)

    def model(self) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.nodes, self.name, self.inputs, self.outputs, self.initializers
        )
        return helper.make_model(
            graph,
            ir_version=IR_VERSION,
            opset_imports=[helper.make_opsetid(domain, version) for domain, version in OPSETS],
            producer_name="text4seg_export",
        )


class _Scope:
    def __init__(self, builder: GraphBuilder, scope: str) -> None:
        self._builder = builder
        self._name = scope

    def __enter__(self) -> GraphBuilder:
        self._builder._scope.append(self._name)
        return self._builder

    def __exit__(self, *_: object) -> None:
        self._builder._scope.pop()
