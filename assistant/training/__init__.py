"""How the adapters that ship with the project are made; runnable by anyone with the data."""
