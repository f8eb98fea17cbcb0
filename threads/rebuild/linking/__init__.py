"""From marks and words to one parent a comment: who wrote what, who answers whom, and how sure that is."""
