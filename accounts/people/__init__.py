"""Who somebody is: roles, tokens, passwords, second factors, time zones."""
