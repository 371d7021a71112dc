"""Certificates that last as long as the tests."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world.live.make_certificates import Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Good and bad ones; skipped where there is nothing to make them with."""
    pytest.importorskip("cryptography")
    from tests.world.live.make_certificates import make_certificates

    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trust(certificates: Certificates) -> ssl.SSLContext:
    """Trusts the authority of the tests and nobody else."""
    return ssl.create_default_context(cafile=certificates.authority)
