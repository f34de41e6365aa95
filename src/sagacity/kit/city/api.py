"""The city this house serves today: everything that makes it this city is data in its pack."""

from sagacity.kit.city.pack import BrokenPack, City, Language, current, folder, load, packs_folder

__all__ = ["BrokenPack", "City", "Language", "current", "folder", "load", "packs_folder"]
