"""What happens to spreadsheets that editors bring: uploaded, checked, published, taken out. One file an action."""
