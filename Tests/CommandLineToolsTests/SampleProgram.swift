import CommandLineTools

/// A small program with everything a definition can say; nothing in it is about the real one.
let sample = CommandTree(
  program: "shelf", summary: "books on a shelf, in order",
  globals: [
    .value("shelf", "PATH", letter: "s", help: "the shelf to work on (default: ./shelf)"),
    .flag("json", help: "one JSON document on standard output"),
    .flag("quiet", letter: "q", help: "no progress and no notes"),
    .choice("color", ["auto", "always", "never"], help: "whether text is coloured (default: auto)"),
  ],
  commands: [
    CommandDefinition(
      ["add"], group: "Writing", summary: "put books on the shelf",
      operands: [OperandDefinition("BOOK", repeats: true, help: "files with a book each; - reads standard input")],
      options: [
        .value("title", "LANG=TEXT", letter: "t", repeats: true, help: "a title; repeat it for other languages"),
        .value("place", "NUMBER", letter: "p", required: true, help: "where on the shelf the first of them goes"),
        .flag("force", letter: "f", help: "even if the place is taken"),
        .flag("verbose", letter: "v", help: "say what is done"),
      ],
      examples: ["# two books, side by side", "shelf add --place 7 one.epub two.epub"],
      details: [
        "Books are put one after the other, beginning at the place given. A place that is taken is an error unless "
          + "the book there may be moved, which --force allows."
      ]),
    CommandDefinition(
      ["list"], group: "Reading", summary: "show what is on the shelf",
      operands: [
        OperandDefinition("FROM", help: "the first place"),
        OperandDefinition("TO", optional: true, help: "the last place; the end of the shelf if left out"),
      ],
      options: [.value("limit", "COUNT", letter: "n", help: "no more than so many")]),
    CommandDefinition(["label", "print"], group: "Labels", summary: "print a label"),
    CommandDefinition(
      ["label", "design"], group: "Labels",
      summary: "design a label for a whole shelf, with room for a name, a number and a line of small print",
      options: [
        .choice("paper", ["a4", "letter"], help: "the paper"),
        .value("a-name-far-too-long-for-a-column", "MILLIMETRES", help: "shows how a long name is set"),
        .value("version", "NUMBER", help: "which design"),
      ]),
    CommandDefinition(["bench"], group: "Reading", summary: "measure"),
    CommandDefinition(
      ["bench", "build"], group: "Reading", summary: "build what is measured",
      options: [.value("entries", "N", help: "how many")]),
  ])

/// The error that `body` throws, if it throws.
func commandError(_ body: () throws -> Void) -> CommandError? {
  do {
    try body()
    return nil
  } catch {
    return error as? CommandError
  }
}
