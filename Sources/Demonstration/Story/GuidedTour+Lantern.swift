internal import CommandLineTools

extension GuidedTour {
  /// Part 2: an invented accord from its founding to its first reports.
  mutating func lanternAccord() throws(CommandError) {
    try stage.chapter("2  An invented accord: the Lantern Accord")
    try stage.say(
      """
      From here on everything is fiction: the accord, its twelve signatories, their countries, and the 2030s. A demo ledger
      takes its clock from --at. The keys have no passphrase so that the tour asks you nothing; your own keys should.
      """)
    let cast = try LanternCast(register: readInput(stage.path("registers/lantern-accord.csv"), limit: 4 << 20))
    let ids = cast.signatories.map(\.id)
    try stage.loop(over: ["secretariat"] + ids, ["key", "generate", "keys/$id", "--no-passphrase", "--quiet"])
    try stage.export([("PLEDGEBOOK_LEDGER", "lantern.db"), ("PLEDGEBOOK_REGISTRAR_KEY", "keys/secretariat")])
    try stage.step([
      "init", "--origin", "lantern.example/accord", "--accord", "accords/lantern-accord.json", "--log-key", "keys/log",
      "--environment", "demo", "--at", "2030-11-12T00:00:00Z",
    ])
    try stage.say("Each signatory joins with its own key; registrar and signatory both sign.")
    for signatory in cast.signatories { try stage.step(signatory.joinWords, show: .first(1)) }
    try firstReports()
    try secondThoughts()
    try reading()
  }

  /// Attestations with real files as evidence.
  private mutating func firstReports() throws(CommandError) {
    try stage.say(
      """
      In 2032 the window for the year 2031 opens. Quillonia reports, with files as evidence: the statement names the
      SHA-256 of each, the files stay with their owner.
      """)
    try evidence(
      "quillonia-order-12.txt", "Order 12 of 2031. No service of Quillonia takes part in stealing trade secrets.")
    try evidence("quillonia-exercise.txt", "Report on the election exercise held on 3 and 4 October 2031.")
    try evidence("quillonia-core.txt", "Statement of the network office: no operation touched the shared core in 2031.")
    try stage.step(
      [
        "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-1=met",
        "--indicator", "la-1/rule-published=yes",
        "--evidence", "la-1=evidence/quillonia-order-12.txt;title=Order 12;captured=2031-11-20T10:00:00Z",
        "--claim", "la-2=met", "--indicator", "la-2/exercise-held=yes",
        "--evidence", "la-2=evidence/quillonia-exercise.txt;title=Exercise report",
        "--claim", "la-4=met", "--indicator", "la-4/position=Nothing was done to the shared core.",
        "--evidence", "la-4=evidence/quillonia-core.txt", "--key", "keys/quillonia", "--at", "2032-01-20T09:00:00Z",
      ])
    try evidence("glimmerpost-rules.txt", "Rules against hate speech, edition of June 2031.")
    try evidence("glimmerpost-figures.txt", "Complaints 2031: 41,200. Answered within 48 hours: 37,698.")
    try stage.step(
      [
        "attest", "--signatory", "glimmerpost", "--period", "2031", "--claim", "la-3=met",
        "--indicator", "la-3/rules-link=https://glimmerpost.example/rules", "--indicator", "la-3/answered-in-time=91.5",
        "--evidence", "la-3=evidence/glimmerpost-rules.txt", "--evidence", "la-3=evidence/glimmerpost-figures.txt",
        "--key", "keys/glimmerpost", "--at", "2032-02-03T15:20:00Z",
      ], show: .first(1))
    try evidence("candle-watch-reports.txt", "List of the reports of Candle Watch in 2031, six titles.")
    try stage.step(
      [
        "attest", "--signatory", "candle-watch-qn", "--period", "2031", "--claim", "la-8=met",
        "--indicator", "la-8/reports-published=6", "--evidence", "la-8=evidence/candle-watch-reports.txt",
        "--key", "keys/candle-watch-qn", "--at", "2032-02-11T08:00:00Z",
      ], show: .first(1))
    try stage.say("Nobody attests for somebody else: Glimmerpost's key on a statement of Brindlemark is refused.")
    try stage.step(
      [
        "attest", "--signatory", "brindlemark", "--period", "2031", "--claim", "la-7=no-claim",
        "--explain", "la-7=en=We say so.", "--key", "keys/glimmerpost", "--at", "2032-02-12T08:00:00Z",
      ], expecting: .refused)
  }

  /// What happens to a record that turns out wrong, and to a key that has served.
  private mutating func secondThoughts() throws(CommandError) {
    try stage.say(
      """
      Nothing is ever overwritten. Glimmerpost finds that it counted badly and restates; both statements stay readable.
      """)
    try evidence("glimmerpost-figures-2.txt", "Complaints 2031, recounted: 41,200. Answered within 48 hours: 32,136.")
    try stage.step(
      [
        "attest", "--supersede", "--signatory", "glimmerpost", "--period", "2031", "--claim", "la-3=partially-met",
        "--explain", "la-3=en=Complaints about video took longer than we state.",
        "--indicator", "la-3/rules-link=https://glimmerpost.example/rules", "--indicator", "la-3/answered-in-time=78.0",
        "--evidence", "la-3=evidence/glimmerpost-rules.txt", "--evidence", "la-3=evidence/glimmerpost-figures-2.txt",
        "--reason", "error-correction", "--note", "answers to withdrawn complaints had been counted",
        "--key", "keys/glimmerpost", "--at", "2032-03-05T11:00:00Z",
      ], show: .first(1))
    try stage.say("Candle Watch takes its report back altogether.")
    try stage.step(
      [
        "attest", "--withdraw", "--signatory", "candle-watch-qn", "--period", "2031", "--reason", "reassessment",
        "--note", "two of the six titles were drafts", "--key", "keys/candle-watch-qn", "--at", "2032-03-06T08:00:00Z",
      ], show: .first(1))
    try stage.say(
      "Wickwright changes its key. From that entry on the old one no longer counts: by place, not by clock.")
    try stage.step(["key", "generate", "keys/wickwright-2", "--no-passphrase"], show: .first(1))
    try stage.step(
      [
        "key", "rotate", "wickwright-systems", "--key", "keys/wickwright-systems", "--signing-key", "keys/wickwright-2",
        "--at", "2032-03-10T09:00:00Z",
      ], show: .first(1))
    try evidence("wickwright-support.txt", "Products and the last day of their support, 44 of 50 published.")
    let report = [
      "attest", "--signatory", "wickwright-systems", "--period", "2031", "--claim", "la-5=met",
      "--indicator", "la-5/end-date-share=88", "--indicator", "la-5/open-weaknesses=2",
      "--evidence", "la-5=evidence/wickwright-support.txt",
    ]
    try stage.step(
      report + ["--key", "keys/wickwright-systems", "--at", "2032-03-10T09:05:00Z"], expecting: .refused)
    try stage.step(report + ["--key", "keys/wickwright-2", "--at", "2032-03-10T09:10:00Z"], show: .first(1))
    try stage.say("Tallow & Thistle leaves the accord. What it owed until then stays on record.")
    try stage.step(
      [
        "withdraw", "tallow-and-thistle", "--text", "We are closing the company.", "--key", "keys/tallow-and-thistle",
        "--at", "2032-04-02T10:00:00Z",
      ], show: .first(1))
  }

  private mutating func reading() throws(CommandError) {
    try stage.say(
      "Anybody can check all of it: each hash, each signature, each rule, from the first entry to the last.")
    try stage.step(["verify"])
    if stage.commands.contains("report") {
      try stage.step(["report", "glimmerpost", "--as-of", "2032-05-15T00:00:00Z"])
    } else {
      try stage.step(["log", "--signatory", "glimmerpost"])
    }
  }

  /// A file that a signatory could have, and the line that says so.
  mutating func evidence(_ name: String, _ text: String) throws(CommandError) {
    let line = "printf '%s\\n' \(ShellText.quoted(text)) > evidence/\(name)"
    try stage.tell("\n" + stage.style.dim("$ \(line)"))
    try stage.write(text + "\n", to: "evidence/\(name)")
  }
}
