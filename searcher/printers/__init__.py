"""Results on a screen and for machines. `format_*` returns, `print_*` writes."""
