"""The pages of people: parse the request, call one action or report, render."""
