"""Wallets: the card for an app of somebody else's, as an SD-JWT VC whose facts are shown one by one."""
