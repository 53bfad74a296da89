"""One module a screen: home, session, log."""
