"""The messages of the report, one JSON file a language with the same keys in each."""
