"""Holds the documents of the project to what the program does.

    documents run [PAGE…]      runs the commands of the pages and compares what stands under them with what came
    documents renew [PAGE…]    writes what came in the place of what stands there; read the difference before it goes in
    documents lines [PAGE…]    names lines longer than 120 columns
    documents links [PAGE…]    names links that lead nowhere, and pages that Documentation/README.md leaves out
    documents wrap [PAGE…]     breaks paragraphs and list items at 120 columns

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
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True

from lines import dead_links, long_lines, wrap  # noqa: E402
from names import Names  # noqa: E402
from pages import WIDTH, Page, pages  # noqa: E402
from running import judge, renew  # noqa: E402


def main(words):
    words = list(words)
    program = pathlib.Path(next((str(f) for f in (pathlib.Path(p) / "pledgebook" for p in
                                                  os.environ.get("PATH", "").split(":")) if f.is_file()), "pledgebook"))
    if "--program" in words:
        at = words.index("--program")
        program = pathlib.Path(words[at + 1])
        del words[at:at + 2]
    if not words or words[0] not in ("run", "renew", "lines", "links", "wrap"):
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
    if words[0] == "links":
        found = [line for page in chosen for line in dead_links(page)]
        print("\n".join(found) if found else f"all links of {len(chosen)} pages lead somewhere")
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
