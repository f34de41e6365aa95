"""What the law says about days: pure, without tables of the database, without a clock."""
