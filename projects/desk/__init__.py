"""Forms for editors: fields that read what is typed, say what they understood and ask where two things can be meant."""
