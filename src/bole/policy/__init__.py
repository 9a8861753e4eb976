"""A programme's document as data: packs, cycles, cases."""
