"""How the house is: one page for load balancers and for the people who keep it running."""
