internal import CommandLineTools
internal import ForeignText

extension GuidedTour {
  /// Part 2: an invented accord from its founding through two years of reports.
  mutating func lanternAccord() throws(CommandError) {
    try foundLantern()
    try reportFirstYear()
    try overseeFirstYear()
    try reportSecondYear()
    try readLantern()
  }

  private mutating func foundLantern() throws(CommandError) {
    try stage.chapter("2  An invented accord: the Lantern Accord")
    try stage.say(
      """
      From here on everything is fiction: the accord, its twelve signatories, their countries, and the 2030s. A demo ledger
      takes its clock from --at. The keys have no passphrase so that the tour asks you nothing; your own keys should.
      """)
    let cast = try LanternCast(register: readInput(stage.path("registers/lantern-accord.csv"), limit: 4 << 20))
    try stage.loop(
      over: ["secretariat"] + LanternCast.overseers.map(\.id) + cast.signatories.map(\.id),
      ["key", "generate", "keys/$id", "--no-passphrase", "--quiet"])
    try stage.export([("PLEDGEBOOK_LEDGER", "lantern.db"), ("PLEDGEBOOK_REGISTRAR_KEY", "keys/secretariat")])
    try stage.step([
      "init", "--origin", GuidedTour.lanternOrigin, "--accord", "accords/lantern-accord.json", "--log-signing-key",
      "keys/log",
      "--environment", "demo", "--registrar-name", "Lantern Secretariat (invented)", "--at", "2030-11-12T00:00:00Z",
    ])
    try stage.say("Each signatory joins with its own key; registrar and signatory both sign.")
    for signatory in cast.signatories { try stage.entry(signatory.joinWords) }
    try stage.say("Who reviews, challenges or decides is admitted by the registrar, and is never the signatory itself.")
    for overseer in LanternCast.overseers { try stage.entry(overseer.admitWords) }
    try twoSignatures()
  }

  /// A signatory for which two people sign: it registers a second key by itself, and sets its threshold.
  private mutating func twoSignatures() throws(CommandError) {
    try stage.say(
      """
      Osselund wants two offices to sign. It registers a second key, which takes its own key and not the registrar's, and
      sets its threshold to two: from the next entry on one signature is too few.
      """)
    try stage.step(["key", "generate", "keys/osselund-2", "--no-passphrase"], show: .first(1))
    try stage.entry([
      "key", "register", "osselund", "--key", "keys/osselund", "--signing-key", "keys/osselund-2",
      "--at", "2031-09-10T09:00:00Z",
    ])
    try stage.entry(["key", "threshold", "osselund", "2", "--key", "keys/osselund", "--at", "2031-09-10T09:05:00Z"])
  }

  static let lanternOrigin = "lantern.example/accord"

  /// A file that a party could have, and the line that makes it.
  mutating func evidence(_ name: String, _ text: String) throws(CommandError) {
    let line = "printf '%s\\n' \(ShellText.quoted(text)) > evidence/\(name)"
    try stage.tell("\n" + stage.style.dim("$ \(line)"))
    try stage.write(text + "\n", to: "evidence/\(name)")
  }
}
