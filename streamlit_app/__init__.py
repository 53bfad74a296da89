"""The guided app: what a person on their first day sees. Rules, words and the log are the engine's."""
