"""The HTML engine: platforms described by CSS selectors in, readings out."""
