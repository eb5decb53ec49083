"""From a query to what a person sees."""
