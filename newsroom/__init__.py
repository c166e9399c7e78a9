"""The roof over the two houses: settings, addresses, the server's entry."""
