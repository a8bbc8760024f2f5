"""An optional polish by a language model on the office's own machine; off by default."""
