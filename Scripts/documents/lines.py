"""Lines of pages: their length, their links, and where to break them."""
import re

from pages import ROOT, WIDTH, pages


def dead_links(page):
    found = []
    for number, (line, code) in enumerate(zip(page.lines, code_lines(page.lines))):
        for target in [] if code else re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", line)):
            name, _, anchor = target.partition("#")
            if "://" in name:
                continue
            path = page.path.parent / name if name else page.path
            if not path.exists():
                found.append(f"{page.name}:{number + 1}: {target} leads nowhere")
            elif anchor and anchor not in anchors(path):
                found.append(f"{page.name}:{number + 1}: no heading of {path.name} is #{anchor}")
    if page.path == ROOT / "Documentation" / "README.md":
        for other in pages():
            if other.parent == page.path.parent and other != page.path and f"]({other.name})" not in "\n".join(page.lines):
                found.append(f"{page.name}: {other.name} is not on the map")
    return found


def anchors(path):
    titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def is_bound(line, indent_of_code):
    """Whether a line cannot be wrapped: a table, code, a heading, a comment, one word that is longer than a line."""
    text = line.strip()
    words = [word for word in text.split(" ") if len(word) > WIDTH - 12]
    return text.startswith(("|", "#", "<!--", "![")) or indent_of_code or bool(words)


def long_lines(page):
    found = []
    for number, (line, code) in enumerate(zip(page.lines, code_lines(page.lines))):
        if len(line) > WIDTH and not is_bound(line, code):
            found.append(f"{page.name}:{number + 1}: {len(line)} columns")
    return found


def code_lines(lines):
    """For each line whether it is code: indented by four, or by four more than the list item that it stands in."""
    result, deep, code, blank, comment = [], 0, False, True, False
    for line in lines:
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if comment or text.startswith("<!--"):
            comment = "-->" not in line
            result.append(True)
            blank = False
            continue
        if not text:
            result.append(code)
            blank = True
            continue
        item = re.match(r"\s*([*-]|\d+\.) ", line)
        if code:
            code = indent >= deep + 4
        elif blank:
            while deep and indent < deep:
                deep = 0
            code = indent >= deep + 4
        if not code and item:
            deep = item.end()
        elif not code and indent == 0 and blank:
            deep = 0
        result.append(code)
        blank = False
    return result


ATOM = re.compile(r"!?\[[^\]]*\]\([^)]*\)\S*|(?:[^\s`]*`[^`]+`[^\s`]*)+|\S+")


# Would begin a list, a heading or a quotation at the start of a line.
STARTS = re.compile(r"([*+=-]|\d+[.)]|#+)$|>")


def wrap(page):
    result, paragraph = [], []

    def flush():
        if not paragraph:
            return
        first = paragraph[0]
        item = re.match(r"(\s*(?:[*-]|\d+\.) )", first)
        lead = item.group(1) if item else first[:len(first) - len(first.lstrip())]
        hang = " " * len(lead) if item else lead
        if all(len(line) <= WIDTH for line in paragraph):
            result.extend(paragraph)
        else:
            words = []
            for word in ATOM.findall(" ".join([first[len(lead):]] + [line.strip() for line in paragraph[1:]])):
                if words and STARTS.match(word):
                    words[-1] += " " + word
                else:
                    words.append(word)
            line = lead
            for word in words:
                new = line + word if line.strip() == "" or line == lead else line + " " + word
                if len(new) > WIDTH and line.strip() != lead.strip():
                    result.append(line.rstrip())
                    line = hang + word
                else:
                    line = new
            result.append(line.rstrip())
        paragraph.clear()

    for line, code in zip(page.lines, code_lines(page.lines)):
        text = line.strip()
        if code or not text or text.startswith(("|", "#", "<!--", "<img", "![")):
            flush()
            result.append(line)
        elif re.match(r"\s*([*-]|\d+\.) ", line):
            flush()
            paragraph.append(line)
        else:
            paragraph.append(line)
    flush()
    page.path.write_text("\n".join(result), encoding="utf-8")
