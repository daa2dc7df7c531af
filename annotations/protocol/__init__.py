"""The Web Annotation Protocol (https://www.w3.org/TR/annotation-protocol/) over the notes and their workflow."""
