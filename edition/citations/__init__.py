"""Citations: neutral records, written in the formats of reference managers and in citation styles."""
