"""Pages of the project, and how one is read; `__main__` says how one is written."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WIDTH = 120
COMMANDS = re.compile(
    r"(pledgebook|make|export|unset|alias|cd|mkdir|chmod|echo|printf|cat|cp|rm|sed|stat|sha256sum|openssl|python3|sudo|git|"
    r"softhsm2-util|token|swift|systemd-analyze|systemctl)( |$)|[a-z]+=\$\(|[A-Z_]+='|\(printf |\{ printf |# ")


def pages():
    found = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "Keys/README.md", "Ledger/README.md")]
    # CommandLine.md is made from the definitions of the commands, and a test of its own holds it to them.
    return found + sorted(page for page in (ROOT / "Documentation").glob("*.md") if page.name != "CommandLine.md")


class Step:
    """Commands of a page, with the lines (from 0) of what stands under them."""

    def __init__(self, line, commands, shown=None):
        self.line, self.commands, self.shown = line, commands, shown  # shown: (first, behind last), or None


class Page:
    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.steps, self.skipped, self.continues, self.faults = [], [], None, []
        self.read()

    def fault(self, line, text):
        self.faults.append(f"{self.name}:{line + 1}: {text}")

    def read(self):
        note, at, lines = None, 0, self.lines
        while at < len(lines):
            line = lines[at]
            if line.lstrip().startswith("<!--"):
                end = at
                while end < len(lines) and "-->" not in lines[end]:
                    end += 1
                comment = "\n".join(lines[at:end + 1]).strip()[4:].split("-->")[0].strip()
                kind, _, rest = comment.partition(":")
                rest = rest.strip()
                if kind not in ("not run", "file", "continues", "prepared") or not rest:
                    self.fault(at, f"this comment says nothing to anybody: {comment}")
                elif kind == "continues":
                    self.continues = rest
                elif kind == "prepared":
                    self.steps.append(Step(at, rest))
                else:
                    note = (kind, rest)
                at = end + 1
            elif line.startswith("    ") and line.strip() and (at == 0 or not lines[at - 1].strip() or note):
                end = at
                while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
                    end += 1
                while not lines[end - 1].strip():
                    end -= 1
                self.code(at, end, note)
                note, at = None, end
            else:
                if line.strip() and note:
                    self.fault(at, f"no code follows the comment “{note[0]}: {note[1]}”")
                    note = None
                at += 1

    def text(self, first, behind):
        piece = self.lines[first:behind]
        indent = min(len(line) - len(line.lstrip()) for line in piece if line.strip())
        return [line[indent:] for line in piece]

    def code(self, first, behind, note):
        text = self.text(first, behind)
        if note and note[0] == "file":
            words = "\n".join(text)
            self.steps.append(Step(first, f"cat > '{note[1]}' <<'END OF FILE'\n{words}\nEND OF FILE"))
            return
        begins = [line for above, line in zip([""] + text, text) if line.strip() and not above.strip()]
        commands = any(COMMANDS.match(line) for line in begins)
        if note:
            if commands:
                self.skipped.append((first, note[1]))
            else:
                self.fault(first, "marked as not run, and has no command")
            return
        if not commands and any(line.strip().startswith("pledgebook ") for line in text):
            self.fault(first, "a command that is neither run nor marked as not run")
        at, step = 0, None
        while at < len(text):
            end = at
            while end < len(text) and text[end].strip():
                end += 1
            if COMMANDS.match(text[at]):
                step = Step(first + at, "\n".join(text[at:end]))
                self.steps.append(step)
            elif step:
                step.shown = (step.shown[0] if step.shown else first + at, first + end)
            elif any(line.startswith("pledgebook ") for line in text[at:end]):
                self.fault(first + at, "a command stands in the middle of a paragraph that begins otherwise")
            elif commands:
                self.fault(first + at, "words of no command stand before a command in the same piece of code")
            at = end
            while at < len(text) and not text[at].strip():
                at += 1
