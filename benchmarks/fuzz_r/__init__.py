"""A differential fuzz: random tables, our numbers beside R's."""
