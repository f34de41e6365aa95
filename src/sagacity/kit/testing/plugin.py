"""The pytest plug-in: a named cast and builders for stories about the city."""
