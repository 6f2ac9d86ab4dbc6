"""The architecture of text4seg-nano: backbone, encoder, decoder, cells, ghost and feedback.

Shapes use B images, M text tokens (flat over all prompts), P image tokens a photo (256), D = 256.
Module names give the tensor names of the checkpoint format (README.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 256
HEADS = 4
HEAD_WIDTH = 64
HIDDEN = 704
GRID = 64
PATCHES = 16
IMAGE_TOKENS = PATCHES * PATCHES
FEEDBACK_WIDTH = 3 * GRID
ENCODER_LAYERS = 3
DECODER_LAYERS = 6
TEXT_PLACE = 32
FIRST_TEXT_TIME = 64

# kernel, stride, expansion, channels in, channels out of EfficientNet-Lite0 (Tan and Le, 2019)
BLOCKS = (
    (3, 1, 1, 32, 16),
    (3, 2, 6, 16, 24),
    (3, 1, 6, 24, 24),
    (5, 2, 6, 24, 40),
    (5, 1, 6, 40, 40),
    (3, 2, 6, 40, 80),
    (3, 1, 6, 80, 80),
    (3, 1, 6, 80, 80),
    (5, 1, 6, 80, 112),
    (5, 1, 6, 112, 112),
    (5, 1, 6, 112, 112),
    (5, 2, 6, 112, 192),
    (5, 1, 6, 192, 192),
    (5, 1, 6, 192, 192),
    (5, 1, 6, 192, 192),
    (3, 1, 6, 192, 320),
)
FROZEN_BLOCKS = 5
IMAGE_MEAN = (0.485, 0.456, 0.406)
IMAGE_STD = (0.229, 0.224, 0.225)


class RmsNorm(nn.Module):
    """x / sqrt(mean(x^2) + 1e-6) * weight over the last dimension."""

    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, (x.shape[-1],), self.weight, 1e-6)


class SamePadConv(nn.Conv2d):
    """Convolution with TensorFlow's SAME padding for even inputs."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1):
        super().__init__(inputs, outputs, kernel, stride, kernel // 2 if stride == 1 else 0, groups=groups)
        before = (kernel - 2) // 2
        self.border = (before, kernel - 2 - before) * 2 if stride == 2 else None

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(F.pad(x, self.border) if self.border else x)


class Block(nn.Module):
    """Inverted bottleneck with folded batch norms and ReLU6."""

    def __init__(self, kernel: int, stride: int, expansion: int, inputs: int, outputs: int):
        super().__init__()
        width = inputs * expansion
        self.expand = nn.Conv2d(inputs, width, 1) if expansion > 1 else None
        self.depthwise = SamePadConv(width, width, kernel, stride, groups=width)
        self.project = nn.Conv2d(width, outputs, 1)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu6(self.expand(x)) if self.expand is not None else x
        y = self.project(F.relu6(self.depthwise(y)))
        return x + y if self.residual else y


class Backbone(nn.Module):
    """EfficientNet-Lite0 with four taps: 24 x 64^2, 40 x 32^2, 112 x 16^2, 320 x 8^2."""

    def __init__(self):
        super().__init__()
        self.stem = SamePadConv(3, 32, 3, 2)
        self.blocks = nn.ModuleList(Block(*spec) for spec in BLOCKS)

    def forward(self, pixels: Tensor) -> list[Tensor]:
        """pixels [B, 3, 256, 256], normalised. The stem and blocks 0-4 never get a gradient."""
        taps = []
        with torch.no_grad():
            x = F.relu6(self.stem(pixels))
            for index in range(FROZEN_BLOCKS):
                x = self.blocks[index](x)
                if index in (2, 4):
                    taps.append(x)
        for index in range(FROZEN_BLOCKS, len(self.blocks)):
            x = self.blocks[index](x)
            if index in (10, 15):
                taps.append(x)
        return taps


class Fusion(nn.Module):
    """Four taps to 16x16 tokens, so that each token holds the edges of its own 4x4 cells."""

    def __init__(self):
        super().__init__()
        self.reduce4 = nn.Conv2d(24, 16, 1)
        self.reduce8 = nn.Conv2d(40, 32, 1)
        self.reduce32 = nn.Conv2d(320, 128, 1)
        self.project = nn.Linear(624, WIDTH)

    def forward(self, taps: list[Tensor]) -> Tensor:
        t4, t8, t16, t32 = taps
        parts = [
            F.pixel_unshuffle(self.reduce4(t4), 4),
            F.pixel_unshuffle(self.reduce8(t8), 2),
            t16,
            F.interpolate(self.reduce32(t32), scale_factor=2, mode="nearest"),
        ]
        return self.project(torch.cat(parts, 1).flatten(2).transpose(1, 2))


def rotary_angles(places: Tensor) -> tuple[Tensor, Tensor]:
    """places [..., 3] (t, h, w in canvas cells) -> cos and sin [..., 32].

    8 frequencies for t from 2 to 1/512, 12 each for h and w from 1 to 1/48 rad, geometric.
    """

    def geometric(first: float, last: float, count: int) -> Tensor:
        steps = torch.arange(count, dtype=torch.float64) / (count - 1)
        return (first * (last / first) ** steps).float()

    places = places.float()
    angles = torch.cat(
        [
            places[..., 0:1] * geometric(2.0, 1 / 512, 8),
            places[..., 1:2] * geometric(1.0, 1 / 48, 12),
            places[..., 2:3] * geometric(1.0, 1 / 48, 12),
        ],
        -1,
    )
    return angles.cos(), angles.sin()


def image_places() -> Tensor:
    """[256, 3]: token (i, j) of the 16x16 grid stands at t = 0, h = 4i + 1.5, w = 4j + 1.5."""
    rows, columns = torch.meshgrid(torch.arange(PATCHES), torch.arange(PATCHES), indexing="ij")
    return torch.stack([torch.zeros(IMAGE_TOKENS), rows.flatten() * 4 + 1.5, columns.flatten() * 4 + 1.5], -1)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Half-split rotation of [..., heads, 64] by [..., 32]."""
    first, second = x.chunk(2, -1)
    cos, sin = cos.unsqueeze(-2), sin.unsqueeze(-2)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


class Attention(nn.Module):
    """Multi-head attention with normalised, rotated queries and keys."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.q_norm = RmsNorm(HEAD_WIDTH)
        self.k_norm = RmsNorm(HEAD_WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH, bias=False)

    def project(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """x [..., 256] -> q, k, v, each [..., heads, 64]."""
        q, k, v = self.qkv(x).unflatten(-1, (3, HEADS, HEAD_WIDTH)).unbind(-3)
        return rotate(self.q_norm(q), cos, sin), rotate(self.k_norm(k), cos, sin), v


class Mlp(nn.Module):
    """SwiGLU: down(silu(gate) * up)."""

    def __init__(self):
        super().__init__()
        self.gate_up = nn.Linear(WIDTH, 2 * HIDDEN, bias=False)
        self.down = nn.Linear(HIDDEN, WIDTH, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up(x).chunk(2, -1)
        return self.down(F.silu(gate) * up)


class Layer(nn.Module):
    """Pre-norm transformer layer; how tokens attend is the caller's choice."""

    def __init__(self):
        super().__init__()
        self.attention_norm = RmsNorm(WIDTH)
        self.attention = Attention()
        self.mlp_norm = RmsNorm(WIDTH)
        self.mlp = Mlp()

    def attend_image(self, x: Tensor, cos: Tensor, sin: Tensor, causal: bool) -> tuple[Tensor, Tensor, Tensor]:
        """x [B, P, 256] -> (x after the layer, k, v as [B, heads, P, 64])."""
        q, k, v = (t.transpose(1, 2) for t in self.attention.project(self.attention_norm(x), cos, sin))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
        x = x + self.attention.out(mixed.transpose(1, 2).flatten(2))
        return x + self.mlp(self.mlp_norm(x)), k, v

    def image_keys(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values only: all that the decoder's last layer needs of image tokens."""
        _, k, v = self.attention.project(self.attention_norm(x), cos, sin)
        return k.transpose(1, 2), v.transpose(1, 2)


@dataclass(frozen=True)
class ImagePrefix:
    """What the decoder keeps of B photos: keys and values a layer, and the cells' keys."""

    keys: list[Tensor]
    """a layer: [B, heads, 256, 64]"""
    values: list[Tensor]
    cell_keys: Tensor
    """[B, 64, 64, 64] (row, column, feature)"""


@dataclass(frozen=True)
class TextGroup:
    """A run of prompts of about equal length, padded to one length, inside the flat token list."""

    start: int
    count: int
    length: int
    images: Tensor
    """[count]: the photo each prompt asks about"""

    @property
    def stop(self) -> int:
        return self.start + self.count * self.length


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(ENCODER_LAYERS))
        self.norm = RmsNorm(WIDTH)
        self.position = nn.Parameter(torch.zeros(IMAGE_TOKENS, WIDTH))

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        for layer in self.layers:
            x, _, _ = layer.attend_image(x, cos, sin, causal=False)
        return self.norm(x) + self.position


class Decoder(nn.Module):
    def __init__(self, vocabulary_size: int):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(DECODER_LAYERS))
        self.norm = RmsNorm(WIDTH)
        self.head = nn.Linear(WIDTH, vocabulary_size, bias=False)

    def prefix(self, x: Tensor, cos: Tensor, sin: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """Image tokens [B, 256, 256], causal among themselves -> keys and values a layer."""
        keys, values = [], []
        for layer in self.layers[:-1]:
            x, k, v = layer.attend_image(x, cos, sin, causal=True)
            keys.append(k)
            values.append(v)
        k, v = self.layers[-1].image_keys(x, cos, sin)
        return [*keys, k], [*values, v]

    def text(self, x: Tensor, places: Tensor, groups: list[TextGroup], prefix: ImagePrefix) -> Tensor:
        """Flat text embeddings [M, 256] with places [M, 3] -> normed hidden states [M, 256].

        Within a group every prompt sees its photo and its own earlier tokens.
        """
        cos, sin = rotary_angles(places)
        masks = [causal_after_image(group.length) for group in groups]
        for index, layer in enumerate(self.layers):
            q, k, v = layer.attention.project(layer.attention_norm(x), cos, sin)
            mixed = []
            for group, mask in zip(groups, masks):
                shape = (group.count, group.length, HEADS, HEAD_WIDTH)
                own = [t[group.start : group.stop].view(shape).transpose(1, 2) for t in (q, k, v)]
                keys = torch.cat([prefix.keys[index][group.images], own[1]], 2)
                values = torch.cat([prefix.values[index][group.images], own[2]], 2)
                out = F.scaled_dot_product_attention(own[0], keys, values, attn_mask=mask)
                mixed.append(out.transpose(1, 2).reshape(-1, WIDTH))
            x = x + layer.attention.out(torch.cat(mixed))
            x = x + layer.mlp(layer.mlp_norm(x))
        return self.norm(x)


def causal_after_image(length: int) -> Tensor:
    """[length, 256 + length], true where a text token may look."""
    return torch.ones(length, IMAGE_TOKENS + length, dtype=torch.bool).tril(IMAGE_TOKENS)


class Cells(nn.Module):
    """Image tokens to 64x64 cells, with the heads for class, box sides and keys."""

    def __init__(self, classes: int):
        super().__init__()
        self.expand = nn.Linear(WIDTH, 16 * 64)
        self.add_module("class", nn.Linear(64, classes))
        self.box = nn.Linear(64, 4)
        self.key = nn.Linear(64, 64)

    def forward(self, tokens: Tensor) -> Tensor:
        """[B, 256, 256] -> [B, 64, 64, 64] (row, column, feature)."""
        x = F.gelu(self.expand(tokens))
        x = x.view(-1, PATCHES, PATCHES, 4, 4, 64)
        return x.permute(0, 1, 3, 2, 4, 5).reshape(-1, GRID, GRID, 64)


class Nano(nn.Module):
    """The whole network; `encode`, `ghost`, `feedback_embedding` and `decoder` are its parts."""

    def __init__(self, vocabulary_size: int, cell_classes: int):
        super().__init__()
        self.backbone = Backbone()
        self.fusion = Fusion()
        self.encoder = Encoder()
        self.decoder = Decoder(vocabulary_size)
        self.cells = Cells(cell_classes)
        self.ghost = nn.ModuleDict({"query": nn.Linear(WIDTH, GRID + 1)})
        self.feedback = nn.ModuleDict({"in": nn.Linear(FEEDBACK_WIDTH, WIDTH), "out": nn.Linear(WIDTH, WIDTH)})
        cos, sin = rotary_angles(image_places())
        self.register_buffer("image_cos", cos, persistent=False)
        self.register_buffer("image_sin", sin, persistent=False)
        self.register_buffer("mean", torch.tensor(IMAGE_MEAN).view(1, 3, 1, 1) * 255, persistent=False)
        self.register_buffer("std", torch.tensor(IMAGE_STD).view(1, 3, 1, 1) * 255, persistent=False)
        for module in (self.backbone.stem, *self.backbone.blocks[:FROZEN_BLOCKS]):
            module.requires_grad_(False)

    @staticmethod
    def load(path: str | Path) -> Nano:
        """Reads a safetensors file (any float type) into a float32 model; names must all match."""
        tensors = {name: tensor.float() for name, tensor in load_file(str(path)).items()}
        model = Nano(tensors["decoder.embedding.weight"].shape[0], tensors["cells.class.weight"].shape[0])
        model.load_state_dict(tensors, strict=True)
        return model.to(memory_format=torch.channels_last)

    def image_tokens(self, images: Tensor) -> Tensor:
        """uint8 [B, 256, 256, 3] -> the decoder's input tokens [B, 256, 256]."""
        pixels = (images.permute(0, 3, 1, 2).float() - self.mean) / self.std
        return self.encoder(self.fusion(self.backbone(pixels)), self.image_cos, self.image_sin)

    def encode(self, images: Tensor) -> tuple[ImagePrefix, Tensor]:
        """uint8 [B, 256, 256, 3] -> the prefix and the cell features [B, 64, 64, 64]."""
        tokens = self.image_tokens(images)
        keys, values = self.decoder.prefix(tokens, self.image_cos, self.image_sin)
        features = self.cells(tokens)
        return ImagePrefix(keys, values, self.cells.key(features)), features

    def embed(self, ids: Tensor, feedback: Tensor | None, fed: Tensor | None) -> Tensor:
        """ids [M]; feedback rows [F, 192] for the flat positions fed [F] -> [M, 256]."""
        x = self.decoder.embedding(ids)
        if feedback is None or fed is None:
            return x
        extra = self.feedback["out"](F.gelu(self.feedback["in"](feedback)))
        return x.index_add(0, fed, extra)

    def ghost_logits(self, hidden: Tensor, cell_keys: Tensor) -> Tensor:
        """Normed hidden states [K, 256] and their photos' cell keys [K, 64, 64, 64] -> [K, 64, 64]."""
        query = self.ghost["query"](hidden)
        score = torch.einsum("kd,khwd->khw", query[:, :GRID], cell_keys)
        return score / 8 + query[:, GRID, None, None]
