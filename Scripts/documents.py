#!/usr/bin/env python3
"""Holds the documents of the project to what the program does.

    documents.py run [PAGE…]      runs the commands of the pages and compares what stands under them with what came
    documents.py renew [PAGE…]    writes what came in the place of what stands there; read the difference before it goes in
    documents.py lines [PAGE…]    names lines longer than 120 columns
    documents.py wrap [PAGE…]     breaks paragraphs and list items at 120 columns

Without PAGE all pages of the project. The program is the one of --program FILE, or pledgebook in PATH.

How a page is read. Code is indented by four blanks, as everywhere in this project. A paragraph of it whose first word
is that of a command (COMMANDS) is run by bash, in the order of the page, in a folder of its own that begins empty but
for links to Ledger and Documentation. What follows in the same piece of code is what the command says on both streams:
a line of `…` stands for any lines, `…` within a line for any characters, and a last line `(exit status N)` for a
command that fails. Without one every command has to end with 0. Comments of the page that no reader sees:

    <!-- not run: REASON -->      the piece of code below is not run; the reasons are listed and counted
    <!-- file: NAME -->           the piece of code below is written into a file
    <!-- continues: PAGE -->      the commands of that page are run before, as its readers have done
    <!-- prepared: COMMANDS -->   is run there: what another person or machine would have done

Whether run or not, and also where a command stands within a sentence or a table: it has to be one of the program, and so
have its options.

What is not compared to the letter is in `Comparison`, and paths and addresses that the folder stands for in STANDS_FOR.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
WIDTH = 120
COMMANDS = re.compile(
    r"(pledgebook|make|export|unset|alias|cd|mkdir|echo|printf|cat|cp|rm|sed|stat|sha256sum|openssl|python3|sudo|git|"
    r"softhsm2-util|token|swift|systemd-analyze|systemctl)( |$)|[a-z]+=\$\(|[A-Z_]+='|\(printf |\{ printf |# ")
# Folders of other machines and volumes, and the address of a published copy, lie in the folder of the page: wherever a
# published copy is read, a folder does what an address does.
STANDS_FOR = [
    ("https://pledges.example/", "$WORKSHOP/srv/"), ("/srv/", "$WORKSHOP/srv/"), ("/var/lib/", "$WORKSHOP/var/lib/"),
    ("/media/", "$WORKSHOP/media/"), ("/backup/", "$WORKSHOP/backup/"), ("/other-volume/", "$WORKSHOP/other-volume/")]
MARK = "\x1e"


def pages():
    found = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "Keys/README.md", "Ledger/README.md")]
    return found + sorted((ROOT / "Documentation").glob("*.md"))


# --- Reading a page ---------------------------------------------------------------------------------------------------


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


# --- Running a page ---------------------------------------------------------------------------------------------------


def run(page, program):
    """What each step said, and its status: [(text, status)], None for steps that never came to run."""
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        workshop = pathlib.Path(folder).resolve()
        for name in ("Ledger", "Documentation"):
            (workshop / name).symlink_to(ROOT / name)
        for name in ("srv", "var/lib", "media", "backup", "other-volume", "tmp"):
            (workshop / name).mkdir(parents=True)
        before = []
        at = page
        while at.continues:
            at = Page(ROOT / "Documentation" / at.continues)
            before = at.steps + before
        steps = before + page.steps
        script = ["trap 'failed=$?' ERR", "exec 2>&1"]
        for number, step in enumerate(steps):
            commands = step.commands
            for words, folder in STANDS_FOR:
                commands = re.sub(rf"(?<![\w./$-]){re.escape(words)}", lambda _: folder.replace("$WORKSHOP", str(workshop)), commands)
            script += ["failed=0", commands, f"printf '{MARK}%s\\n' $failed"]
        environment = {
            "PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(workshop), "LANG": "C.UTF-8",
            "TMPDIR": str(workshop / "tmp"), "WORKSHOP": str(workshop)}
        try:
            ended = subprocess.run(
                ["bash", "-c", "\n".join(script)], cwd=workshop, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, timeout=300)
            output = ended.stdout
        except subprocess.TimeoutExpired as late:
            output = late.stdout or b""
        text = output.decode("utf-8", "replace")
        for words, folder in STANDS_FOR:
            text = text.replace(folder.replace("$WORKSHOP", str(workshop)), words)
        said, results = text.split(MARK), []
        for number in range(len(steps)):
            if number + 1 >= len(said):
                results.append(None)
                continue
            words = said[number] if number == 0 else said[number].partition("\n")[2]
            results.append((words, int(said[number + 1].partition("\n")[0] or 0)))
        return results[:len(before)], results[len(before):], before


class Comparison:
    """What a page shows against what came. Not compared to the letter:

    * digests, key ids, keys and signatures (hexadecimal of 8 digits or more, base64 of 40 characters or more): they are
      others each time. But one that stands twice on a page has to be one thing both times.
    * the present: instants from 2026 to 2029, which the accords of the documents do not speak of.
    * blanks at the end of a line.
    """
    CHANGING = re.compile(
        r"202[6-9]-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?|[0-9a-f]{8,}(?![0-9a-zA-Z+/])|[A-Za-z0-9+/]{40,}={0,2}")

    def __init__(self):
        self.meaning = {}

    def line_fits(self, shown, came):
        pattern, tokens, at = "", [], 0
        for found in self.CHANGING.finditer(shown):
            pattern += self.literal(shown[at:found.start()]) + "(" + self.CHANGING.pattern + ")"
            tokens.append(found.group())
            at = found.end()
        match = re.fullmatch(pattern + self.literal(shown[at:]), came.rstrip())
        if not match:
            return False
        for token, word in zip(tokens, match.groups()):
            if token.startswith("202") and "-" in token:
                continue
            if self.meaning.setdefault(token, word) != word:
                return False
        return True

    @staticmethod
    def literal(text):
        return ".*".join(re.escape(part) for part in text.rstrip("\n").split("…"))

    def fits(self, shown, came):
        """None, or the first line that does not fit, counted from 0."""
        at, skip = 0, False
        for number, line in enumerate(shown):
            if line.strip() == "…":
                skip = True
                continue
            if skip:
                while at < len(came) and not self.line_fits(line.rstrip(), came[at]):
                    at += 1
            if at >= len(came) or not (skip or self.line_fits(line.rstrip(), came[at])):
                return number, came[at] if at < len(came) else "nothing more"
            at, skip = at + 1, False
        if not skip and at < len(came):
            return len(shown), came[at]
        return None


def lines_of(result):
    words, status = result
    lines = words.rstrip("\n").split("\n") if words.strip() else []
    return lines + ([f"(exit status {status})"] if status else [])


# --- Names ------------------------------------------------------------------------------------------------------------


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

    def fault(self, command):
        """What is wrong with `pledgebook …`, or None."""
        words = command.split()[1:]
        groups = {name.split()[0] for name in self.options if " " in name}
        if not words or words[0] in ("<command>", "COMMAND", "…") or words[0].startswith("--"):
            name = ""
        elif " ".join(words[:2]) in self.options:
            name = " ".join(words[:2])
        elif words[0] in self.options:
            name = words[0]
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
        wrong = {step.line for step in page.steps  # on purpose: it says what comes of it
                 if step.shown and page.lines[step.shown[1] - 1].strip() == "(exit status 2)"}
        for number, command in spans(page):
            fault = self.fault(command)
            if fault and number not in wrong:
                found.append(f"{page.name}:{number + 1}: {fault}")
        return found


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


def judge(page, program):
    """The faults of a page: what was not said, failed, or was said otherwise."""
    faults = list(page.faults) + Names.of(program).faults(page)
    if not page.steps or faults:
        return faults
    before, results, earlier = run(page, program)
    for step, result in zip(earlier, before):
        if result is None or (result[1] and not step.shown):
            return [f"{page.name}: what it continues does not run: {step.commands.splitlines()[0]}"]
    comparison = Comparison()
    for step, result in zip(page.steps, results):
        where = f"{page.name}:{step.line + 1}: {step.commands.splitlines()[0]}"
        if result is None:
            return faults + [f"{where}\n  did not come to its end"]
        came = lines_of(result)
        if not step.shown:
            if result[1]:
                faults.append(f"{where}\n  " + "\n  ".join(came))
            continue
        shown = page.text(*step.shown)
        found = comparison.fits(shown, came)
        if found:
            there = shown[found[0]] if found[0] < len(shown) else "nothing more"
            faults.append(f"{where}\n  line {step.shown[0] + found[0] + 1} has  {there}\n  and came  {found[1]}")
    return faults


# --- Renewing what a page shows ---------------------------------------------------------------------------------------


def renew(page, program):
    """Puts what came in the place of what stands there. Lines of `…` stay where the lines around them still stand."""
    _, results, _ = run(page, program)
    lines = list(page.lines)
    for step, result in reversed(list(zip(page.steps, results))):
        if not step.shown or result is None:
            continue
        first, behind = step.shown
        shown, came = page.text(first, behind), lines_of(result)
        if Comparison().fits(shown, came) is None:
            came = spelled(shown, came)
        elif any(line.strip() == "…" for line in shown):
            print(f"{page.name}:{first + 1}: shortened, and not what came; look yourself:\n" + "\n".join(came))
            continue
        indent = lines[first][:len(lines[first]) - len(lines[first].lstrip())]
        lines[first:behind] = [(indent + line).rstrip() for line in came]
    page.path.write_text("\n".join(lines), encoding="utf-8")


def spelled(shown, came):
    """What came, shortened as what is shown."""
    result, at, skip = [], 0, False
    for line in shown:
        if line.strip() == "…":
            skip = True
            result.append(line)
            continue
        if skip:
            while not Comparison().line_fits(line.rstrip(), came[at]):
                at += 1
        result.append(line if "…" in line and line.rstrip() != came[at].rstrip() and "…" not in came[at] else came[at])
        at, skip = at + 1, False
    return result


# --- Lines ------------------------------------------------------------------------------------------------------------


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


def main(words):
    words = list(words)
    program = pathlib.Path(next((str(f) for f in (pathlib.Path(p) / "pledgebook" for p in
                                                  os.environ.get("PATH", "").split(":")) if f.is_file()), "pledgebook"))
    if "--program" in words:
        at = words.index("--program")
        program = pathlib.Path(words[at + 1])
        del words[at:at + 2]
    if not words or words[0] not in ("run", "renew", "lines", "wrap"):
        print(__doc__)
        return 2
    chosen = [Page(pathlib.Path(word).resolve()) for word in words[1:]] or [Page(path) for path in pages()]
    if words[0] == "wrap":
        for page in chosen:
            wrap(page)
        return 0
    if words[0] == "lines":
        found = [line for page in chosen for line in long_lines(page)]
        print("\n".join(found) if found else f"{len(chosen)} pages fit {WIDTH} columns")
        return 1 if found else 0
    if not (program.is_file() and os.access(program, os.X_OK)):
        print(f"there is no program {program}: build it first, or name it with --program")
        return 2
    program = program.absolute()
    if words[0] == "renew":
        for page in chosen:
            renew(page, program)
        return 0
    Names.of(program)
    with ThreadPoolExecutor(max_workers=2) as pool:
        faults = [fault for found in pool.map(lambda page: judge(page, program), chosen) for fault in found]
    for page in chosen:
        for line, reason in page.skipped:
            print(f"not run  {page.name}:{line + 1}  {reason}")
    print("".join(fault + "\n" for fault in faults), end="")
    steps = sum(len(page.steps) for page in chosen)
    shown = sum(1 for page in chosen for step in page.steps if step.shown)
    skipped = sum(len(page.skipped) for page in chosen)
    print(f"{len(chosen)} pages: {steps} pieces run, {shown} of them compared, {skipped} not run, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
