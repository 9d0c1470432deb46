"""Commands, options and targets that a page names, also where nothing is run: each has to be there."""
import re
import subprocess

from lines import code_lines
from pages import ROOT


class Names:
    """Commands and options as the help of the program has them."""

    def __init__(self, program):
        self.program, self.options = program, {}
        text = self.help([])
        for line in text.split("\n"):
            found = re.match(r"  ([a-z][a-z-]*(?: [a-z-]+)?)(?:  |$)", line)
            if found:
                words = found.group(1)
                self.options[words] = set(re.findall(r"--[a-z][a-z-]*", self.help(words.split())))
        self.options[""] = set(re.findall(r"--[a-z][a-z-]*", text))

    known = {}

    @classmethod
    def of(cls, program):
        if program not in cls.known:
            cls.known[program] = cls(program)
        return cls.known[program]

    def help(self, words):
        asked = subprocess.run([self.program, *words, "--help"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        return asked.stdout.decode("utf-8", "replace")

    def command(self, words):
        """The command that these words begin with, or None."""
        return next((name for name in (" ".join(words[:2]), words[0]) if name and name in self.options), None)

    def fault(self, command):
        """What is wrong with `pledgebook …`, or None."""
        words = command.split()[1:]
        groups = {name.split()[0] for name in self.options if " " in name}
        if not words or words[0] in ("<command>", "COMMAND", "…") or words[0].startswith("--"):
            name = ""
        elif words[0] == "help" and len(words) == 2:
            asked = subprocess.run([self.program, *words], stdin=subprocess.DEVNULL, capture_output=True)
            return f"pledgebook has no help on {words[1]}" if asked.returncode else None
        elif self.command(words):
            name = self.command(words)
        elif words[0] in groups and len(words) == 1:
            return None
        else:
            return f"pledgebook has no command {' '.join(words[:2])}"
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", command):
            if option not in self.options[name] | {"--help", "--version", "--json"}:
                return f"{name or 'pledgebook'} has no option {option}"
        return None

    def faults(self, page):
        found = []
        for number, words in brief(page):
            if self.command(words.split()) and (fault := self.fault("pledgebook " + words)):
                found.append(f"{page.name}:{number + 1}: {fault}")
        wrong = {step.line for step in page.steps  # on purpose: it says what comes of it
                 if step.shown and page.lines[step.shown[1] - 1].strip() == "(exit status 2)"}
        for number, command in spans(page):
            fault = self.fault(command)
            if fault and number not in wrong:
                found.append(f"{page.name}:{number + 1}: {fault}")
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
        for number, line in enumerate(page.lines):
            for target in re.findall(r"(?:`|^    )make ([a-z-]+)", line):
                if target not in targets:
                    found.append(f"{page.name}:{number + 1}: there is no make {target}")
        return found


def brief(page):
    """What stands within sentences and tables with options, and may be a command without the name of the program."""
    for number, (line, code) in enumerate(zip(page.lines, code_lines(page.lines))):
        for span in [] if code else re.findall(r"`([a-z][a-z-]* [^`]*--[^`]*)`", line):
            yield number, re.split(r" [|>] ", span)[0]


def spans(page):
    """Every command of the page that begins with pledgebook, in code and within sentences, with its line."""
    code = code_lines(page.lines)
    at = 0
    while at < len(page.lines):
        line = page.lines[at]
        if code[at]:
            found = re.match(r"\s*pledgebook (.*)", line)
            if found and len(line) - len(line.lstrip()) <= 8:
                first, command = at, line.strip()
                while command.endswith("\\") and at + 1 < len(page.lines):
                    at += 1
                    command = command[:-1] + page.lines[at].strip()
                yield first, re.split(r" [|>] |  +#|[;&]", command)[0]
        else:
            for span in re.findall(r"`(pledgebook [^`]*)`", line):
                yield at, re.split(r" [|>] ", span)[0]
        at += 1
