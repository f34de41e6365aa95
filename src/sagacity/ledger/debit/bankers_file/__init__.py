"""The bankers' association's file of direct debits (全銀協 預金口座振替): pure, both ways, strict."""
