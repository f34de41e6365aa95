"""Files of changes from the resident register: reading is pure, applying is one transaction."""
