"""Real clauses as an experienced hand would write them in SQL, beside the same by bole.

Both read the same Parquet, keep all levels (a missing fact is 1, never "no"), and write them.
"""
