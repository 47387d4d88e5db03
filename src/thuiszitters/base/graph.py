"""Directed graphs without cycles: what comes after what, and which sets separate two nodes.

References
----------
Lauritzen, S. L., Dawid, A. P., Larsen, B. N. and Leimer, H.-G. (1990). Independence properties of
directed Markov fields. Networks 20, 491-505 (separation in the moral graph of the ancestors).
Pearl, J. (2009). Causality, 2nd edition, section 3.3 (the back-door criterion).
"""

from collections.abc import Collection, Mapping

#: Node to the nodes that its arrows point to.
Arrows = Mapping[str, Collection[str]]


def descendants(arrows: Arrows, node: str) -> frozenset[str]:
    """Every node that arrows lead to, without the node itself unless they lead back to it.

    Examples
    --------
    >>> sorted(descendants({"a": ["b"], "b": ["c"]}, "a"))
    ['b', 'c']
    """
    found: set[str] = set()
    waiting = list(arrows.get(node, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += arrows.get(one, ())
    return frozenset(found)


def in_a_circle(arrows: Arrows) -> tuple[str, ...]:
    """Nodes from which arrows lead back to themselves, in the order of the graph.

    Examples
    --------
    >>> in_a_circle({"a": ["b"], "b": ["c", "a"]}), in_a_circle({"a": ["b"]})
    (('a', 'b'), ())
    """
    return tuple(node for node in arrows if node in descendants(arrows, node))


def ancestors(arrows: Arrows, nodes: Collection[str]) -> frozenset[str]:
    """These nodes and every node that arrows lead from to one of them."""
    backwards = _turned(arrows)
    return frozenset(nodes).union(*(descendants(backwards, node) for node in nodes))


def separated(arrows: Arrows, first: str, second: str, given: Collection[str]) -> bool:
    """Whether a set blocks every path between two nodes (d-separation).

    Examples
    --------
    A common cause is blocked by adjusting for it; a common effect is opened by it:

    >>> fork, collider = {"c": ["x", "y"]}, {"x": ["c"], "y": ["c"]}
    >>> separated(fork, "x", "y", []), separated(fork, "x", "y", ["c"])
    (False, True)
    >>> separated(collider, "x", "y", []), separated(collider, "x", "y", ["c"])
    (True, False)
    """
    kept = ancestors(arrows, {first, second, *given})
    moral = _moral(arrows, kept)
    seen, waiting = {first}, [first]
    while waiting:
        for other in moral[waiting.pop()] - seen - set(given):
            seen.add(other)
            waiting.append(other)
    return second not in seen


def back_door_closed(arrows: Arrows, cause: str, effect: str, given: Collection[str]) -> bool:
    """Whether a set blocks every path into a cause, so that no common cause is left open.

    The other half of the back-door criterion, that the set holds nothing that follows from the
    cause, is for the caller to ask.

    Examples
    --------
    >>> arrows = {"c": ["x", "y"], "x": ["m"], "m": ["y"]}
    >>> back_door_closed(arrows, "x", "y", []), back_door_closed(arrows, "x", "y", ["c"])
    (False, True)
    """
    without = {node: ends for node, ends in arrows.items() if node != cause}
    return separated(without, cause, effect, given)


def _turned(arrows: Arrows) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for node, ends in arrows.items():
        for end in ends:
            turned.setdefault(end, []).append(node)
    return turned


def _moral(arrows: Arrows, kept: Collection[str]) -> dict[str, set[str]]:
    """The graph without directions among some nodes, with causes of one effect joined."""
    near: dict[str, set[str]] = {node: set() for node in kept}
    for end, causes in _turned(arrows).items():
        if end not in kept:
            continue
        family = [end, *(cause for cause in causes if cause in kept)]
        for one in family:
            near[one] |= {other for other in family if other != one}
    return near
