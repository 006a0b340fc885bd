"""Every single change of a record, made from its fields, so that no field is forgotten."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from copilot.records import Status


def other(value):
    """A value of the same type that is another one."""
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, tuple):
        return (*value, "x")
    return f"{value}x" if value is not None else Status.OPEN


def tampered(record, path=""):
    """(dotted name, the record with that one field changed) for each field, inner ones too."""
    for each in fields(record):
        value = getattr(record, each.name)
        name = f"{path}{each.name}"
        if is_dataclass(value):
            for inner, changed in tampered(value, f"{name}."):
                yield inner, replace(record, **{each.name: changed})
        else:
            for place, inner, changed in _tampered_inside(value, name):
                whole = (*value[:place], changed, *value[place + 1 :])
                yield inner, replace(record, **{each.name: whole})
            yield name, replace(record, **{each.name: other(value)})
            if value is not None and path != "outgoing.seen_version.":
                yield f"{name} gone", replace(record, **{each.name: _nothing(value)})


def _tampered_inside(value, name):
    """The same for each record of a list of records: (its place, dotted name, changed record)."""
    for place, one in enumerate(value if isinstance(value, tuple) else ()):
        if is_dataclass(one):
            yield from ((place, *each) for each in tampered(one, f"{name}[{place}]."))


def _nothing(value):
    return type(value)() if isinstance(value, tuple | int) or type(value) is str else None
