"""The file formats in which stories arrive, one module each, bytes in and plain values out."""
