"""What Japan writes differently: era dates, names, kana, postal codes, numbers, working days. Pure, without Django."""
