"""The report page: template, styles, scripts, and the code that fills them."""
