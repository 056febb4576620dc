"""The words for everything that has a code: said once, translated in the catalogues."""
