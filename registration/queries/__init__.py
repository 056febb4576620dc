"""What we look at: reads that never write."""
