"""What is mined from an article's text: the terms it sets in quotation marks, and the places it names."""
