"""Muon (Jordan et al., 2024) in float32 for CPUs without bfloat16 arithmetic.

Same rule as torch.optim.Muon with `match_rms_adamw`, which orthogonalises in bfloat16 and is several times
slower than float32 on AVX2. Matrices of one shape are stacked, and wide ones iterate on their Gram matrix.
"""

from __future__ import annotations

import torch
from torch import Tensor

A, B, C = 3.4445, -4.7750, 2.0315
STEPS = 5


def orthogonalised(x: Tensor) -> Tensor:
    """[n, rows, columns] -> about U V^T of each matrix, by the quintic Newton-Schulz iteration."""
    tall = x.shape[1] > x.shape[2]
    x = x.mT if tall else x
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp_min(1e-7)
    identity = torch.eye(x.shape[1]).expand(len(x), -1, -1)
    gram = x @ x.mT
    if x.shape[2] < 2 * x.shape[1]:
        for step in range(STEPS):
            if step:
                gram = x @ x.mT
            x = A * x + torch.baddbmm(gram, gram, gram, beta=B, alpha=C) @ x
        return x.mT if tall else x
    total = identity
    for step in range(STEPS):
        factor = torch.baddbmm(gram, gram, gram, beta=B, alpha=C) + A * identity
        total = factor @ total if step else factor
        if step < STEPS - 1:
            gram = factor @ gram @ factor
    x = total @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised, scaled to the size of an AdamW update; only for matrices."""

    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.05):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            shapes: dict[torch.Size, list[Tensor]] = {}
            for parameter in group["params"]:
                if parameter.grad is not None:
                    shapes.setdefault(parameter.shape, []).append(parameter)
            for shape, parameters in shapes.items():
                updates = []
                for parameter in parameters:
                    state = self.state[parameter]
                    if not state:
                        state["momentum"] = torch.zeros_like(parameter)
                    state["momentum"].lerp_(parameter.grad, 1 - group["momentum"])
                    updates.append(parameter.grad.lerp(state["momentum"], group["momentum"]))
                scale = group["lr"] * 0.2 * max(shape) ** 0.5
                for parameter, update in zip(parameters, orthogonalised(torch.stack(updates))):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.sub_(update, alpha=scale)
