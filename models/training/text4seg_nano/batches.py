"""Batches of training: a pure function of (seed, step), so that a resumed run sees what it would have seen."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from .example import Batch, Example, ExampleBuilder, Noise, flatten
from .photos import VOID, PhotoRecord, Photos
from .prompts import PromptMaker, class_priors
from .scene import Scene, build_scene, change_colours, random_view
from .vocabulary import Vocabulary

SOURCE_WEIGHT = {"voc": 1.0, "coco": 4.0, "ccp": 1.3, "facade": 0.3}


@dataclass(frozen=True)
class Mixture:
    """What a step is made of."""

    photos: int = 8
    prompts: int = 6
    full: int = 1
    """How many of a photo's prompts carry bricks; the rest stop at `<seg>` (grounding costs a tenth of drawing)."""
    second_turn: float = 0.08


class ClassRows:
    """Which row of `cells.class` a class has, and which rows a source labels."""

    def __init__(self, vocabulary: Vocabulary, records: list[PhotoRecord]):
        self.rows = {name: index for index, name in enumerate(vocabulary.classes)}
        self.background = {s: len(self.rows) + i for i, s in enumerate(vocabulary.sources)}
        self.count = len(self.rows) + len(self.background)
        self.labelled: dict[tuple[str, bool], np.ndarray] = {}
        for record in records:
            mask = self.labelled.setdefault((record.source, record.panoptic), np.zeros(self.count, bool))
            mask[self.background[record.source]] = True
            for region in record.regions:
                mask[self.rows[region.name]] = True
        if ("coco", False) in self.labelled and ("coco", True) in self.labelled:
            self.labelled["coco", True] = self.labelled["coco", True] | self.labelled["coco", False]

    def cells(self, scene: Scene) -> np.ndarray:
        """int64 [64, 64], -100 where the photo does not say."""
        table = np.full(256, -100, np.int64)
        table[0] = self.background[scene.source]
        for index, name in enumerate(scene.label_names):
            table[index + 1] = self.rows[name]
        table[VOID] = -100
        return table[scene.labels]


class BatchMaker:
    """Makes the batch of any step from the training photos."""

    def __init__(self, photos: Photos, vocabulary: Vocabulary, seed: int, mixture: Mixture, noise: Noise | None = None):
        self.photos, self.vocabulary, self.seed, self.mixture = photos, vocabulary, seed, mixture
        noise = noise or Noise()
        self.records = photos.part("train")
        if not self.records:
            raise ValueError("there is no training photo")
        self.prompts = PromptMaker(vocabulary, class_priors(self.records))
        self.rows = ClassRows(vocabulary, photos.records)
        self.builder = ExampleBuilder(vocabulary, noise)
        weights = np.array([SOURCE_WEIGHT[r.source] * _richness(r) for r in self.records])
        self.chances = weights / weights.sum()

    def make(self, step: int) -> Batch:
        rng = np.random.default_rng([self.seed, step])
        chosen = rng.choice(len(self.records), self.mixture.photos, p=self.chances, replace=False)
        scenes, examples, owners = [], [], []
        for slot, index in enumerate(chosen):
            record = self.records[index]
            smallest = 0.45 if record.source == "coco" else 0.7
            scene = build_scene(self.photos, record, random_view(record, rng, smallest))
            scenes.append(scene)
            for number in range(self.mixture.prompts):
                examples.append(self._conversation(scene, number < self.mixture.full, rng))
                owners.append(slot)
        flat = flatten(examples, owners, self.vocabulary.pad)
        return Batch(
            np.stack([change_colours(scene.image, rng) for scene in scenes]),
            np.stack([self.rows.cells(scene) for scene in scenes]),
            np.stack([self.rows.labelled[scene.source, scene.panoptic] for scene in scenes]),
            np.stack([scene.boxes for scene in scenes]),
            np.stack([scene.boxed for scene in scenes]),
            *flat,
        )

    def _conversation(self, scene: Scene, full: bool, rng: np.random.Generator) -> Example:
        question = self.prompts.draw(scene, rng)
        if full:
            for _ in range(3):  # bricks are what this slot is for
                if question.objects:
                    break
                question = self.prompts.draw(scene, rng)
        if rng.random() < self.mixture.second_turn and (full or not question.objects):
            second = self.prompts.follow_up(scene, question, rng)
            if second is not None:
                return self.builder.build([question, second], [True, False], rng)
        return self.builder.build([question], [full], rng)


def _richness(record: PhotoRecord) -> float:
    """Photos with several single objects of one class are few and teach places and counts: more of them."""
    names = [r.name for r in record.regions if r.quality in ("clean", "single")]
    return 1.8 if len(names) > len(set(names)) else 1.0


class Prefetch:
    """Makes the next batches on one thread while a step runs."""

    def __init__(self, maker: BatchMaker, first: int, ahead: int = 2):
        self.maker, self.next = maker, first
        self.pool = ThreadPoolExecutor(1)
        self.waiting: list[Future[Batch]] = []
        for _ in range(ahead):
            self._order()

    def _order(self) -> None:
        self.waiting.append(self.pool.submit(self.maker.make, self.next))
        self.next += 1

    def take(self) -> Batch:
        batch = self.waiting.pop(0).result()
        self._order()
        return batch

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)
