"""Parcours: assembles digital-literacy courses into a private, accessible static training site."""

__version__ = "0.1.0"
