"""Small settings of the profile, and secrets where there is no keyring; both encrypted."""

from __future__ import annotations

from copilot.store.store import Store


class Profile:
    """Settings by name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str) -> str | None:
        sql = "SELECT value FROM profile WHERE name = ?"
        row = self._store.read(lambda db: db.execute(sql, (name,)).fetchone())
        return str(row[0]) if row else None

    def set(self, name: str, value: str) -> None:
        sql = "INSERT OR REPLACE INTO profile VALUES (?, ?)"
        self._store.write(lambda db: db.execute(sql, (name, value)))

    def delete(self, name: str) -> None:
        self._store.write(lambda db: db.execute("DELETE FROM profile WHERE name = ?", (name,)))


class StoreKeys:
    """Keys inside the store: for the connectors' tokens of a profile with a passphrase."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def get(self, name: str) -> str | None:
        return self._profile.get(f"secret:{name}")

    def set(self, name: str, secret: str) -> None:
        self._profile.set(f"secret:{name}", secret)

    def delete(self, name: str) -> None:
        self._profile.delete(f"secret:{name}")
