import CommandLineTools
import Demonstration

extension GuidedTour {
  /// Part 3: three attacks by somebody who has the file and none of the keys, and two by the keeper.
  mutating func tampering() throws(CommandError) {
    noteAttacks()
    try stage.chapter(Self.attackTitle)
    try stage.say(
      """
      Whoever has the file can change it: the triggers that keep the tables append-only live in the file too, and our
      intruder drops them, does the work with plain SQL, and puts them back to the letter. Verification has to notice.
      """)
    let (size, kept) = try keptHead()
    let target = glimmerpostReport
    for name in ["edited", "deleted", "truncated"] {
      try stage.step(["backup", "copies/\(name).db"], show: .nothing)
    }

    try stage.say("One character of one signed statement, in entry \(target), becomes another.")
    try FileIntruder(stage.path("copies/edited.db")).editByte(ofEntry: target)
    try stage.step(["verify", "--ledger", "copies/edited.db"], expecting: .broken)

    try stage.say("Entry \(target) is deleted.")
    try FileIntruder(stage.path("copies/deleted.db")).deleteEntry(target)
    try stage.step(["verify", "--ledger", "copies/deleted.db"], expecting: .broken)

    try stage.say(
      """
      The last three entries are cut off, and the tree with them. What is left is a sound ledger, as it once was: held
      against nothing but itself it verifies, and the last line says how little that means.
      """)
    try FileIntruder(stage.path("copies/truncated.db")).truncate(toSize: size - 3)
    try stage.step(["verify", "--ledger", "copies/truncated.db"])
    try stage.say(
      """
      So keep the head that verification prints, outside the reach of who keeps the ledger. This is the one from before:
      """)
    try stage.step(["verify", "--ledger", "copies/truncated.db", "--head", kept], expecting: .broken)
    try stage.step(["verify", "--head", kept], show: .last(2))
    try forging()
  }

  /// The size of the ledger and its head, as a reader would copy it from the screen.
  private mutating func keptHead() throws(CommandError) -> (size: Int, head: String) {
    for line in try stage.run(["verify"]).split(separator: "\n") where line.hasPrefix("head ") {
      guard let head = line.split(separator: " ").last, let size = head.split(separator: ":").first.flatMap({ Int($0) })
      else { continue }
      return (size, String(head))
    }
    throw CommandError(code: "demo.step", message: "verification printed no head", exit: .broken)
  }
}
