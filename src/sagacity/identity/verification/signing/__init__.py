"""Signing: a document is signed with the certificate of the card, by the national authentication app."""
