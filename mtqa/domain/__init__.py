"""The values that travel through the pipeline: frozen dataclasses on the standard library only."""
