"""nomenklatura's logic-v2 over pairs, by the Python that has it: ``python scorer.py``.

A JSON line comes in for each traveller: ``query`` and ``candidates``, each with name, birth, state
(two letters) and sex; the scores and the CPU seconds that they took go out as another. Entities are
made before the clock starts, and none shares its id (the library caches by id).
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from typing import Any

from followthemoney import EntityProxy
from nomenklatura.matching import ScoringConfig, get_algorithm

_IDS = itertools.count()


def entity(one: dict[str, str]) -> EntityProxy:
    """A person as the library knows it."""
    told = {"name": "name", "birthDate": "birth", "nationality": "state", "gender": "sex"}
    properties: dict[str, Any] = {key: [one[name]] for key, name in told.items() if one[name]}
    return EntityProxy.from_dict(
        {"id": f"p{next(_IDS)}", "schema": "Person", "properties": properties}
    )


def main() -> None:
    """Score every pair."""
    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
    assert algorithm is not None
    for line in sys.stdin:
        task = json.loads(line)
        query = entity(task["query"])
        candidates = [entity(one) for one in task["candidates"]]
        begun = time.process_time()
        scores = [algorithm.compare(query, one, config).score for one in candidates]
        spent = time.process_time() - begun
        print(json.dumps({"scores": scores, "seconds": spent}), flush=True)


if __name__ == "__main__":
    main()
