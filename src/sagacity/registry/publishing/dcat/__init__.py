"""The catalogue as linked data (DCAT 2): one graph, written in three forms."""
