"""The language room: words, sentences, word families, quantities. The only room that knows spaCy."""
