"""PURE: a certificate as an Open Badges 3.0 credential, signed and verified offline.

The credential is an ``OpenBadgeCredential`` (Open Badges 3.0 §B.1) of one ``Achievement``; its
proof is the JSON Web Token format of §8.2: a JWS in compact form (RFC 7515 §7.1) whose payload is
the credential itself, with ``iss``, ``sub``, ``jti``, ``nbf`` and ``exp`` beside its members. The
algorithm is EdDSA over Ed25519 (RFC 8037 §3.1); the issuer is named by the key itself (did:key).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUB = b"\xed\x01"  # multicodec
LARGEST = 64 * 1024  # characters of a credential that is read


def credential(certificate_id: str, facts: Mapping[str, Any], zone: str,
               public: bytes) -> dict[str, Any]:  # fmt: skip
    """The credential of a certificate's facts; its days begin at midnight in ``zone``."""
    told = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{certificate_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts["course"]["title_fr"],
        "issuer": {"id": did_key(public), "type": ["Profile"], "name": facts["post"]["name"]},
        "validFrom": _iso(_midnight(facts["issued_on"], zone)),
        "credentialSubject": _subject(facts),
    }
    if facts["valid_until"]:
        told["validUntil"] = _iso(_midnight(facts["valid_until"], zone))
    return told


def signed(told: Mapping[str, Any], key: bytes) -> str:
    """The token of a credential, signed by 32 secret bytes (Open Badges 3.0 §8.2.4)."""
    private = Ed25519PrivateKey.from_private_bytes(key)
    issuer = told["issuer"]["id"]
    kid = f"{issuer}#{issuer.removeprefix('did:key:')}"
    head = {"alg": "EdDSA", "kid": kid, "typ": "JWT"}
    claims = {**told, "iss": issuer, "jti": told["id"], "nbf": _seconds(told["validFrom"])}
    if "validUntil" in told:
        claims["exp"] = _seconds(told["validUntil"])
    text = f"{_packed(head)}.{_packed(claims)}"
    return f"{text}.{_base64(private.sign(text.encode()))}"


def verified(token: str, public: bytes) -> dict[str, Any] | None:
    """The claims of a token that the owner of this public key signed; None for any other. The
    algorithm is never taken from the token (RFC 8725 §3.1)."""
    try:
        head, claims, signature = token.strip().split(".")
        said = json.loads(_bytes(head))
        Ed25519PublicKey.from_public_bytes(public).verify(
            _bytes(signature), f"{head}.{claims}".encode()
        )
        told = json.loads(_bytes(claims))
    except (InvalidSignature, ValueError, RecursionError):  # JSON and base 64 are ValueErrors
        return None
    is_ours = said.get("alg") == "EdDSA" if isinstance(said, dict) else False
    return told if is_ours and _agrees(told, public) else None


def did_key(public: bytes) -> str:
    """The did:key of an Ed25519 public key (W3C CCG did:key §3.1)."""
    return f"did:key:z{_base58(_ED25519_PUB + public)}"


def _agrees(told: object, public: bytes) -> bool:
    """Whether the registered claims say what the credential says (Open Badges 3.0 §8.2.6)."""
    if not isinstance(told, dict) or not isinstance(told.get("issuer"), dict):
        return False
    is_named = told.get("iss") == told["issuer"].get("id") == did_key(public)
    return is_named and told.get("jti") == told.get("id") and "OpenBadgeCredential" in told["type"]


def _subject(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Who achieved what. A name and no number of a person; the subject has no address."""
    course, rule = facts["course"], facts["rule"]
    names = [name for name in (facts["name"], facts["name_arabic"]) if name]
    attended = (
        f"{rule['minutes_credited']} of {rule['minutes_held']} minutes attended; "
        f"at least {rule['min_attendance']} per cent"
    )
    tested = f"; score {rule['score']} of 100, at least {rule['pass_mark']}"
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "identityHash": name, "identityType": "name",
             "hashed": False}
            for name in names
        ],
        "activityStartDate": f"{facts['starts_on']}T00:00:00Z",
        "activityEndDate": f"{facts['ends_on']}T00:00:00Z",
        "achievement": {
            "id": f"urn:borderpost:course:{course['code']}:{course['version']}",
            "type": ["Achievement"],
            "achievementType": "Course",
            "humanCode": course["code"],
            "name": course["title_fr"],
            "description": f"{course['title_en'] or course['title_fr']}, {course['hours']} h",
            "criteria": {"narrative": attended + (tested if rule["pass_mark"] is not None else "")},
        },
        "licenseNumber": facts["number"],
    }  # fmt: skip


def _midnight(day: str, zone: str) -> datetime:
    at = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone))
    return at.astimezone(UTC)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _packed(told: Mapping[str, Any]) -> str:
    return _base64(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """The bytes of a base64url text without padding; raises ``ValueError`` for any that is not
    in its only form (RFC 4648 §3.5), so that no character may be another."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(text[:20]) from error
    if _base64(data) != text:
        raise ValueError(text[:20])
    return data


def _base58(data: bytes) -> str:
    number, told = int.from_bytes(data), ""
    while number:
        number, place = divmod(number, 58)
        told = _BASE58[place] + told
    return told
