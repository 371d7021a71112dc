"""Certificates for servers of tests: a good one, and four that nobody should believe."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Certificates:
    """Paths of PEM files: `authority` alone is believed; the others hold certificate and key."""

    authority: Path
    good: Path
    expired: Path
    early: Path
    other_host: Path
    self_signed: Path
    stranger: Path


def make_certificates(folder: Path) -> Certificates:
    """Make them all, for 127.0.0.1 and localhost."""
    folder.mkdir(parents=True, exist_ok=True)
    now = dt.datetime.now(dt.UTC)
    authority, stranger = _Authority("Tests"), _Authority("Somebody else")
    root = folder / "authority.pem"
    root.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    itself = _Authority("127.0.0.1", names=("127.0.0.1",))

    def leaf(name: str, by: _Authority, names: tuple[str, ...], days: tuple[int, int]) -> Path:
        path = folder / f"{name}.pem"
        begins, ends = (now + _DAY * one for one in days)
        path.write_bytes(by.signed(names, begins, ends))
        return path

    here = ("127.0.0.1", "localhost")
    path = folder / "self-signed.pem"
    path.write_bytes(itself.own_pem())
    return Certificates(
        authority=root,
        good=leaf("good", authority, here, (-1, 30)),
        expired=leaf("expired", authority, here, (-30, -1)),
        early=leaf("early", authority, here, (5, 30)),
        other_host=leaf("other-host", authority, ("mail.example.org",), (-1, 30)),
        self_signed=path,
        stranger=leaf("stranger", stranger, here, (-1, 30)),
    )


class _Authority:
    def __init__(self, name: str, names: tuple[str, ...] = ()) -> None:
        now = dt.datetime.now(dt.UTC)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _named(name)
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + 30 * _DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_signs(), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False
            )
        )
        if names:
            builder = builder.add_extension(_alternatives(names), critical=False)
        self.certificate = builder.sign(self.key, hashes.SHA256())

    def signed(self, names: tuple[str, ...], begins: dt.datetime, ends: dt.datetime) -> bytes:
        """A certificate for these names, with its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = (
            x509.CertificateBuilder()
            .subject_name(_named(names[0]))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(_alternatives(names), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )
        return _pem(made, key)

    def own_pem(self) -> bytes:
        """Its own certificate, with its key."""
        return _pem(self.certificate, self.key)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _alternatives(names: tuple[str, ...]) -> x509.SubjectAlternativeName:
    found: list[x509.GeneralName] = []
    for name in names:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return x509.SubjectAlternativeName(found)


def _signs() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
