"""Benchmarking: how far mtqa's flags and scores agree with people's marks, and which thresholds that advises."""
