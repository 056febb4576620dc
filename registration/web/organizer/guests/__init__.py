"""What surrounds the guest table: columns, chips, saved views, tags, many people at once, undoing."""
