"""From redacted text to prompts, by the files in resources/prompts."""
