"""What closure adds to the kernel's pages."""

from programme.extension import Extension


class Closure(Extension):
    """The end of a programme."""

    def programme_links(self, view):
        return [{"label": "Readiness for closure", "url": view.address("closure:readiness")}]
