"""What all parts of a page are."""


class Block:
    """A part of a page; how each is drawn is a matter of where it is shown."""
