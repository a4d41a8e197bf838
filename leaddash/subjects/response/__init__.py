"""Response: how each hand-over was answered, and what answering fast went with."""
