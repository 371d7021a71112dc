"""Every service that writes stands in the matrix of rights."""

from __future__ import annotations

from tests.services.rights_matrix import MATRIX, NO_RIGHT_OF_ITS_OWN
from tests.services.writing import writing_functions


def test_every_service_that_writes_is_in_the_matrix() -> None:
    known = {name.partition(" (")[0] for name in MATRIX} | NO_RIGHT_OF_ITS_OWN.keys()
    missing = writing_functions().keys() - known
    assert not missing, (
        f"{', '.join(sorted(missing))} can write into a workspace, and tests/services/"
        "rights_matrix.py does not say who may do that. Have it ask (workspace.require(…), before"
        " its transaction), and give it a line in MATRIX: its name, the roles that may, a call of"
        " it. What cannot be called by itself goes to NO_RIGHT_OF_ITS_OWN, with the reason."
    )
    gone = known - writing_functions().keys()
    assert not gone, f"{', '.join(sorted(gone))} writes no more: take it out of rights_matrix.py"


def test_the_walk_through_the_services_finds_what_writes() -> None:
    """Directly, through another one, through a package, and in a method."""
    found = writing_functions()
    for name in (
        "lifecycle.promotion.promote",
        "lifecycle.scheduling.due",
        "importing.applying.apply",
        "drafts.StoredDraft.save",
        "sample_workspace.write_sample",
    ):
        assert name in found
    assert "lifecycle.scheduling.next_due" not in found
    assert "exporting.pack_workspace" not in found
