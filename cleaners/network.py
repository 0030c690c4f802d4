"""A small network of one hidden layer, as training scripts fit one and keep it in cleaners/data/*_model.json."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.errors import ResourceError
from cleaners.resources import DATA

Floats = NDArray[np.float64]


class Network(NamedTuple):
    """The weights of one hidden layer, for columns that are read as they are."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float

    def odds(self, rows: NDArray[Any]) -> Floats:
        """The logarithm of the odds that each row is what was asked for."""
        hidden = np.maximum(rows @ self.hidden + self.hidden_bias, 0.0)
        found: Floats = hidden @ self.out + self.out_bias
        return found

    def chances(self, rows: NDArray[Any]) -> Floats:
        """How likely each row is what was asked for, 0 to 1."""
        found: Floats = 1 / (1 + np.exp(-self.odds(rows)))
        return found

    def rounded(self) -> dict[str, Any]:
        """The weights as they are stored, with four digits."""
        return {
            "hidden": [[round(each, 4) for each in row] for row in self.hidden.tolist()],
            "hidden_bias": [round(each, 4) for each in self.hidden_bias.tolist()],
            "out": [round(each, 4) for each in self.out.tolist()],
            "out_bias": round(self.out_bias, 4),
        }


def unscaled(net: Any, middle: Floats, width: Floats) -> Network:
    """What scikit-learn fitted to columns that were centred and scaled, for the columns as they are."""
    weights = net.coefs_[0] / width[:, None]
    return Network(weights, net.intercepts_[0] - middle @ weights, net.coefs_[1][:, 0], float(net.intercepts_[1][0]))


def stored(name: str, **columns: object) -> Network:
    """
    The network that bench/train_<name>.py wrote.

    Raises ResourceError when the file is missing, or was trained on other `columns` than those given.
    """
    path = DATA / f"{name}_model.json"
    if not path.is_file():
        raise ResourceError(f"cleaners/data/{path.name} is missing; reinstall limpide, or run bench/train_{name}.py")
    held = json.loads(path.read_text(encoding="utf-8"))
    if any(held[each] != wanted for each, wanted in columns.items()):
        raise ResourceError(f"cleaners/data/{path.name} was trained on other columns; run bench/train_{name}.py")
    return Network(
        np.array(held["hidden"]), np.array(held["hidden_bias"]), np.array(held["out"]), float(held["out_bias"])
    )
