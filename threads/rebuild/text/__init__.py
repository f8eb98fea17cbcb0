"""What the lines of a dump say by themselves: times, names, furniture, and what extractors and printers added."""
