"""Who said what: words joined to voices, voices and utterances given their roles."""
