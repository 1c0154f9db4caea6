"""The pages of people: parse, one action or report, render."""
