"""The answer to the question of a plan: how sure each part is, and the card that says it.

`certainty` holds the rules, `evidence` collects what they look at from released numbers, `card`
puts the result into words. Reports, figures, the index and alternative texts all read the card.
"""
