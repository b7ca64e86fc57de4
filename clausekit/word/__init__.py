"""The Word room: everything that knows what a .docx file is."""
