"""Certificates of the My Number Card (JPKI): path, revocation, policy, four facts; and signatures."""
