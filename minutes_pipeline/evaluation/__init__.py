"""How good a draft is, against a spoken reference and the minutes a clerk would write."""
