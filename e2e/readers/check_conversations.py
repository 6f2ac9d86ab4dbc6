"""Checks training conversations by ms-swift's message schema, and reads their masks with a reader of its own.

    check_conversations.py FOLDER MASKS_JSON

FOLDER holds conversations.jsonl and the photos. MASKS_JSON maps each photo's stem to its objects, `{class, bits}`, bits
one digit a pixel, row-major. Each mask written in bricks is compared with the cells of its object: those that the mask
covers by half. The schema: messages of role and content that begin with the user (or system) and go on in turns; as many
<image> as photos; no placeholder of ms-swift among the words. Prints a JSON report.
"""

import json
import re
import sys
from pathlib import Path

import jsonschema
import numpy as np
from PIL import Image

SCHEMA = {
    "type": "object",
    "required": ["messages", "images"],
    "properties": {
        "messages": {
            "type": "array",
            "minItems": 2,
            "items": {
                "type": "object",
                "required": ["role", "content"],
                "additionalProperties": False,
                "properties": {
                    "role": {"enum": ["system", "user", "assistant"]},
                    "content": {"type": "string", "minLength": 1},
                },
            },
        },
        "images": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
    },
}
OBJECT = re.compile(r"<ref>([^<]*)</ref><box>\[(.*?)\]</box>((?:<seg>[^<]*</seg>)*)")
BOX = re.compile(r"\[(\d+) (\d+) (\d+) (\d+)\]")
BRICK = re.compile(r"([fb])g(\d+)")


def cells_of(mask: np.ndarray, grid: int) -> np.ndarray:
    """1 where at least half of a cell is covered; every pixel is cut into grid x grid, so that all borders are whole."""
    height, width = mask.shape
    fine = np.kron(mask, np.ones((grid, grid), np.uint8)).reshape(grid, height, grid, width)
    return fine.sum((1, 3)) * 2 >= height * width


def painted(box: list[int], text: str, grid: int) -> np.ndarray:
    """The cells that a descriptor paints; an edge of 63 means the border, up to which the last cell is repeated."""
    x1, y1, x2, y2 = box
    left, top, right, bottom = x1 * grid // 64, y1 * grid // 64, -(-x2 * grid // 64), -(-y2 * grid // 64)
    values = [int(kind == "f") for kind, length in BRICK.findall(text) for _ in range(int(length))]
    cells = np.zeros((grid, grid), bool)
    cells[top:bottom, left:right] = np.array(values).reshape(bottom - top, right - left)
    if x2 == 63:
        cells[:, right:] = cells[:, right - 1 : right]
    if y2 == 63:
        cells[bottom:] = cells[bottom - 1 : bottom]
    return cells


folder, truth = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
problems: list[str] = []
records = masks = 0
agreement = []
for line in (folder / "conversations.jsonl").read_text().splitlines():
    record = json.loads(line)
    jsonschema.validate(record, SCHEMA)
    records += 1
    messages = record["messages"]
    words = "".join(message["content"] for message in messages)
    roles = [message["role"] for message in messages]
    if roles != ["user", "assistant"] * (len(roles) // 2):
        problems.append(f"roles: {roles}")
    if words.count("<image>") != len(record["images"]) or not messages[0]["content"].startswith("<image>"):
        problems.append("<image> does not fit the photos")
    if any(tag in words for tag in ("<bbox>", "<ref-object>", "<video>", "<audio>")):
        problems.append("a placeholder of ms-swift stands among the words")
    if not all((folder / path).is_file() for path in record["images"]):
        problems.append("a photo is missing")
    waiting = list(truth[Path(record["images"][0]).stem])
    grid = record["text4seg"]["grid"]
    width, height = Image.open(folder / record["images"][0]).size
    for message in messages[1::2]:
        for label, boxes, segments in OBJECT.findall(message["content"]):
            texts = re.findall(r"<seg>([^<]*)</seg>", segments)
            for box, text in zip(BOX.findall(boxes), texts, strict=True):
                cells = painted([int(edge) for edge in box], text, grid)
                item = next(item for item in waiting if item["class"] == label)
                waiting.remove(item)
                mask = np.frombuffer(item["bits"].encode(), np.uint8).reshape(height, width) == ord("1")
                wanted = cells_of(mask.astype(np.uint8), grid)
                # The last column and row of a box that reaches the border repeat the ones before them.
                agreement.append(float((cells & wanted)[:-1, :-1].sum() / (cells | wanted)[:-1, :-1].sum()))
                masks += 1
    if waiting:
        problems.append(f"{len(waiting)} objects of {record['images'][0]} are missing")
print(
    json.dumps(
        {"records": records, "masks": masks, "worstIou": round(min(agreement), 4), "problems": problems},
    )
)
