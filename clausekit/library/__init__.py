"""The data room: clauses, alliance types, vocabulary, legal basis, and how they are loaded."""
