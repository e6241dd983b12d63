"""The picture of how a programme is organised: who reports to whom, from the top down.

Pure functions: no models, no clock. Units are those of the picture's own view box; every number is
whole, so that a picture is the same everywhere.
"""

from programme.formats import clipped, counted

WIDTH, TOP = 760, 4
BOX, HEIGHT, GAP = 470, 44, 14  # a box, and what lies between two of them
STEP = 56  # by which a box stands further in than the one that it reports to
NAME_SPACE = 56  # letters of a body's name in bold


def chart(bodies: list[dict]) -> dict:
    """Places a box for each of `bodies`, {"name", "what", "depth", "parent"}, in their order.

    `depth` is how many bodies stand above it, `parent` the place in the list of the one that it
    reports to, None at the top.
    """
    boxes = [_box(body, place) for place, body in enumerate(bodies)]
    lines = [
        _elbow(boxes[body["parent"]], box)
        for body, box in zip(bodies, boxes, strict=True)
        if body["parent"] is not None
    ]
    height = TOP + max(1, len(boxes)) * (HEIGHT + GAP)
    return {"width": WIDTH, "height": height, "boxes": boxes, "lines": lines, "title": said(bodies)}


def said(bodies) -> str:
    """What the picture says, in words."""
    told = [
        f"{one['name']} reports to {bodies[one['parent']]['name']}"
        for one in bodies
        if one["parent"] is not None
    ]
    return f"Organisation: {'; '.join([counted(len(bodies), 'body', 'bodies'), *told])}"


def _box(body, place):
    x, y = min(body["depth"], 5) * STEP + 2, TOP + place * (HEIGHT + GAP)
    return {
        "x": x,
        "y": y,
        "middle": y + HEIGHT // 2,
        "text_x": x + 12,
        "name_y": y + 19,
        "what_y": y + 35,
        "width": BOX,
        "height": HEIGHT,
        "name": clipped(body["name"], NAME_SPACE),
        "what": body["what"],
    }


def _elbow(above, below):
    x = above["x"] + STEP // 2
    return f"M{x} {above['y'] + HEIGHT}V{below['middle']}H{below['x']}"
