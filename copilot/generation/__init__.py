"""Prompt to streamed Answer: the only room that knows llama.cpp; one owner of the model file."""
