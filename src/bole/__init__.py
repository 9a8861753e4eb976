"""bole 伯乐: talent policies as data; judged, explained and carried out."""
