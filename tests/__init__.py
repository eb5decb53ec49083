"""The tests of the project and the tools they measure with."""
