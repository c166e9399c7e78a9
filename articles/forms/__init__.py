"""Fields of the desk's forms: what editors type, made what the newsroom keeps."""
