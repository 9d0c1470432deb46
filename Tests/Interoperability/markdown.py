#!/usr/bin/env python3
"""GitHub's reader of Markdown judges what we write for it: a line for each fault, and exit status 1.

    markdown.py FILE…      documents: nothing in them but the elements of our own reports, and no link
    markdown.py < LINES    a text and its Markdown in turn, a JSON string a line: shown as it is, in paragraphs and code"""
import html
import json
import pathlib
import re
import sys

import cmarkgfm

PAGE = {"h1", "h2", "h3", "p", "blockquote", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}


def rendered(markdown):
    return cmarkgfm.github_flavored_markdown_to_html(markdown)


def elements(page):
    return {name.lower() for name in re.findall(r"</?([A-Za-z][A-Za-z0-9]*)", page)}


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split(" ")).strip()


faults = []
if sys.argv[1:]:
    for name in sys.argv[1:]:
        others = elements(rendered(pathlib.Path(name).read_text("utf-8"))) - PAGE
        if others:
            faults.append(f"{pathlib.Path(name).name}: {' '.join(sorted(others))}")
else:
    lines = [json.loads(line) for line in sys.stdin.buffer.read().decode("utf-8").splitlines()]
    for text, markdown in zip(lines[::2], lines[1::2]):
        page = rendered(markdown)
        if elements(page) - {"p", "code"} or words(page).strip() != text.strip(" "):
            faults.append(f"{markdown!r} became {page.strip()!r}")
print("\n".join(faults))
sys.exit(1 if faults else 0)
