"""Whose signed lists this machine takes: public keys in ``keys/lists`` of its instance.

One PEM file each, that an administrator puts there; its name is the name of the signer.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from flask import current_app

SUFFIX = ".pub.pem"


def folder() -> Path:
    """Where the public keys lie."""
    return Path(current_app.config["INSTANCE"]) / "keys" / "lists"


def installed() -> dict[str, Ed25519PublicKey]:
    """The signers whom this machine knows; a file that holds no such key is nobody's."""
    found = {}
    for path in sorted(folder().glob(f"*{SUFFIX}")):
        key = _public(path.read_bytes())
        if key is not None:
            found[path.name.removesuffix(SUFFIX)] = key
    return found


def make(private: Path, public: Path) -> None:
    """Write a new pair of keys; the private one is readable by its owner alone."""
    key = Ed25519PrivateKey.generate()
    private.touch(mode=0o600, exist_ok=False)
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    public.write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def private(path: Path) -> Ed25519PrivateKey:
    """A private key to sign with. Raises ``ValueError`` for another kind."""
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def _public(content: bytes) -> Ed25519PublicKey | None:
    try:
        key = serialization.load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
