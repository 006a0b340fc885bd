"""The only adapter of Beautiful Soup and markdownify: what a web page shows, as Markdown.

Pages are parsed by lxml, which ends unclosed paragraphs and items as browsers do, where
html.parser nests them ever deeper; it is here anyway for DOCX.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from copilot.knowledge.reading.content import as_text, check_content
from copilot.knowledge.reading.front_matter import language_code
from copilot.knowledge.reading.listing import Unreadable
from copilot.knowledge.reading.unseen import report, seen_characters
from copilot.knowledge.reading.visibility import Look, declarations, gone, look
from copilot.records import Extracted

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_ENCODINGS = re.compile(
    r"utf-?8|utf-16(?:le|be)?|windows-125\d|cp125\d|iso-?8859-\d+|koi8-[ru]|shift_jis|euc-(?:jp|kr)|"
    r"gb2312|gbk|gb18030|big5"
)
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "latin1": "cp1252",
}
_XML_LINE = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NO_TEXT = (
    "script style template noscript nav svg math iframe object embed audio video canvas map "
    "button select textarea input datalist dialog:not([open]) [role=navigation] [role=search] "
    "[role=banner] [role=contentinfo] footer"
)
_NEVER_SHOWN = ("script", "style", "template", "title")
_MAIN = ("main", "[role=main]", "article", "body")
_WORDS_OF_A_PICTURE = 8
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TO_A_HEADING = ("¶", "#", "§", "🔗", "link")
_DEEPEST = 200  # elements in one another
_TOO_DEEP = "is damaged or nested too deeply; save it anew"
_WIDEST = 50  # columns
# What follows takes markdownify the square of its length.
_MOST_BLANKS = 200
_BLANKS = re.compile(rf"\s{{{_MOST_BLANKS},}}")
_INNER_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}")
_LONGEST_NUMBERED = 500  # items; a longer list is written with dashes


def extract_html(data: bytes) -> Extracted:
    """Title, main content and language of a web page. Raises Unreadable."""
    check_content(".html", data)
    import bs4

    text = _XML_LINE.sub("", as_text(_decoded(data)))
    text = _BLANKS.sub(lambda found: found[0][:_MOST_BLANKS], text)
    left_out: Counter[str] = Counter()
    try:
        soup = bs4.BeautifulSoup(f"{text}\n", "lxml")
        _without_comments(soup, left_out)
        _without_unseen(soup, left_out)
        for element in soup.select(_NO_TEXT.replace(" ", ",")):
            element.decompose()
        main = _main(soup)
        title = seen_characters(_title(soup, main), left_out)
        written = seen_characters(_as_markdown(main), left_out)
    except (RecursionError, bs4.ParserRejectedMarkup) as problem:
        raise Unreadable(_TOO_DEEP) from problem
    if not written:
        raise Unreadable("shows no text; save the page as it looks in the browser")
    root = soup.find("html")
    language = language_code(str(root.get("lang") or "")) if root else ""
    return Extracted(title, written, language, report(left_out))


def _decoded(data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    name = _AS_BROWSERS_DO.get(name, name)
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    if marked or name.startswith("utf-16") or not _ENCODINGS.fullmatch(name):
        name = "utf-16" if marked and data[:1] != b"\xef" else "utf-8-sig"
    for encoding in (name, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable("is not UTF-8 and does not say what it is; save it as UTF-8")


def _without_comments(soup: BeautifulSoup, left_out: Counter[str]) -> None:
    import bs4

    for comment in soup.find_all(string=lambda text: isinstance(text, bs4.Comment)):
        left_out["comments"] += bool(comment.strip())
        comment.extract()


def _without_unseen(soup: BeautifulSoup, left_out: Counter[str]) -> None:
    """Takes out what is hidden by attributes, inline styles or the page's own style sheet."""
    import bs4

    rules = _ruled(soup)
    stack: list[tuple[Tag, Look, int]] = [(soup, Look(), 0)]
    while stack:
        element, around, depth = stack.pop()
        if depth > _DEEPEST:
            raise Unreadable(_TOO_DEEP)
        for child in list(element.children):
            if isinstance(child, bs4.Tag):
                styles = {**rules.get(id(child), {}), **declarations(str(child.get("style") or ""))}
                why = gone(child.attrs, styles)
                if why:
                    left_out[why] += bool(child.get_text().strip())
                    child.decompose()
                else:
                    stack.append((child, look(child.attrs, styles, around), depth + 1))
            elif (why := around.unseen()) and element.name not in _NEVER_SHOWN:
                left_out[why] += bool(str(child).strip())
                child.extract()


def _ruled(soup: BeautifulSoup) -> dict[int, dict[str, str]]:
    """By the id() of an element: what the style sheets in the page say, later rules last.

    Rules for other media are left alone. Which rule is the more specific is not looked at.
    """
    import soupsieve

    found: dict[int, dict[str, str]] = {}
    sheets = " ".join(style.get_text() for style in soup.find_all("style"))
    for selector, css in _RULE.findall(_AT_RULE.sub("", _CSS_COMMENT.sub("", sheets))):
        said = declarations(css)
        if said.keys() & {"display", "visibility", "opacity", "font-size", "color", "position"} or (
            any(name.startswith(("background", "text-indent", "overflow")) for name in said)
        ):
            try:
                chosen = soup.select(selector.strip())
            except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError):
                continue
            for element in chosen:
                found.setdefault(id(element), {}).update(said)
    return found


def _main(soup: BeautifulSoup) -> Tag:
    for selector in _MAIN:
        found = soup.select(selector)
        if len(found) == 1 and found[0].get_text().strip():
            main = found[0]
            break
    else:
        return soup
    if main.name == "body":
        for element in main.find_all(["header", "aside"]):
            if element.find_parent(["article", "section"]) is None and not element.find("h1"):
                element.decompose()
    return main


def _title(soup: BeautifulSoup, main: Tag) -> str:
    """The only first-level heading, which is then taken out; else the page's title."""
    heads = [head for head in main.find_all("h1") if head.get_text().strip()]
    if len(heads) == 1:
        _without_anchors(heads[0])
        title = _one_line(heads[0].get_text())
        heads[0].decompose()
        return title
    named = soup.find("title")
    return _one_line(named.get_text()) if named else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_anchors(heading: Tag) -> None:
    for link in heading.find_all("a"):
        if link.get_text().strip().lower() in _TO_A_HEADING:
            link.decompose()


def _as_markdown(main: Tag) -> str:
    import markdownify

    for heading in main.find_all(list(_HEADINGS)):
        _without_anchors(heading)
    _without_frames(main)
    for cell in main.find_all(colspan=True):
        span = str(cell["colspan"])
        cell["colspan"] = str(min(int(span), _WIDEST)) if span.isdigit() and len(span) < 9 else "1"
    for picture in main.find_all("img"):
        words = _one_line(str(picture.get("alt") or ""))
        picture.replace_with(words if len(words.split()) <= _WORDS_OF_A_PICTURE else "")
    for link in main.find_all("a"):
        link.attrs = {"href": link["href"]} if _leads_out(str(link.get("href") or "")) else {}
    for numbered in main.find_all("ol"):
        if len(numbered.find_all("li", recursive=False)) > _LONGEST_NUMBERED:
            numbered.name = "ul"
    written = markdownify.MarkdownConverter(
        heading_style=markdownify.ATX,
        bullets="-",
        autolinks=False,
        escape_asterisks=False,
        escape_underscores=False,
        table_infer_header=True,
    ).convert_soup(main)
    return "\n".join(_tidied(written)).strip("\n")


def _without_frames(main: Tag) -> None:
    """Tables that only arrange a page become plain elements; a bar in a cell becomes a slash."""
    for table in main.find_all("table"):
        if table.find(["table", *_HEADINGS]) or table.get("role") in ("presentation", "none"):
            for part in table.find_all(["thead", "tbody", "tfoot", "tr", "td", "th"]):
                if part.find_parent("table") is table:
                    part.name = "div"
            table.name = "div"
    for cell in main.find_all(["td", "th"]):
        for text in cell.find_all(string=re.compile(r"\|")):
            text.replace_with(text.replace("|", "/"))


def _leads_out(address: str) -> bool:
    """Whether an address says something away from the file it stands in."""
    return address.lower().startswith(("http://", "https://", "mailto:", "tel:"))


def _tidied(text: str) -> Iterator[str]:
    """Lines with single blanks but in code, and one empty line at most between two others."""
    empty = in_code = False
    for line in text.replace("\xa0", " ").split("\n"):
        line = line.rstrip()
        in_code ^= line.lstrip().startswith("```")
        if line or in_code or not empty:
            yield line if in_code else _INNER_BLANKS.sub(" ", line)
        empty = not line
