internal import CommandLineTools
internal import ForeignText

extension GuidedTour {
  /// Part 4: somebody else remembers, and a second book of the same keeper.
  mutating func witnessing() throws(CommandError) {
    try stage.chapter("4  A witness")
    try stage.say(
      """
      Keeping a head outside the keeper's reach is work that can be left to a witness: it signs a checkpoint only when that
      extends the one it signed before. Here it is a second process on this machine; a real one is run by somebody whom the
      keeper does not command.
      """)
    try stage.step(["key", "generate", "keys/witness", "--no-passphrase"], show: .first(1))
    try stage.step([
      "witness", "init", "--state", "witness.db", "--name", "witness.example/moth", "--key", "keys/witness",
    ])
    let log = try logKey()
    try stage.step(["witness", "add-log", log, "--state", "witness.db"])
    let said = try stage.serve(
      ["witness", "serve", "--state", "witness.db", "--listen", "127.0.0.1:0"], output: "witness.out", until: "\nkey ")
    guard let address = word(after: "witness ", in: said), let key = word(after: "key ", in: said) else {
      stage.stopServing()
      try stage.say(
        "This system cannot serve over HTTP; what is missing is said above. The tour goes on without a witness.")
      return
    }
    try stage.say(
      "Whom to believe is the reader's choice: a trust policy names the log, its witnesses, and how many it takes.")
    try lines(["log \(log)", "witness moth \(key) \(address)", "quorum moth"], to: "witnesses.policy")
    try cosignedEntry()
    try secondBook(log)
    try stage.say(
      "The witness is stopped, and the ledger asks for none from here on, so that you can go on by yourself.")
    stage.stopServing()
    try stage.tell("\n" + stage.style.dim("$ kill %1"))
    try stage.step(["witness", "use", "--none"])
  }

  /// An append that the witness cosigns, and a receipt that says so.
  private mutating func cosignedEntry() throws(CommandError) {
    try stage.say("A copy is put aside for later. Then the ledger asks the witness after each append.")
    try stage.step(["backup", "copies/second-book.db"], show: .nothing)
    try stage.step(["witness", "use", "--policy", "witnesses.policy"])
    try ScratchFolder.make(stage.path("receipts"))
    try stage.tell("\n" + stage.style.dim("$ mkdir receipts"))
    let entry = try stage.entry(renaming("Port Merrowick, City of Lamps") + ["--receipt-dir", "receipts"])
    try stage.say("Who holds the receipt shows with it, and without the ledger, that the witness has seen this tree.")
    try stage.step(["check-proof", "receipts/\(entry).tlog-proof", "--policy", "witnesses.policy"])
    try stage.step(["verify", "--policy", "witnesses.policy", "--require", "witnessed"], show: .last(2))
  }

  /// The same keeper, with the same keys, and another entry in the same place.
  private mutating func secondBook(_ log: String) throws(CommandError) {
    try stage.say(
      """
      Now the keeper, who has every key, keeps a second book: the copy from before, with another entry in the same place.
      By itself it verifies, and its checkpoint is signed by the key of the log.
      """)
    let book = ["--ledger", "copies/second-book.db"]
    try stage.step(["log-keys", "use", "--log-signing-key", "keys/log"] + book)
    try stage.entry(renaming("Port Merrowick, City of Shadows") + book)
    try stage.step(["verify", "--log-key", log] + book, show: .last(2))
    try stage.say(
      "The witness has signed another tree of this size and refuses this one. For who asks for a witness, that is not enough."
    )
    try stage.step(["checkpoint", "--cosign", "--policy", "witnesses.policy"] + book, expecting: .belowAssurance)
    try stage.step(
      ["verify", "--policy", "witnesses.policy", "--require", "witnessed"] + book, show: .last(2),
      expecting: .belowAssurance)
  }

  private func renaming(_ name: String) -> [String] {
    [
      "update", "port-merrowick", "--name", "en=\(name)", "--reason", "renamed", "--key", "keys/port-merrowick", "--at",
      "2033-09-02T09:00:00Z",
    ]
  }

  /// The last word of the line that begins so.
  private func word(after start: String, in text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix(start) }?.split(separator: " ").last.map { String($0) }
  }

  /// A file of these lines, and the command that makes it.
  private mutating func lines(_ lines: [String], to name: String) throws(CommandError) {
    let words = lines.map { ShellText.quoted($0) }.joined(separator: " \\\n    ")
    try stage.tell("\n" + stage.style.dim("$ printf '%s\\n' \(words) > \(name)"))
    try stage.write(lines.joined(separator: "\n") + "\n", to: name)
  }
}
