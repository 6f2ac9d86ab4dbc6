"""What things are called: plurals, other names, kinds of things, what they are for."""

from __future__ import annotations

PLURALS = {"person": "people", "mouse": "mice", "knife": "knives", "sheep": "sheep"}
ALWAYS_PLURAL = frozenset(
    [
        "accessories",
        "boots",
        "earrings",
        "flats",
        "glasses",
        "gloves",
        "heels",
        "jeans",
        "leggings",
        "loafers",
        "pants",
        "pumps",
        "sandals",
        "scissors",
        "shoes",
        "shorts",
        "skis",
        "sneakers",
        "socks",
        "stairs",
        "stockings",
        "sunglasses",
        "tights",
        "wedges",
    ]
)

SYNONYMS: dict[str, tuple[str, ...]] = {
    "dog": ("puppy", "hound", "doggy", "canine"),
    "cat": ("kitty", "kitten", "feline"),
    "horse": ("pony", "mare", "stallion"),
    "sheep": ("lamb", "ewe"),
    "cow": ("bull", "cattle", "calf"),
    "person": ("human", "individual", "figure", "human being", "someone"),
    "bird": ("birdie",),
    "couch": ("sofa", "settee"),
    "tv": ("television", "monitor", "screen"),
    "potted plant": ("plant", "houseplant"),
    "motorcycle": ("motorbike",),
    "car": ("automobile", "auto"),
    "bicycle": ("bike",),
    "airplane": ("plane", "aircraft"),
    "cell phone": ("phone", "mobile phone"),
    "refrigerator": ("fridge",),
    "table": ("desk", "dining table"),
    "handbag": ("purse",),
    "laptop": ("notebook", "computer"),
    "bottle": ("flask",),
    "book": ("novel",),
    "boat": ("ship",),
    "bus": ("coach",),
    "fire hydrant": ("hydrant",),
    "teddy bear": ("teddy",),
    "building": ("house", "facade"),
    "vegetation": ("greenery", "plants", "trees"),
    "pavement": ("sidewalk",),
    "road": ("street",),
    "sky": ("heavens",),
    "grass": ("lawn",),
    "mountain": ("hill",),
    "pants": ("trousers",),
    "sneakers": ("trainers",),
    "sunglasses": ("shades",),
    "jumper": ("pullover",),
    "skin": ("bare skin", "body"),
    "bag": ("bags",),
}

KINDS: dict[str, tuple[str, ...]] = {
    "animal": ("dog", "cat", "horse", "sheep", "cow", "bird", "elephant", "bear", "zebra", "giraffe"),
    "pet": ("dog", "cat"),
    "farm animal": ("horse", "sheep", "cow"),
    "vehicle": ("car", "bus", "train", "truck", "motorcycle", "bicycle", "boat", "airplane"),
    "piece of furniture": ("chair", "couch", "table", "bed", "bench"),
    "fruit": ("apple", "banana", "orange"),
}

PURPOSES: dict[str, tuple[str, ...]] = {
    "dog": (
        "the animal that barks",
        "the animal that fetches sticks",
        "the pet that needs to walk",
        "who keeps the house",
    ),
    "cat": ("the animal that meows", "the animal that purrs", "the one that will chase mice", "the pet with whiskers"),
    "sheep": ("the animal that gives wool", "where wool comes from", "what gives us wool"),
    "cow": ("the animal that gives milk", "where milk comes from", "what gives us milk"),
    "horse": ("the animal you can ride", "the animal that can carry a rider", "what you put a saddle on"),
    "bird": ("the animal that flies", "the animal with feathers", "the one with wings"),
    "person": ("who is looking at the animal", "the human being", "the one that can read"),
    "chair": ("something to sit on", "the thing to sit on", "where one person sits"),
    "couch": ("where to take a nap", "where several people sit", "something several people can sit on"),
    "tv": ("the thing to see movies on", "what shows movies"),
    "car": ("something to drive", "the thing you drive"),
    "bottle": ("something to drink from", "what holds the drink"),
    "potted plant": ("what needs to be watered", "the thing that needs water"),
    "bed": ("something to sleep on", "where to sleep"),
    "umbrella": ("what protects from the rain",),
    "bicycle": ("what has a pedal", "the thing with two wheels and no engine"),
    "clock": ("what tells the time", "the thing that tells the time"),
    "airplane": ("what flies in the sky", "the thing that flies"),
    "boat": ("what floats on the water", "the thing that floats"),
    "train": ("what runs on rails", "the thing that runs on rails"),
    "table": ("where food is served", "where you put your plates"),
    "hat": ("what is worn on the head",),
    "shoes": ("what is worn on the feet", "what is on the feet"),
    "sunglasses": ("what protects the eyes from the sun",),
    "belt": ("what is worn around the waist",),
    "gloves": ("what is worn on the hands",),
    "scarf": ("what is worn around the neck",),
    "pants": ("what is worn on the legs",),
    "bag": ("what carries things",),
    "watch": ("what tells the time",),
    "window": ("where light comes in", "what you look through"),
    "door": ("where people enter", "where you enter the house"),
    "road": ("where cars drive",),
    "sky": ("where clouds live", "what is above the buildings"),
    "pavement": ("where people walk",),
    "building": ("where people live",),
}

LOOKALIKES: tuple[frozenset[str], ...] = (
    frozenset(
        [
            "blouse",
            "shirt",
            "top",
            "t-shirt",
            "sweater",
            "sweatshirt",
            "jumper",
            "cardigan",
            "hoodie",
            "vest",
            "bodysuit",
            "romper",
            "cape",
        ]
    ),
    frozenset(["coat", "jacket", "blazer", "cape", "cardigan", "suit", "vest", "hoodie"]),
    frozenset(["bag", "purse", "wallet", "handbag", "backpack", "suitcase"]),
    frozenset(["shoes", "boots", "heels", "pumps", "wedges", "flats", "loafers", "sneakers", "sandals"]),
    frozenset(["pants", "jeans", "leggings", "tights", "stockings", "socks", "shorts", "suit"]),
    frozenset(["dress", "skirt", "romper", "suit"]),
    frozenset(["sunglasses", "glasses"]),
    frozenset(
        ["accessories", "necklace", "bracelet", "earrings", "ring", "watch", "belt", "scarf", "hat", "tie", "gloves"]
    ),
    frozenset("vegetation tree grass flower|potted plant|fruit".replace("|", " ").split()) | {"potted plant"},
    frozenset(("pavement", "road", "platform", "floor", "floor wood", "gravel", "dirt", "sand", "stairs", "railroad")),
    frozenset(
        ("building", "house", "wall", "wall brick", "wall stone", "wall tile", "wall wood", "window", "door", "roof")
    ),
    frozenset(("couch", "chair", "bench", "bed")),
    frozenset(("table", "counter", "cabinet", "shelf", "table")),
    frozenset(("cup", "bowl", "wine glass", "bottle", "vase")),
    frozenset(("car", "truck", "bus")),
    frozenset(("sea", "river", "water")),
    frozenset(
        (
            "food",
            "fruit",
            "sandwich",
            "hot dog",
            "pizza",
            "cake",
            "donut",
            "banana",
            "apple",
            "orange",
            "broccoli",
            "carrot",
        )
    ),
    frozenset(("mountain", "rock", "dirt", "sand", "snow", "gravel")),
    frozenset(("tv", "laptop", "cell phone", "keyboard", "remote")),
    frozenset(("skin", "hair", "person")),
    frozenset(("blanket", "pillow", "towel", "curtain", "rug", "bed")),
    frozenset(("light", "traffic light")),
    frozenset(("paper", "cardboard", "book", "banner")),
    frozenset(("bird", "kite", "airplane")),
    frozenset(("skis", "snowboard", "surfboard", "skateboard")),
    frozenset(("fork", "knife", "spoon")),
)
"""Classes that a labeller may have exchanged: one of them present means the others are not surely absent."""

RARE = (
    "zebra",
    "giraffe",
    "elephant",
    "bear",
    "airplane",
    "train",
    "toilet",
    "pizza",
    "surfboard",
    "snowboard",
    "broccoli",
    "giraffe",
    "boat",
)
"""Things so rare in the photos that a source which does not label them can be taken to lack them."""
ANIMALS = ("dog", "cat", "sheep", "cow", "horse", "bird", "elephant", "zebra")
CLOTHES = ("skirt", "jeans", "dress", "boots", "sunglasses", "belt", "scarf", "stockings", "bracelet", "tie")

ORDINALS = ("first", "second", "third", "fourth")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def plural(name: str) -> str:
    """`wine glass` -> `wine glasses`, `person` -> `people`."""
    *front, last = name.split()
    if last in ALWAYS_PLURAL:
        return name
    if last in PLURALS:
        last = PLURALS[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last != "lf" and last.endswith("lf"):
        last += "s"
    else:
        last += "s"
    return " ".join([*front, last])


def article(words: str) -> str:
    return "an" if words[0] in "aeiou" else "a"


def could_be(name: str, present: frozenset[str]) -> bool:
    """Whether a labeller might have called something present by `name`."""
    return name in present or any(name in group and group & present for group in LOOKALIKES)
