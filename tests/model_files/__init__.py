"""Tests of fetching, proving and choosing model files."""
