"""The citizen card "SG2" as bytes and text: pure, without tables, settings or a clock."""
