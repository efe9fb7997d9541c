"""The version, which is Skytrawl's own in Python's form."""

VERSION = "0.1.0.dev0"
