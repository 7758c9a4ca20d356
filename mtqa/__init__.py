"""mtqa: a quality checker for machine-translated French."""

__version__ = "0.1.0"
