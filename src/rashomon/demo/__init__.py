"""The bundled sample: short news reports of real attacks, each told by rival kinds of publisher (see README.md)."""
