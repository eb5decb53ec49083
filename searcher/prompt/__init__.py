"""The interactive mode: queries and commands, line by line, on an archive that stays open."""
