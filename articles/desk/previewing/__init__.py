"""A working copy as readers would get it: beside the form, from the list, by a link for others."""
