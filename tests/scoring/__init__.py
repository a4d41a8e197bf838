"""The event tape and the replay over it."""
