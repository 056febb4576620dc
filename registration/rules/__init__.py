"""What is allowed: plain decisions from plain values. No web, database, clock or chance in here."""
