"""What a page is made of, as data: what a metric is, and the blocks that a screen, a file or a mail draws."""
