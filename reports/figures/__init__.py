"""One file per figure; each returns a ``plotly.graph_objects.Figure``."""
