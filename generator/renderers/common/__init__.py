"""What the products share: short texts to HTML, words of the interface, addresses. Knows no product."""
