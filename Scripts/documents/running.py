"""Runs the commands of a page, compares what is shown with what came, and writes it anew."""
import pathlib
import re
import subprocess
import tempfile

from names import Names
from pages import ROOT, Page

# Folders of other machines and volumes, and the address of a published copy, lie in the folder of the page: wherever a
# published copy is read, a folder does what an address does.
STANDS_FOR = [
    ("https://pledges.example/", "$WORKSHOP/srv/"), ("/srv/", "$WORKSHOP/srv/"), ("/var/lib/", "$WORKSHOP/var/lib/"),
    ("/media/", "$WORKSHOP/media/"), ("/backup/", "$WORKSHOP/backup/"), ("/other-volume/", "$WORKSHOP/other-volume/")]
MARK = "\x1e"


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
                start_new_session=True, stdout=subprocess.PIPE, timeout=300)
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
      others each time. But what is one thing, or two, on the page has to be one, or two.
    * the present: instants from 2026 to 2029, which the accords of the documents do not speak of.
    * blanks at the end of a line.
    """
    CHANGING = re.compile(
        r"202[6-9]-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?|[0-9a-f]{8,}(?![0-9a-zA-Z+/])|[A-Za-z0-9+/]{40,}={0,2}")

    def __init__(self):
        self.meaning, self.name = {}, {}  # what stands on the page to what came, and back

    def line_fits(self, shown, came):
        pattern, tokens, at = "", [], 0
        for found in self.CHANGING.finditer(shown):
            pattern += self.literal(shown[at:found.start()]) + "(" + self.CHANGING.pattern + ")"
            tokens.append(found.group())
            at = found.end()
        match = re.fullmatch(pattern + self.literal(shown[at:]), came.rstrip())
        if not match:
            return False
        pairs = [pair for pair in zip(tokens, match.groups()) if not pair[0].startswith("202") or "-" not in pair[0]]
        if any(self.meaning.get(token, word) != word or self.name.get(word, token) != token for token, word in pairs):
            return False
        for token, word in pairs:
            self.meaning[token], self.name[word] = word, token
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
