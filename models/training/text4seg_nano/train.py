"""The trainer: `python -m text4seg_nano.train --help`. Stops and resumes anywhere, also after kill -9."""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from .batches import BatchMaker, Mixture, Prefetch
from .losses import Weights, batch_loss
from .model import Nano
from .muon import Muon
from .photos import Photos, data_directory
from .vocabulary import Vocabulary

DEFAULT_DIRECTORY = Path.home() / ".cache" / "text4seg-nano-training"
CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True)
class Settings:
    """What decides a run; kept in the checkpoint."""

    steps: int = 2000
    """The schedule's length: the rate has fallen to nothing there."""
    warm_up: int = 60
    flat: float = 0.35
    """Share of the steps before the cosine starts."""
    matrix_rate: float = 1.0e-3
    other_rate: float = 5e-4
    backbone_rate: float = 1e-4
    weight_decay: float = 0.05
    clip: float = 1.0
    ema: float = 0.997
    seed: int = 1


def rate_factor(step: int, settings: Settings) -> float:
    """Warm-up, flat, then cosine to zero at `settings.steps`."""
    if step < settings.warm_up:
        return (step + 1) / settings.warm_up
    start = max(settings.warm_up, int(settings.flat * settings.steps))
    if step < start:
        return 1.0
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - start) / max(1, settings.steps - start))))


def optimizers_of(model: Nano, settings: Settings) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of encoder and decoder layers, AdamW for the rest."""
    matrices, rest, backbone = [], [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if ".layers." in name and parameter.ndim == 2:
            matrices.append(parameter)
        else:
            (backbone if name.startswith("backbone.") else rest).append(parameter)
    adam = [
        {"params": rest, "lr": settings.other_rate, "weight_decay": 0.01},
        {"params": backbone, "lr": settings.backbone_rate, "weight_decay": 0.0},
    ]
    chosen = [
        Muon([{"params": matrices}], settings.matrix_rate, weight_decay=settings.weight_decay),
        torch.optim.AdamW(adam, betas=(0.9, 0.98), fused=True),
    ]
    for optimizer in chosen:
        for group in optimizer.param_groups:
            group["peak"] = group["lr"]
    return chosen


class Trainer:
    """Model, running average, optimizers and step count; one `step` at a time."""

    def __init__(self, model: Nano, maker: BatchMaker, settings: Settings, weights: Weights | None = None):
        self.model, self.maker, self.settings, self.weights = model, maker, settings, weights or Weights()
        self.optimizers = optimizers_of(model, settings)
        self.trained = [p for p in model.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.trained]
        self.step_number = 0
        self.seconds = 0.0

    def step(self, batch) -> dict[str, float]:
        """One update; returns the loss's parts. A loss that is not finite is an ArithmeticError."""
        started = time.monotonic()
        factor = rate_factor(self.step_number, self.settings)
        loss, parts = batch_loss(self.model, batch, self.weights)
        if not math.isfinite(parts["total"]):
            raise ArithmeticError(f"the loss is {parts['total']} at step {self.step_number}: {parts}")
        loss.backward()
        parts["gradient"] = float(torch.nn.utils.clip_grad_norm_(self.trained, self.settings.clip))
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        decay = min(self.settings.ema, (1 + self.step_number) / (10 + self.step_number))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.trained, 1 - decay)
        self.step_number += 1
        self.seconds += time.monotonic() - started
        return parts

    def averaged(self) -> dict[str, Tensor]:
        """The running average under the checkpoint format's names, float32; shares no memory with training."""
        tensors = {name: tensor.detach().clone() for name, tensor in self.model.state_dict().items()}
        names = [name for name, p in self.model.named_parameters() if p.requires_grad]
        tensors.update({name: tensor.clone() for name, tensor in zip(names, self.average)})
        return {name: tensor.contiguous() for name, tensor in tensors.items()}

    def save(self, directory: Path) -> None:
        """Writes the checkpoint and the averaged weights, each whole or not at all."""
        directory.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step_number,
            "seconds": self.seconds,
            "settings": asdict(self.settings),
            "mixture": asdict(self.maker.mixture),
            "weights": asdict(self.weights),
            "random": torch.get_rng_state(),
        }
        replace_file(directory / CHECKPOINT, lambda path: torch.save(state, path))
        replace_file(directory / "averaged.safetensors", lambda path: save_file(self.averaged(), str(path)))

    def restore(self, directory: Path) -> None:
        """Takes over a checkpoint; the caller's settings hold from there on."""
        state = torch.load(directory / CHECKPOINT, weights_only=True)
        self.model.load_state_dict(state["model"])
        for mine, saved in zip(self.average, state["average"], strict=True):
            mine.copy_(saved)
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            peaks = [group["peak"] for group in optimizer.param_groups]
            optimizer.load_state_dict(saved)
            for group, peak in zip(optimizer.param_groups, peaks):
                group["peak"] = peak
        self.step_number, self.seconds = state["step"], state["seconds"]
        torch.set_rng_state(state["random"])


def replace_file(path: Path, write) -> None:
    """Writes beside `path`, flushes to disk, then takes its place in one move."""
    part = path.with_name(f".{path.name}.part")
    write(part)
    with open(part, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, path)


def run(trainer: Trainer, directory: Path, minutes: float, save_every: float, log_every: int = 10) -> None:
    """Trains until the schedule ends, the time is up, or SIGTERM or SIGINT comes; saves on the way and last."""
    stop = {"asked": False}
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.update(asked=True))
    started = saved = time.monotonic()
    batches = Prefetch(trainer.maker, trainer.step_number)
    sums: dict[str, list[float]] = {}
    mark = time.monotonic()
    try:
        while trainer.step_number < trainer.settings.steps and not stop["asked"]:
            for name, value in trainer.step(batches.take()).items():
                sums.setdefault(name, []).append(value)
            now = time.monotonic()
            if trainer.step_number % log_every == 0:
                line = {"step": trainer.step_number, "seconds_a_step": round((now - mark) / log_every, 2)}
                line |= {name: round(sum(values) / len(values), 4) for name, values in sums.items()}
                with open(directory / "log.jsonl", "a") as log:
                    log.write(json.dumps(line) + "\n")
                sums, mark = {}, now
            if now - saved > save_every * 60:
                trainer.save(directory)
                saved = now
            if now - started > minutes * 60:
                break
    finally:
        batches.close()
    trainer.save(directory)


def main() -> None:
    defaults = Settings()
    parser = argparse.ArgumentParser(
        description="Train text4seg-nano; resumes from --directory when it holds a checkpoint."
    )
    parser.add_argument(
        "--directory", type=Path, default=DEFAULT_DIRECTORY / "run", help="checkpoints and log (default %(default)s)"
    )
    parser.add_argument("--start", type=Path, help="weights to start from (default: the shared warm start)")
    parser.add_argument("--minutes", type=float, default=60, help="time budget of this call (default %(default)s)")
    parser.add_argument("--save-every", type=float, default=4, help="minutes between checkpoints (default %(default)s)")
    parser.add_argument("--threads", type=int, default=2)
    for name in ("steps", "warm_up", "flat", "matrix_rate", "other_rate", "backbone_rate", "ema", "seed"):
        value = getattr(defaults, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help="default %(default)s")
    for name in ("photos", "prompts", "full"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Mixture(), name), help="default %(default)s")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    data = data_directory()
    start = options.start or data.parent / "checkpoint" / "nano-warm.safetensors"
    vocabulary = Vocabulary.load(data.parent / "checkpoint" / "vocabulary.json")
    names = ("steps", "warm_up", "flat", "matrix_rate", "other_rate", "backbone_rate", "ema", "seed")
    settings = Settings(**{name: getattr(options, name) for name in names})
    torch.manual_seed(settings.seed)
    mixture = Mixture(options.photos, options.prompts, options.full)
    maker = BatchMaker(Photos.load(data), vocabulary, settings.seed, mixture)
    trainer = Trainer(Nano.load(start), maker, settings)
    options.directory.mkdir(parents=True, exist_ok=True)
    if (options.directory / CHECKPOINT).exists():
        trainer.restore(options.directory)
        print(f"resuming at step {trainer.step_number}", flush=True)
    run(trainer, options.directory, options.minutes, options.save_every)
    print(f"stopped at step {trainer.step_number} after {trainer.seconds / 3600:.2f} hours of training in all")


if __name__ == "__main__":
    main()
