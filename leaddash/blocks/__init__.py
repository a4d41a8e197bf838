"""What a page is made of, as data: what metrics and charts are, and blocks that a screen, a file or a mail draws."""
