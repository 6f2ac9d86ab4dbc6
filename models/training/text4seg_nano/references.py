"""Reference sets: deterministic questions about photos that training never saw, by group."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import words as w
from .photos import SINGLE_OBJECT, PhotoRecord, Photos
from .prompts import (
    ALL,
    EACH,
    UNSEEN_CARRIERS,
    PromptMaker,
    by_name,
    class_priors,
    pick,
    place_words,
    places_of,
    singles,
)
from .scene import Scene, build_scene, whole
from .vocabulary import Vocabulary

REFERENCE_SEED = 7
SMALLEST_CELLS = 16
"""A referred object covers at least this many of the 4096 cells (0.4% of the photo)."""
PLAIN = ("segment the {}", "the {}", "{}", "please segment the {}", "find the {}", "can you segment the {} ?")


@dataclass(frozen=True)
class Reference:
    """One expression and the regions (ids in the photo's id map) that it means; none when absent."""

    key: str
    group: str
    text: str
    regions: tuple[int, ...]
    name: str
    """Class asked for."""


class ReferenceMaker:
    """Draws at most a few references a photo and group, always the same for a part and seed."""

    def __init__(self, photos: Photos, vocabulary: Vocabulary, seed: int = REFERENCE_SEED):
        self.photos, self.seed = photos, seed
        self.prompts = PromptMaker(vocabulary, class_priors(photos.part("train")))

    def make(self, part: str) -> list[Reference]:
        """All references of a part, in a shuffled but fixed order."""
        found: list[Reference] = []
        for record in sorted(self.photos.part(part), key=lambda r: r.key):
            # one stream a photo, so that a change of one group moves no other photo's references
            rng = np.random.default_rng([self.seed, *record.key.encode()])
            scene = build_scene(self.photos, record, whole(record))
            found += self._of_photo(record, scene, rng)
        order = np.random.default_rng(self.seed).permutation(len(found))
        return [found[i] for i in order]

    def _of_photo(self, record: PhotoRecord, scene: Scene, rng: np.random.Generator) -> list[Reference]:
        ids = region_ids(record, scene, self.photos.regions(record.key))
        groups = {n: g for n, g in by_name(scene).items() if complete(record, scene, n, g)}
        found: list[Reference] = []

        def add(group: str, text: str, name: str, indices: list[int]) -> None:
            found.append(Reference(record.key, group, text, tuple(ids[i] for i in indices), name))

        self._names(record, scene, groups, rng, add)
        for name, indices in groups.items():
            if not singles(scene, indices):
                continue
            places = places_of(scene, indices)
            if places and record.source in ("voc", "coco"):
                for place in rng.permutation(sorted(places))[: 2 if record.source == "voc" else 1]:
                    text = pick(PLAIN, rng).format(place_words(str(place), name, rng))
                    add(f"{record.source} places", text, name, [places[str(place)]])
            if 2 <= len(indices) <= 5:
                form = pick(EACH if rng.random() < 0.5 else ALL[:2], rng)
                add("several targets", form.format(s=name, p=w.plural(name)), name, indices)
        for _ in range({"voc": 1, "coco": 3, "ccp": 1, "facade": 1}[record.source]):
            name = self.prompts.absent_name(scene, rng)
            if name is not None and (record.source != "facade" or rng.random() < 0.3):
                add("absent", pick(PLAIN, rng).format(name), name, [])
        return found

    def _names(
        self, record: PhotoRecord, scene: Scene, groups: dict[str, list[int]], rng: np.random.Generator, add
    ) -> None:
        big = {n: g for n, g in groups.items() if sum(scene.regions[i].cells for i in g) >= SMALLEST_CELLS}
        one = [
            n
            for n, g in big.items()
            if len(g) == 1 and scene.regions[g[0]].quality in SINGLE_OBJECT and not scene.regions[g[0]].stuff
        ]
        text = lambda name: pick(PLAIN, rng).format(name)
        if record.source == "voc":
            for name in one:
                add("voc one thing", text(name), name, big[name])
                add("free phrasing", self._free(name, scene, big[name][0], rng), name, big[name])
        elif record.source == "coco":
            for name in one:
                add("coco one thing", text(name), name, big[name])
            for name in [n for n, g in big.items() if scene.regions[g[0]].stuff]:
                add("coco stuff", text(name), name, big[name])
        else:
            group = "clothes" if record.source == "ccp" else "facade"
            for name in rng.permutation(sorted(big))[:4]:
                add(group, text(str(name)), str(name), big[str(name)])

    def _free(self, name: str, scene: Scene, index: int, rng: np.random.Generator) -> str:
        """A phrasing never used in training around a synonym, kind or colour; or a purpose."""
        options = [f"the {s}" for s in w.SYNONYMS.get(name, ()) if s != "someone"]
        for kind, members in w.KINDS.items():
            if name in members and len(set(members) & scene.names) == 1:
                options.append(f"the {kind}")
        if scene.regions[index].colour:
            options.append(f"the {scene.regions[index].colour} {name}")
        if name in w.PURPOSES and rng.random() < 0.3:
            return pick(w.PURPOSES[name], rng)
        return pick(UNSEEN_CARRIERS, rng).format(pick((f"the {name}", *options), rng))


def complete(record: PhotoRecord, scene: Scene, name: str, indices: list[int]) -> bool:
    """Whether the scene's regions are all there is of a class (nothing too small or a crowd left out)."""
    return sum(r.name == name for r in record.regions) == len(indices)


def region_ids(record: PhotoRecord, scene: Scene, id_map: np.ndarray) -> list[int]:
    """The id in the id map of each of a whole-photo scene's regions."""
    from .canvas import canvas_of

    ids, left = [], list(record.regions)
    for region in scene.regions:
        for item in left:
            alike = item.name == region.name and item.quality == region.quality
            if alike and np.array_equal(canvas_of(id_map == item.id), region.canvas):
                ids.append(item.id)
                left.remove(item)
                break
        else:
            raise ValueError(f"{record.key}: a region of {region.name} has no id")
    return ids


def write_coco(photos: Photos, references: list[Reference], directory: Path) -> None:
    """refs.json (COCO with `refs`, each with its `group`) and images/ with the photos' own JPEG files."""
    from pycocotools import mask as rle

    (directory / "images").mkdir(parents=True, exist_ok=True)
    keys = sorted({r.key for r in references})
    names = sorted({r.name for r in references} | {i.name for k in keys for i in photos.by_key[k].regions})
    category = {name: number for number, name in enumerate(names, 1)}
    images, annotations, annotation_id = [], [], {}
    for number, key in enumerate(keys, 1):
        record = photos.by_key[key]
        (directory / "images" / f"{key}.jpg").write_bytes(photos.files[f"img/{key}.jpg"])
        images.append({"id": number, "file_name": f"{key}.jpg", "width": record.width, "height": record.height})
        id_map = photos.regions(key)
        for item in record.regions:
            mask = np.asfortranarray(id_map == item.id).astype(np.uint8)
            if not mask.any():
                continue
            code = rle.encode(mask)
            annotation_id[key, item.id] = len(annotations) + 1
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": number,
                    "category_id": category[item.name],
                    "segmentation": {"size": code["size"], "counts": code["counts"].decode()},
                    "area": int(mask.sum()),
                    "bbox": [float(x) for x in rle.toBbox(code)],
                    "iscrowd": 0,
                }
            )
    refs = []
    for number, r in enumerate(references, 1):
        ref = {
            "ref_id": number,
            "image_id": keys.index(r.key) + 1,
            "ann_id": [annotation_id[r.key, i] for i in r.regions],
            "category_id": category[r.name],
            "group": r.group,
            "sentences": [{"sent_id": number, "sent": r.text}],
        }
        refs.append(ref | ({} if r.regions else {"no_target": True}))
    info = {"description": "Validation references of text4seg-nano; photos under their sources' terms, research use."}
    body = {
        "info": info,
        "licenses": [],
        "images": images,
        "annotations": annotations,
        "categories": [{"id": number, "name": name} for name, number in category.items()],
        "refs": refs,
    }
    (directory / "refs.json").write_text(json.dumps(body))
