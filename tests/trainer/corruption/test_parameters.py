"""How damage is asked for, in Python and on a command line."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from trainer.corruption import Between, DamageInvalid, OneOf, request
from trainer.corruption.parameters import resolve


def test_fixing_one_parameter_leaves_the_others() -> None:
    declared = {"a": Between(0, 1), "b": Between(0, 1), "c": OneOf(tuple(range(100)))}
    free = resolve(declared, {}, np.random.default_rng(4))
    fixed = resolve(declared, {"a": 9}, np.random.default_rng(4))
    assert fixed["a"] == 9 and (fixed["b"], fixed["c"]) == (free["b"], free["c"])


def test_distributions_reach_their_ends_and_no_further() -> None:
    quantiles = np.linspace(0, 0.999999, 1001)
    assert {Between(2, 5, whole=True).at(u) for u in quantiles} == {2, 3, 4, 5}
    log = [Between(4, 28, log=True).at(u) for u in quantiles]
    assert (
        min(log) == 4
        and max(log) == pytest.approx(28, rel=1e-4)
        and np.median(log) == pytest.approx(10.6, abs=0.1)
    )
    assert np.mean([OneOf(("x", "y"), (3, 1)).at(u) == "x" for u in quantiles]) == pytest.approx(
        0.75, abs=0.01
    )


def test_a_request_is_a_name_and_its_parameters() -> None:
    assert request("freeform") == ("freeform", {})
    assert request("freeform_steps:vcn") == ("freeform_steps:vcn", {})
    assert request("freeform_steps:vcn,parts=4") == ("freeform_steps:vcn", {"parts": 4})
    name, params = request(
        "text:size=14..28,colour=1+0+0,lines=2..6,edge=hard|antialiased,angle=2.5,flip=true"
    )
    assert name == "text" and params["colour"] == (1, 0, 0) and params["lines"] == Between(2, 6, whole=True)
    assert (
        params["edge"] == OneOf(("hard", "antialiased")) and params["angle"] == 2.5 and params["flip"] is True
    )


def test_a_range_for_each_line_may_be_one_number() -> None:
    rng = np.random.default_rng(0)
    for given in (20, Between(14, 28, whole=True), (14, 28), OneOf((20, (3, 4)))):
        low, high = resolve({"size": (10, 32)}, {"size": given}, rng)["size"]
        assert (low, high) in ((20, 20), (14, 28), (3, 4))


def test_listing_all_damage_waits_for_no_heavy_library() -> None:
    program = (
        "import sys; from trainer import corruption; corruption.names(); "
        "sys.exit(str({'torch', 'scipy', 'cv2', 'skimage', 'PySide6'} & set(sys.modules) or ''))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stderr.strip() == ""


def test_a_range_of_words_is_refused() -> None:
    with pytest.raises(DamageInvalid, match="range"):
        request("text:size=a..b")
