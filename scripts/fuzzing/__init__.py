"""Fuzzing of everything that mtqa reads: seeds, mutations, and what must hold of what comes out."""
