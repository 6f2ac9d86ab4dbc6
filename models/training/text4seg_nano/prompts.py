"""Questions about a scene and their answers, made from its regions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from . import words as w
from .photos import SINGLE_OBJECT
from .scene import Region, Scene
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Target:
    """One object of an answer: what `<ref>` says, and its canvas, bool [64, 64]."""

    words: str
    canvas: np.ndarray


@dataclass(frozen=True)
class Question:
    """A question and its answer: objects, or plain `text`, or (neither) `<none>`."""

    text: str
    kind: str
    objects: tuple[Target, ...] = ()
    reply: str = ""
    ghost: np.ndarray | None = None
    """What the ghost should show; None: no say in it (chat)."""
    regions: tuple[int, ...] = field(default=())
    """Indices into the scene's regions that the objects are made of, in order."""


CARRIERS = (
    "{}", "{}", "{}", "{}", "segment {}", "segment {}", "please segment {}", "find {}", "show me {}", "select {}",
    "mask {}", "can you segment {} ?", "could you segment {} please ?", "outline {}", "cut out {}", "highlight {}",
    "where is {} ?", "i want {}", "locate {}", "mark {}", "pick out {}", "give me {}", "draw {}", "detect {}",
    "i need a mask of {}", "put a mask on {}", "just {}", "only {}", "i would like {}", "find me {}", "label {}",
    "segment {} in the photo", "{} in the image", "{} in this picture", "the mask of {}", "annotate {}", "take {}",
    "mask out {}", "which pixels are {} ?", "what pixels belong to {} ?", "remove {}", "please find {} .", "i want to see {}",
)  # fmt: skip
UNSEEN_CARRIERS = (
    "could you outline {} for me ?", "i would like a mask of {} please", "please show where {} is", "lets mark {} in this image",
    "can you cut out {} ?", "i need to select {} .",
)  # fmt: skip
"""Never used in training: what free phrasing is measured with."""

EACH = ("each {s}", "every {s}", "segment each {s}", "segment every {s}", "all {p} separately", "the {p} individually",
        "each {s} individually", "find every {s}", "each single {s}", "mask each {s} separately", "select each {s}")  # fmt: skip
ALL = ("all the {p}", "all {p}", "the {p}", "{p}", "segment all {p}", "segment the {p}", "every {s} together",
       "all {p} together", "mask all the {p}", "find the {p}", "select all {p}")  # fmt: skip
COUNT = ("how many {p} are there ?", "count the {p}", "how many {p} do you see ?", "how many {p} can you see ?",
         "how many {p} are in the photo ?", "how many {p}")  # fmt: skip
PRESENCE = ("is there {a} {s} ?", "is there {a} {s} in the photo ?", "do you see {a} {s} ?", "can you see {a} {s} ?",
            "is {a} {s} in this image ?")  # fmt: skip
CAPTION = ("what is in the photo ?", "what is in this image ?", "what do you see ?", "describe the photo",
           "what can you see ?", "describe this picture", "list what you see")  # fmt: skip
CHAT = (
    (("hello", "hi", "hello there", "hi there"), "hello which object should i segment ?"),
    (("thanks", "thank you", "thank you please", "thanks again"), "you are welcome ."),
    (("what can you do ?", "how can you help me ?", "who are you ?", "what are you ?", "help"), "i can segment what you describe ."),
)  # fmt: skip
FOLLOW = (
    "and {}",
    "now {}",
    "then {}",
    "{} too",
    "also {}",
    "and {} ?",
    "and also {}",
    "what about {} ?",
    "now segment {}",
    "{}",
)
OTHER = (
    "the other one",
    "and the other one",
    "now the other one",
    "the other {s}",
    "and the other {s}",
    "not this one the other one",
)

PLACES = {
    "left": (
        "{n} on the left",
        "left {n}",
        "leftmost {n}",
        "{n} on the left side",
        "{n} to the left",
        "{n} at the left",
    ),
    "right": (
        "{n} on the right",
        "right {n}",
        "rightmost {n}",
        "{n} on the right side",
        "{n} to the right",
        "{n} at the right",
    ),
    "top": ("{n} at the top", "top {n}", "upper {n}", "highest {n}", "{n} above"),
    "bottom": ("{n} at the bottom", "bottom {n}", "lower {n}", "lowest {n}", "{n} below"),
    "middle": ("{n} in the middle", "middle {n}", "{n} in the center", "center {n}"),
    "biggest": ("biggest {n}", "largest {n}", "big {n}"),
    "smallest": ("smallest {n}", "small {n}"),
}


def union(regions: list[Region]) -> np.ndarray:
    return np.logical_or.reduce([region.canvas for region in regions])


def by_name(scene: Scene) -> dict[str, list[int]]:
    """Class name -> indices of its regions, only where the canvas has all that is in view."""
    groups: dict[str, list[int]] = {}
    for index, region in enumerate(scene.regions):
        groups.setdefault(region.name, []).append(index)
    return groups


def singles(scene: Scene, indices: list[int]) -> bool:
    """Whether every region of a class is exactly one object (and so can be placed and counted)."""
    return all(scene.regions[i].quality in SINGLE_OBJECT and not scene.regions[i].stuff for i in indices)


def answer_about(scene: Scene, text: str, kind: str, parts: list[tuple[str, list[int]]]) -> Question:
    """A question whose objects are unions of regions: (words for `<ref>`, region indices) each."""
    targets = tuple(Target(words, union([scene.regions[i] for i in indices])) for words, indices in parts)
    everything = np.logical_or.reduce([target.canvas for target in targets])
    used = tuple(i for _, indices in parts for i in indices)
    return Question(text, kind, targets, ghost=everything, regions=used)


def no_answer(text: str, kind: str) -> Question:
    return Question(text, kind, ghost=np.zeros((64, 64), bool))


def places_of(scene: Scene, indices: list[int]) -> dict[str, int]:
    """Unambiguous places among regions of one class: place -> region index."""
    regions = [scene.regions[i] for i in indices]
    if len(regions) < 2:
        return {}
    x = np.array([(r.box[0] + r.box[2]) / 2 for r in regions])
    y = np.array([(r.box[1] + r.box[3]) / 2 for r in regions])
    size = np.array([r.cells for r in regions], float)
    found: dict[str, int] = {}

    def extreme(place: str, values: np.ndarray, gap: float) -> None:
        order = values.argsort()
        if values[order[1]] - values[order[0]] >= gap:
            found[place] = indices[order[0]]

    extreme("left", x, 5)
    extreme("right", -x, 5)
    extreme("top", y, 6)
    extreme("bottom", -y, 6)
    extreme("biggest", -np.log(size), 0.4)
    extreme("smallest", np.log(size), 0.4)
    order = x.argsort()
    if len(regions) == 3 and min(np.diff(x[order])) >= 5:
        found["middle"] = indices[order[1]]
    if len(regions) >= 3 and min(np.diff(x[order])) >= 4:
        for rank in range(1, min(len(regions), 4)):
            found[f"{w.ORDINALS[rank]} from the left"] = indices[order[rank]]
        found["second from the right"] = indices[order[-2]]
    return found


def place_words(place: str, name: str, rng: np.random.Generator) -> str:
    """`left`, `dog` -> `dog on the left` and its like."""
    if place in PLACES:
        forms = PLACES[place]
        return forms[rng.integers(len(forms))].format(n=name)
    ordinal, rest = place.split(" ", 1)
    return f"{ordinal} {name} {rest}"


class PromptMaker:
    """Draws questions about scenes; `priors` count how many training photos show each class of a source."""

    def __init__(self, vocabulary: Vocabulary, priors: dict[str, Counter]):
        self.vocabulary = vocabulary
        self.priors = priors

    def draw(self, scene: Scene, rng: np.random.Generator) -> Question:
        """One question of a random kind; falls back to an absent thing where nothing can be asked."""
        makers = (
            (self.name, 0.33),
            (self.absent, 0.21),
            (self.place, 0.12),
            (self.other_words, 0.12),
            (self.several, 0.09),
            (self.colour, 0.05),
            (self.presence, 0.035),
            (self.count, 0.03),
            (self.caption, 0.015),
            (self.chat, 0.01),
        )
        chances = np.array([chance for _, chance in makers])
        for _ in range(6):
            maker = makers[rng.choice(len(makers), p=chances / chances.sum())][0]
            question = maker(scene, rng)
            if question is not None:
                return question
        return self.name(scene, rng) or self.absent(scene, rng) or self.chat(scene, rng)

    def carry(self, phrase: str, rng: np.random.Generator) -> str:
        """A noun phrase in a sentence: `dog` -> `please segment the dog`."""
        chance = rng.random()
        phrase = phrase if chance < 0.15 else f"{w.article(phrase)} {phrase}" if chance < 0.22 else f"the {phrase}"
        return pick(CARRIERS, rng).format(phrase)

    def name(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        groups = by_name(scene)
        if not groups:
            return None
        names = list(groups)
        size = np.array([sum(scene.regions[i].cells for i in groups[name]) for name in names], float)
        weight = np.sqrt(np.minimum(size, 800)) * np.array([1.0 if len(groups[n]) == 1 else 0.4 for n in names])
        name = names[rng.choice(len(names), p=weight / weight.sum())]
        return answer_about(scene, self.carry(name, rng), "name", [(name, groups[name])])

    def place(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        options = []
        for name, indices in by_name(scene).items():
            if singles(scene, indices) and scene.names >= {name} and not _hidden(scene, name, len(indices)):
                options += [(name, place, index) for place, index in places_of(scene, indices).items()]
        if not options:
            return None
        name, place, index = options[rng.integers(len(options))]
        words = place_words(place, pick((name, name, *w.SYNONYMS.get(name, ())[:1]), rng), rng)
        return answer_about(scene, pick(CARRIERS, rng).format(f"the {words}"), "place", [(words, [index])])

    def other_words(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        """Synonym, kind ("animal") or purpose."""
        groups = by_name(scene)
        if not groups:
            return None
        name = pick(tuple(groups), rng)
        way = rng.random()
        if way < 0.45 and name in w.SYNONYMS:
            word = pick(w.SYNONYMS[name], rng)
            return answer_about(scene, self.carry(word, rng), "synonym", [(word, groups[name])])
        if way < 0.7:
            return self._kind(scene, groups, name, rng)
        if name in w.PURPOSES:
            text = pick(w.PURPOSES[name], rng)
            if rng.random() < 0.5:
                text = pick(CARRIERS, rng).format(text)
            return answer_about(scene, text, "purpose", [(name, groups[name])])
        return None

    def _kind(self, scene: Scene, groups: dict[str, list[int]], name: str, rng: np.random.Generator) -> Question | None:
        kinds = [kind for kind, members in w.KINDS.items() if name in members]
        if not kinds:
            return None
        kind = pick(tuple(kinds), rng)
        members = [n for n in groups if n in w.KINDS[kind]]
        indices = [i for n in members for i in groups[n]]
        if len(members) == 1:
            return answer_about(scene, self.carry(kind, rng), "kind", [(members[0], indices)])
        if kind.startswith("piece"):
            return None
        return answer_about(scene, pick(ALL, rng).format(p=w.plural(kind), s=kind), "kind", [(w.plural(kind), indices)])

    def several(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        """Each of a class, all of it as one mask, or two classes."""
        groups = by_name(scene)
        many = [n for n, g in groups.items() if len(g) >= 2 or scene.regions[g[0]].quality in ("cc", "ambig")]
        way = rng.random()
        if way < 0.4 and many:
            name = pick(tuple(many), rng)
            words = w.plural(name)
            text = (
                f"the two {words}"
                if len(groups[name]) == 2 and rng.random() < 0.25
                else pick(ALL, rng).format(p=words, s=name)
            )
            return answer_about(scene, text, "all", [(words, groups[name])])
        each = [n for n in many if 2 <= len(groups[n]) <= 5 and singles(scene, groups[n])]
        if way < 0.8 and each:
            name = pick(tuple(each), rng)
            order = sorted(groups[name], key=lambda i: scene.regions[i].box[0] + scene.regions[i].box[2])
            return answer_about(
                scene, pick(EACH, rng).format(p=w.plural(name), s=name), "each", [(name, [i]) for i in order]
            )
        names = [n for n in groups if sum(scene.regions[i].cells for i in groups[n]) >= 24]
        if len(names) < 2:
            return None
        first, second = (names[i] for i in rng.choice(len(names), 2, replace=False))
        text = pick(CARRIERS, rng).format(f"the {first} and the {second}")
        return answer_about(scene, text, "two", [(first, groups[first]), (second, groups[second])])

    def colour(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        groups = by_name(scene)
        options = []
        for name, indices in groups.items():
            colours = Counter(scene.regions[i].colour for i in indices)
            for i in indices:
                colour = scene.regions[i].colour
                if (
                    colour
                    and scene.regions[i].cells >= 24
                    and (len(indices) == 1 or (colours[colour] == 1 and singles(scene, indices)))
                ):
                    options.append((f"{colour} {name}", i))
        if not options:
            return None
        words, index = options[rng.integers(len(options))]
        return answer_about(scene, pick(CARRIERS, rng).format(f"the {words}"), "colour", [(words, [index])])

    def absent_name(self, scene: Scene, rng: np.random.Generator) -> str | None:
        """A class that the photo lacks: half of the time one that is common in such photos."""
        prior = self.priors[scene.source]
        pool = {name: count for name, count in prior.items() if not could_be_here(name, scene)}
        if scene.source == "coco" and not scene.panoptic:
            pool = {name: count for name, count in pool.items() if name in self.priors["coco things"]}
        way = rng.random()
        if way < 0.2:
            foreign = self._foreign(scene)
            if foreign:
                return pick(foreign, rng)
        if not pool:
            return None
        names = list(pool)
        weight = np.array([pool[n] for n in names], float) ** (0.8 if way < 0.65 else 0.0)
        return names[rng.choice(len(names), p=weight / weight.sum())]

    def _foreign(self, scene: Scene) -> tuple[str, ...]:
        if scene.source in ("ccp", "facade"):
            return tuple(n for n in w.ANIMALS + w.RARE if n not in scene.names and n != "bird")
        if scene.source == "voc":
            return tuple(n for n in w.RARE if not could_be_here(n, scene)) + (
                () if "person" in scene.names else w.CLOTHES
            )
        return () if "person" in scene.names else w.CLOTHES

    def absent(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        name = self.absent_name(scene, rng)
        if name is None:
            return None
        way = rng.random()
        if way < 0.15 and name in w.SYNONYMS:
            return no_answer(self.carry(pick(w.SYNONYMS[name], rng), rng), "absent")
        if way < 0.22 and name in w.PURPOSES and not (w.PURPOSES[name][0].startswith("wh")):
            return no_answer(pick(w.PURPOSES[name], rng), "absent")
        if way < 0.32:
            place = pick(tuple(PLACES), rng)
            return no_answer(pick(CARRIERS, rng).format(f"the {place_words(place, name, rng)}"), "absent")
        if way < 0.44:
            form = pick(EACH + ALL, rng)
            return no_answer(form.format(p=w.plural(name), s=name), "absent")
        return no_answer(self.carry(name, rng), "absent")

    def presence(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        groups = by_name(scene)
        if rng.random() < 0.5 and groups:
            name = pick(tuple(groups), rng)
            form = pick(PRESENCE, rng).format(a=w.article(name), s=name)
            return Question(form, "presence", reply="yes", ghost=union([scene.regions[i] for i in groups[name]]))
        name = self.absent_name(scene, rng)
        if name is None:
            return None
        form = pick(PRESENCE, rng).format(a=w.article(name), s=name)
        return Question(form, "presence", reply="no", ghost=np.zeros((64, 64), bool))

    def count(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        groups = {
            n: g
            for n, g in by_name(scene).items()
            if singles(scene, g) and len(g) <= 8 and not _hidden(scene, n, len(g))
        }
        if not groups:
            return None
        name = pick(tuple(groups), rng)
        number = len(groups[name])
        reply = f"there is one {name} ." if number == 1 else f"there are {w.NUMBERS[number]} {w.plural(name)} ."
        text = pick(COUNT, rng).format(p=w.plural(name))
        return Question(text, "count", reply=reply, ghost=union([scene.regions[i] for i in groups[name]]))

    def caption(self, scene: Scene, rng: np.random.Generator) -> Question | None:
        groups = by_name(scene)
        names = sorted(groups, key=lambda n: -sum(scene.regions[i].cells for i in groups[n]))[:4]
        if not names:
            return None
        words = []
        for name in names:
            one = len(groups[name]) == 1 and singles(scene, groups[name]) and name not in w.ALWAYS_PLURAL
            words.append(
                f"{w.article(name)} {name}"
                if one
                else name
                if scene.regions[groups[name][0]].quality == "sem"
                else w.plural(name)
            )
        listed = words[0] if len(words) == 1 else " ".join(words[:-1]) + f" and {words[-1]}"
        return Question(pick(CAPTION, rng), "caption", reply=f"i see {listed} .")

    def chat(self, scene: Scene, rng: np.random.Generator) -> Question:
        asked, reply = CHAT[rng.integers(len(CHAT))]
        return Question(pick(asked, rng), "chat", reply=reply)

    def follow_up(self, scene: Scene, first: Question, rng: np.random.Generator) -> Question | None:
        """A second turn: another thing, the other one of two, or something absent."""
        groups = by_name(scene)
        if len(first.regions) == 1 and len(first.objects) == 1:
            region = scene.regions[first.regions[0]]
            fellows = groups[region.name]
            if len(fellows) == 2 and singles(scene, fellows) and rng.random() < 0.7:
                other = fellows[0] if fellows[1] == first.regions[0] else fellows[1]
                return answer_about(
                    scene, pick(OTHER, rng).format(s=region.name), "other", [(f"other {region.name}", [other])]
                )
        names = [n for n in groups if not set(groups[n]) & set(first.regions)]
        if names and rng.random() < 0.7:
            name = pick(tuple(names), rng)
            return answer_about(scene, pick(FOLLOW, rng).format(f"the {name}"), "follow", [(name, groups[name])])
        name = self.absent_name(scene, rng)
        return None if name is None else no_answer(pick(FOLLOW, rng).format(f"the {name}"), "absent")


def could_be_here(name: str, scene: Scene) -> bool:
    return w.could_be(name, scene.names)


def _hidden(scene: Scene, name: str, shown: int) -> bool:
    """Whether the photo has more of a class than the regions big enough to ask for."""
    inside = set(np.unique(scene.labels)) - {0, 255}
    return sum(scene.label_names[i - 1] == name for i in inside) > shown


def pick(options: tuple, rng: np.random.Generator):
    return options[rng.integers(len(options))]


def class_priors(records: list) -> dict[str, Counter]:
    """How many photos show each class, by source; `coco things` lists those labelled in every COCO photo."""
    priors: dict[str, Counter] = {"coco things": Counter()}
    for record in records:
        counter = priors.setdefault(record.source, Counter())
        counter.update({region.name for region in record.regions})
        if record.source == "coco" and not record.panoptic:
            priors["coco things"].update({region.name for region in record.regions})
    return priors
