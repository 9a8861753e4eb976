"""bole 伯乐: talent policies as data; judged, explained and carried out."""

__version__ = "0.1.0"
