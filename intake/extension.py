"""What the room adds to the kernel's pages: the way from a register to its imports."""

from programme.extension import Extension


class Intake(Extension):
    """Files that come in."""

    def register_links(self, view):
        if not view.log.adds:
            return []
        return [{"label": "Import", "url": view.address(f"intake:{view.log.name}")}]
