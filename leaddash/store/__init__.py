"""What people decide, kept in files of their own: proposals to change the agreement."""

from leaddash.store.proposals import as_file, folder, free_name, names, read, save

__all__ = ["as_file", "folder", "free_name", "names", "read", "save"]
