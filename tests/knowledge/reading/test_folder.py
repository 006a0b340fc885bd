"""A folder is listed without opening a file; what cannot be read is named, and the rest goes on."""

import os
import unicodedata
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from copilot.errors import BadInput
from copilot.knowledge.reading.extracting import extract
from copilot.knowledge.reading.folder import list_folder
from copilot.knowledge.reading.listing import RawDocument, Unreadable, fingerprint
from copilot.records import Extracted, KnownIdentity, Scope, SourceKind
from copilot.settings import KnowledgeFolder
from tests.knowledge.reading.made_files import Pdf, word

ARTICLE = "# Refunds\n\nA refund takes 5 days.\n"


def nothing(name, data):
    raise AssertionError(f"{name} was opened")


def listing_of(path, extract=nothing, **more):
    return list_folder(KnowledgeFolder(str(path), **more), extract=extract)


def read(path, name, **more):
    """The one document of this name, read."""
    listing = listing_of(path, extract, **more)
    return next(one for one in listing.listed if one.id.endswith(f"/{name}")).read()


def reasons(listing):
    return {problem.id.rpartition("/")[2]: problem.reason for problem in listing.problems}


def test_files_below_are_listed_by_their_path_and_hidden_ones_are_not(tmp_path):
    for name in ("b.md", "sub/A.PDF", "sub/deep/c.html", ".git/d.md", "~$x.docx", ".e.md", "f.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    listing = listing_of(tmp_path)
    assert [one.id for one in listing.listed] == [
        f"{tmp_path}/b.md",
        f"{tmp_path}/sub/A.PDF",
        f"{tmp_path}/sub/deep/c.html",
    ]
    assert (listing.name, listing.kind, listing.problems) == (
        str(tmp_path),
        SourceKind.ARTICLE,
        (),
    )


def test_a_stamp_tells_that_a_file_or_its_folders_scope_changed(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("one")
    os.utime(file, ns=(5, 5))
    (before,) = listing_of(tmp_path).listed
    assert before.stamp == "5:3"
    (internal,) = listing_of(tmp_path, scope="internal").listed
    (of_team,) = listing_of(tmp_path, team="Billing").listed
    os.utime(file, ns=(6, 6))
    (after,) = listing_of(tmp_path).listed
    assert len({before.stamp, internal.stamp, of_team.stamp, after.stamp}) == 4


def test_the_same_names_in_two_folders_do_not_collide(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(ARTICLE)
    ids = [listing_of(path).listed[0].id for path in ("one", "two/")]
    assert ids == ["one/a.md", "two/a.md"]


def test_a_name_has_one_spelling_however_the_disk_writes_it(tmp_path):
    composed, apart = (unicodedata.normalize(form, "größe.md") for form in ("NFC", "NFD"))
    (tmp_path / apart).write_text("# Apart\n\nx")
    (one,) = listing_of(tmp_path).listed
    assert one.id == f"{tmp_path}/{composed}"
    assert one.read().title == "Apart"
    (tmp_path / composed).write_text("# Composed\n\nx")
    both = listing_of(tmp_path).listed
    if len(both) == 2:  # not on a disk that holds the two for one
        assert {one.read().title for one in both} == {"Apart", "Composed"}
        assert len({one.id for one in both}) == 2


def test_other_kinds_are_named_once_with_what_to_do(tmp_path):
    for name in ("a.xlsx", "b.XLSX", "c.doc", "LICENSE"):
        (tmp_path / name).write_text("x")
    assert reasons(listing_of(tmp_path)) == {
        "*": "1 file of a kind that cannot be read: no suffix; save them as Markdown, text or PDF",
        "*.doc": "1 file of a kind that cannot be read: .doc; save them as DOCX",
        "*.xlsx": "2 files of a kind that cannot be read: .xlsx; save them as CSV",
    }


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="links need rights on Windows")
def test_links_that_leave_the_folder_are_refused(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.md").write_text(ARTICLE)
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.md").write_text(ARTICLE)
    (folder / "file.md").symlink_to(tmp_path / "out" / "secret.md")
    (folder / "dir").symlink_to(tmp_path / "out")
    (folder / "loop").symlink_to(folder)
    (folder / "inside.md").symlink_to(folder / "sub" / "a.md")
    listing = listing_of(folder)
    assert [one.id.removeprefix(f"{folder}/") for one in listing.listed] == [
        "inside.md",
        "sub/a.md",
    ]
    assert {name: reason.split(";")[0] for name, reason in reasons(listing).items()} == {
        "dir": "is a link out of the folder",
        "file.md": "is a link out of the folder",
    }


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="links need rights on Windows")
def test_a_file_that_became_a_link_since_it_was_listed_is_refused(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(ARTICLE)
    (tmp_path / "secret.md").write_text(ARTICLE)
    (one,) = listing_of(folder).listed
    (folder / "a.md").unlink()
    (folder / "a.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(Unreadable, match="is a link out of the folder"):
        one.read()


@pytest.mark.skipif(getattr(os, "getuid", lambda: 0)() == 0, reason="root may open everything")
def test_a_folder_that_is_shut_is_a_problem_and_the_root_an_error(tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    (tmp_path / "a.md").write_text(ARTICLE)
    try:
        listing = listing_of(tmp_path)
        with pytest.raises(BadInput, match="cannot be opened"):
            listing_of(shut)
    finally:
        shut.chmod(0o700)
    assert len(listing.listed) == 1
    assert reasons(listing)["shut"].startswith("cannot be opened")


def test_a_name_that_is_no_text_is_a_problem(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text(ARTICLE)
    except OSError:
        pytest.skip("this disk takes no such name")
    listing = listing_of(tmp_path)
    assert listing.listed == ()
    assert reasons(listing) == {"caf\\udce9.md": "has a name that is not UTF-8; rename it"}


def test_no_folder_is_an_error_that_says_what_is_kept(tmp_path):
    with pytest.raises(BadInput, match=r"There is no folder .* is kept"):
        listing_of(tmp_path / "gone")


def test_front_matter_says_what_the_folder_does_not(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: 'Goodwill'\nscope: internal  # not for customers\nlanguage: de-AT\n"
        "changed: 2026-03-01\nvalid_from: 2026-04-01\nvalid_until: 2026-12-31\n"
        "---\n\nUp to 20 EUR.\n"
    )
    found = read(tmp_path, "a.md")
    assert found == RawDocument(
        id=f"{tmp_path}/a.md",
        kind=SourceKind.ARTICLE,
        title="Goodwill",
        text="\nUp to 20 EUR.\n",
        scope=Scope.INTERNAL,
        changed=datetime(2026, 3, 1, tzinfo=UTC),
        language="de",
        valid_from=date(2026, 4, 1),
        valid_until=date(2026, 12, 31),
    )


def test_two_rules_are_no_front_matter_and_nobody_hides_in_it(tmp_path):
    (tmp_path / "a.md").write_text("---\nJust a paragraph.\n\n---\nMore.\n")
    assert read(tmp_path, "a.md").text == "---\nJust a paragraph.\n\n---\nMore.\n"
    (tmp_path / "b.md").write_text("---\nsco\u200bpe: internal\n---\nMore.\n")
    found = read(tmp_path, "b.md")
    assert (found.scope, found.hidden) == (Scope.INTERNAL, ("zero-width characters (1 place)",))


@pytest.mark.parametrize(
    ("folder", "front", "scope", "team"),
    [
        ({}, "", Scope.PUBLIC, ""),
        ({"scope": "internal"}, "", Scope.INTERNAL, ""),
        ({"scope": "internal"}, "scope: PUBLIC", Scope.PUBLIC, ""),
        ({"team": "Billing"}, "", Scope.INTERNAL, "Billing"),
        ({"team": "Billing"}, "scope: public", Scope.INTERNAL, "Billing"),
        ({}, "team: Billing", Scope.INTERNAL, "Billing"),
        ({"team": "Billing"}, "team: Legal", Scope.INTERNAL, "Legal"),
        ({"team": "Billing"}, "team:", Scope.INTERNAL, "Billing"),
    ],
)
def test_who_may_see_it(tmp_path, folder, front, scope, team):
    (tmp_path / "a.md").write_text(f"---\n{front}\n---\ntext\n")
    found = read(tmp_path, "a.md", **folder)
    assert (found.scope, found.team) == (scope, team)


def test_what_is_not_said_comes_from_the_file(tmp_path):
    (tmp_path / "how-to_pay.md").write_text("Pay by card.\n")
    os.utime(tmp_path / "how-to_pay.md", (86_400, 86_400))
    found = read(tmp_path, "how-to_pay.md", kind="macro")
    assert (found.title, found.kind, found.language) == ("how to pay", SourceKind.MACRO, "")
    assert found.changed == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "is empty"),
        ("a.md", b"caf\xe9 au lait", "is not UTF-8; save it as UTF-8"),
        ("a.txt", b"x\0y", "is not text"),
        ("a.md", b"%PDF-1.4", "holds a PDF file, although its name ends in .md"),
        ("a.csv", b"PK\x03\x04xl/", "holds a ZIP or Office file, although its name ends in .csv"),
        ("a.md", b"x" * 2_000_001, "is larger than 2 MB; split it"),
        ("a.md", b"# Only a title\n", "has a title and no text"),
        ("a.md", b"---\nscope: intern\n---\nx", 'has the scope "intern"; write public or internal'),
        ("a.md", b"---\nvalid_until: soon\n---\nx", 'has "soon" as valid_until'),
        ("a.pdf", b"%PDF-1.4 and nothing", "is damaged"),
        ("a.docx", b"PK\x03\x04", "is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as raised:
        read(tmp_path, name)
    assert str(raised.value).startswith(reason)


def test_a_huge_file_is_not_even_opened(tmp_path):
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(50_000_001)
    (one,) = listing_of(tmp_path, nothing).listed
    with pytest.raises(Unreadable, match="is larger than 50 MB"):
        one.read()


def test_a_file_that_vanished_says_so(tmp_path):
    (tmp_path / "a.md").write_text(ARTICLE)
    (one,) = listing_of(tmp_path).listed
    (tmp_path / "a.md").unlink()
    with pytest.raises(Unreadable, match="cannot be opened"):
        one.read()


def test_hostile_formats_go_through_the_given_function(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<p>raw")
    given = []

    def elsewhere(name, data):
        given.append((name, data))
        return Extracted("Title", "Text.", "fr", ("comments (1 place)",))

    (one,) = listing_of(tmp_path, elsewhere).listed
    found = one.read()
    assert given == [("a.html", b"<p>raw")]
    assert (found.title, found.text, found.language) == ("Title", "Text.", "fr")
    assert found.hidden == ("comments (1 place)",)


def test_every_kind_is_read(tmp_path):
    (tmp_path / "a.md").write_text(ARTICLE)
    (tmp_path / "b.markdown").write_bytes(ARTICLE.replace("\n", "\r\n").encode("utf-16"))
    (tmp_path / "c.txt").write_text("A refund takes 5 days.")
    (tmp_path / "d.csv").write_text("question,answer\nRefunds,A refund takes 5 days.\n")
    (tmp_path / "e.htm").write_text("<h1>Refunds</h1>A refund takes 5 days.")
    (tmp_path / "f.pdf").write_bytes(Pdf().paragraph("A refund takes 5 days.").made())
    (tmp_path / "g.docx").write_bytes(word("A refund takes 5 days."))
    found = [one.read() for one in listing_of(tmp_path, extract).listed]
    assert len(found) == 7
    assert all("A refund takes 5 days." in one.text for one in found)
    assert all("\r" not in one.text for one in found)


def test_a_fingerprint_covers_every_field():
    raw = RawDocument("a", SourceKind.ARTICLE, "T", "x", Scope.PUBLIC)
    others = {
        "id": "b",
        "kind": SourceKind.MACRO,
        "title": "U",
        "text": "y",
        "scope": Scope.INTERNAL,
        "team": "Billing",
        "changed": datetime(2026, 1, 1, tzinfo=UTC),
        "language": "de",
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 1, 1),
        "hidden": ("comments (1 place)",),
        "known": (KnownIdentity("CUSTOMER", "N"),),
    }
    assert set(others) == {field.name for field in fields(RawDocument)}
    prints = {fingerprint(replace(raw, **{name: value})) for name, value in others.items()}
    assert len(prints | {fingerprint(raw)}) == len(others) + 1
    assert fingerprint(raw) == fingerprint(replace(raw))
