"""Bytes to text, in the encoding that they are surely in, or a refusal."""
