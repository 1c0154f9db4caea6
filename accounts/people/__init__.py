"""Who a person is and what they may do: roles, tokens, passwords, second factors, time zones."""
