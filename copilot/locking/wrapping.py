"""A key with a passphrase around it, so that the keyring alone does not open the store."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from copilot.errors import StoreError, WrongKey

FORM = "wrapped-1"
# scrypt (RFC 7914) as the OWASP Password Storage Cheat Sheet asks for at least: 128 MiB and half a
# second for each guess.
N, R, P = 2**17, 8, 1
SALT, NONCE, KEY = 16, 12, 32  # bytes
MOST_N, MOST_R, MOST_P = 2**20, 8, 16  # a damaged text must not take all memory


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A passphrase that was stretched, once for as long as the profile is open."""

    about: str  # form, parameters and salt, which stand before every key that it wraps
    secret: bytes = field(repr=False)

    def wrap(self, key: bytes) -> str:
        """AES-256-GCM with a fresh nonce; what stands before it is bound as well."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(NONCE)
        sealed = AESGCM(self.secret).encrypt(nonce, key, self.about.encode())
        return f"{self.about}:{nonce.hex()}:{sealed.hex()}"

    def unwrap(self, text: str) -> bytes:
        """Raises WrongKey where another passphrase is around it, or it was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            *_, nonce, sealed = text.split(":")
            parts = bytes.fromhex(nonce), bytes.fromhex(sealed)
            return AESGCM(self.secret).decrypt(*parts, self.about.encode())
        except InvalidTag as error:
            raise WrongKey(
                "The passphrase is not the one around the key of this store. Nothing was changed. "
                "Check capitals and the keyboard's language, and try again."
            ) from error
        except ValueError as error:
            raise _damaged() from error


def is_wrapped(text: str) -> bool:
    """Whether a passphrase is around the key in this text."""
    return text.startswith("wrapped-")


def new_wrapping(passphrase: str) -> Wrapping:
    """With a fresh salt; takes half a second."""
    return _wrapping(passphrase, N, R, P, os.urandom(SALT))


def wrapping_of(text: str, passphrase: str) -> Wrapping:
    """As the text was wrapped. Raises StoreError where it is no text of this program."""
    try:
        form, *numbers, salt, _, _ = text.split(":")
        n, r, p = map(int, numbers)
        if form != FORM or not (1 < n <= MOST_N and 0 < r <= MOST_R and 0 < p <= MOST_P):
            raise _damaged()
        return _wrapping(passphrase, n, r, p, bytes.fromhex(salt))
    except ValueError as error:
        raise _damaged() from error


def _wrapping(passphrase: str, n: int, r: int, p: int, salt: bytes) -> Wrapping:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    secret = Scrypt(salt=salt, length=KEY, n=n, r=r, p=p).derive(passphrase.encode())
    return Wrapping(f"{FORM}:{n}:{r}:{p}:{salt.hex()}", secret)


def _damaged() -> StoreError:
    return StoreError(
        "What the keyring holds as the key of the store is no key of this program, or one of a "
        "newer version. Nothing was changed. Restore the keyring from a backup."
    )
