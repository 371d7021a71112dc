"""Pure text engines: folding, keywords, regular expressions, and what detects languages."""
