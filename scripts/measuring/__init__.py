"""What the measuring scripts share: gold data, span scoring, the systems compared."""
