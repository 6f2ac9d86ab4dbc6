"""Training of text4seg-nano, the embedded model: data, prompts, architecture, losses, evaluation."""
