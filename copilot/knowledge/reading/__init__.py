"""Lists the documents of a source, and reads the ones that are new or changed.

The formats that strangers can booby-trap (HTML, PDF, DOCX) are taken apart in the engine process.
"""
