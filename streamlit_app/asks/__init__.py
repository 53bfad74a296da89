"""One module for each thing that a step can ask for."""
