internal import CommandLineTools

extension GuidedTour {
  /// The reports for 2032, given in 2033: a stolen key, words that have to go, somebody who stays silent.
  mutating func reportSecondYear() throws(CommandError) {
    try stage.say("2033, reports for the year 2032.")
    try evidence("quillonia-exercise-2032.txt", "Report on the election exercise held on 7 September 2032.")
    try stage.entry([
      "attest", "--signatory", "quillonia", "--period", "2032", "--claim", "la-2=met",
      "--indicator", "la-2/exercise-held=yes", "--evidence", "la-2=evidence/quillonia-exercise-2032.txt",
      "--key", "keys/quillonia", "--at", "2033-01-15T09:00:00Z",
    ])
    try compromisedKey()
    try removal()
    try delisting()
    try recovery()
  }

  /// A party that has lost its only key, as the registrar says, and does not agree.
  private mutating func recovery() throws(CommandError) {
    try stage.say(
      """
      Veshmora has lost its only key, says the registrar, and has shown up with a new one. So the registrar ends the old
      key and brings the new one in. It waits for 14 days, in sight of all.
      """)
    try stage.step(["key", "generate", "keys/veshmora-2", "--no-passphrase"], show: .first(1))
    try stage.entry([
      "key", "revoke", "veshmora", try keyID("keys/veshmora.pub"), "--reason", "lost", "--at", "2033-06-20T09:00:00Z",
    ])
    let recovery = try stage.entry([
      "key", "recover", "veshmora", "--signing-key", "keys/veshmora-2", "--threshold", "1",
      "--identified", "in-person;2033-06-18;register of visits 14", "--at", "2033-06-20T09:10:00Z",
    ])
    try stage.say(
      "The old key was never lost, and objects. That ends nothing; it marks whatever comes of the recovery.")
    try stage.entry([
      "key", "object", "veshmora", String(recovery), "--key", "keys/veshmora",
      "--text", "en=We never lost it, and sent nobody.", "--at", "2033-06-25T09:00:00Z",
    ])
    let report = [
      "attest", "--signatory", "veshmora", "--period", "2032", "--claim", "la-7=not-met",
      "--explain", "la-7=en=The law was put off.", "--key", "keys/veshmora-2",
    ]
    try stage.step(report + ["--at", "2033-06-26T09:00:00Z"], expecting: .refused)
    try stage.entry(report + ["--at", "2033-07-06T09:00:00Z"])
    try stage.step(["log", "--signatory", "veshmora", "--reverse", "--limit", "3"])
    try stage.step(["key", "show", "keys/veshmora-2.pub", "--standing"], show: .last(3))
  }

  /// The id of a key, as a reader would copy it from the screen.
  private mutating func keyID(_ file: String) throws(CommandError) -> String {
    let shown = try stage.step(["key", "show", file], show: .first(1))
    return shown.split(separator: "\n").first.flatMap { $0.split(separator: " ").last }.map(String.init) ?? ""
  }

  private mutating func compromisedKey() throws(CommandError) {
    try stage.say(
      """
      Somebody has stolen Brindlemark's key and reports in its name. The key is revoked as compromised since the theft:
      what it signed from then on is void, and nothing is removed. A new key, registered before that by the old one, says so.
      """)
    try evidence("forged.txt", "Nothing to see here.")
    try stage.entry([
      "attest", "--signatory", "brindlemark", "--period", "2032", "--claim", "la-2=met",
      "--indicator", "la-2/exercise-held=yes", "--evidence", "la-2=evidence/forged.txt",
      "--key", "keys/brindlemark", "--at", "2033-02-20T03:00:00Z",
    ])
    try stage.step(["key", "generate", "keys/brindlemark-2", "--no-passphrase"], show: .first(1))
    try stage.entry([
      "key", "register", "brindlemark", "--key", "keys/brindlemark", "--signing-key", "keys/brindlemark-2",
      "--at", "2033-03-01T09:00:00Z",
    ])
    let key = try keyID("keys/brindlemark.pub")
    let words = ["key", "revoke", "brindlemark", key, "--reason", "compromised", "--invalid-since", "2033-02-15"]
    try stage.say("Only Brindlemark itself can take back what its key has signed; the registrar cannot.")
    try stage.step(
      words + ["--registrar-key", "keys/secretariat", "--at", "2033-03-02T09:00:00Z"], expecting: .refused)
    try stage.entry(words + ["--key", "keys/brindlemark-2", "--at", "2033-03-02T09:00:00Z"])
    try stage.entry([
      "attest", "--signatory", "brindlemark", "--period", "2032", "--claim", "la-2=not-met",
      "--explain", "la-2=en=The exercise was put off to 2033.", "--indicator", "la-2/exercise-held=no",
      "--key", "keys/brindlemark-2", "--at", "2033-03-03T09:00:00Z",
    ])
  }

  private mutating func removal() throws(CommandError) {
    try stage.say(
      """
      Candle Watch names a private person in an explanation, and a court has the text removed. The words go; the claim and
      its signature stay, so that everybody sees that something was there, when, and on which order it went.
      """)
    try evidence("candle-watch-2032.txt", "List of the reports of Candle Watch in 2032, three titles.")
    let entry = try stage.entry([
      "attest", "--signatory", "candle-watch-qn", "--period", "2032", "--claim", "la-8=partially-met",
      "--explain", "la-8=en=Our printer, a certain N. N., fell ill.", "--indicator", "la-8/reports-published=3",
      "--evidence", "la-8=evidence/candle-watch-2032.txt", "--key", "keys/candle-watch-qn",
      "--at", "2033-03-10T08:00:00Z",
    ])
    try stage.entry([
      "redact", String(entry), "--basis", "court-order", "--reference", "invented court of Brindlemark, 7/2033",
      "--at", "2033-03-20T08:00:00Z",
    ])
    try stage.step(["show", String(entry)], show: .last(12))
  }

  private mutating func delisting() throws(CommandError) {
    try stage.say("The House of Wicks has sent nothing for two years. It is delisted, by a decision that can be read.")
    try stage.entry([
      "delist", "house-of-wicks", "--reason", "non-communication",
      "--decision", "https://lantern.example/decisions/2033-4", "--at", "2033-06-15T09:00:00Z",
    ])
  }
}
