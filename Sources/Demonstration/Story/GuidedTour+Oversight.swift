internal import CommandLineTools
internal import Cryptography

extension GuidedTour {
  /// What others say about the reports for 2031: reviews, a check of a document, two challenges.
  mutating func overseeFirstYear() throws(CommandError) {
    try reviews()
    try upheldChallenge()
    try rejectedChallenge()
  }

  private mutating func reviews() throws(CommandError) {
    try stage.say(
      """
      A claim is one thing, what others found is another; the ledger keeps them apart. Two reviews at two levels, and one
      document that still is what its digest says:
      """)
    try stage.entry([
      "review", "publish", String(quilloniaReport), "--reviewer", "wax-and-wane", "--commitment", "la-1",
      "--conclusion", "supports", "--level", "limited", "--independence", "no other business with Quillonia",
      "--paid-by", "Quillonia", "--text", "en=Order 12 was read and two offices were visited.",
      "--key", "keys/wax-and-wane", "--at", "2032-06-01T09:00:00Z",
    ])
    try stage.entry([
      "review", "publish", String(glimmerpostReport), "--reviewer", "moth-circle", "--commitment", "la-3",
      "--conclusion", "qualified", "--level", "peer", "--independence", "a member of the same trade",
      "--paid-by", "nobody", "--text", "en=The count is right; what counts as an answer is not stated.",
      "--key", "keys/moth-circle", "--at", "2032-06-02T09:00:00Z",
    ])
    let document: Digest
    do {
      document = try Digest.sha256(of: readInput(stage.path("evidence/quillonia-order-12.txt"), limit: 1 << 20))
    } catch {
      throw CommandError(code: "demo.step", message: "the evidence cannot be hashed: \(error)", exit: .io)
    }
    try stage.entry([
      "check-evidence", document.hex, "--checker", "wax-and-wane", "--uri", "https://quillonia.example/order-12",
      "--result", "match", "--key", "keys/wax-and-wane", "--at", "2032-06-03T09:00:00Z",
    ])
  }

  private mutating func upheldChallenge() throws(CommandError) {
    try stage.say("The Snuffer Society disputes Glimmerpost's claim. It is heard, and the panel upholds it.")
    try evidence("snuffer-sample.txt", "Sample of 400 complaints of 2031: 212 answered by a form letter.")
    let challenge = try stage.entry([
      "challenge", "open", "--challenger", "snuffer-society", "--signatory", "glimmerpost", "--period", "2031",
      "--commitment", "la-3", "--ground", "evidence-does-not-support",
      "--text", "en=Half of the answers counted are form letters.", "--evidence", "evidence/snuffer-sample.txt",
      "--key", "keys/snuffer-society", "--at", "2032-06-10T09:00:00Z",
    ])
    try stage.entry([
      "challenge", "respond", String(challenge), "--text", "en=A form letter is an answer in the sense of our rules.",
      "--key", "keys/glimmerpost", "--at", "2032-06-25T09:00:00Z",
    ])
    try stage.entry([
      "challenge", "resolve", String(challenge), "--panel", "lantern-panel", "--outcome", "la-3=upheld",
      "--text", "en=A form letter answers no complaint.", "--key", "keys/lantern-panel", "--at", "2032-07-20T09:00:00Z",
    ])
    try evidence("glimmerpost-figures-3.txt", "Complaints 2031, form letters left out: 41,200, in time: 15,450.")
    glimmerpostReport = try stage.entry(
      glimmerpostClaim("not-met", inTime: "37.5", "glimmerpost-figures-3.txt") + [
        "--explain", "la-3=en=Form letters no longer count as answers.", "--supersede",
        "--reason", "response-to-challenge", "--note", "the panel's decision of 20 July 2032",
        "--at", "2032-08-01T09:00:00Z",
      ])
  }

  private mutating func rejectedChallenge() throws(CommandError) {
    try stage.say("Its second challenge, against Quillonia, is rejected. Both stay on record.")
    let challenge = try stage.entry([
      "challenge", "open", "--challenger", "snuffer-society", "--signatory", "quillonia", "--period", "2031",
      "--commitment", "la-2", "--ground", "claim-contradicted", "--text", "en=No exercise was seen in the capital.",
      "--key", "keys/snuffer-society", "--at", "2032-08-05T09:00:00Z",
    ])
    try stage.entry([
      "challenge", "respond", String(challenge), "--text", "en=It was held in the provinces; the report says where.",
      "--key", "keys/quillonia", "--at", "2032-08-20T09:00:00Z",
    ])
    try stage.entry([
      "challenge", "resolve", String(challenge), "--panel", "lantern-panel", "--outcome", "la-2=rejected",
      "--text", "en=The report bears it out.", "--key", "keys/lantern-panel", "--at", "2032-09-15T09:00:00Z",
    ])
  }
}
