internal import CommandLineTools

extension GuidedTour {
  /// The reports for 2031, given in 2032: in time, late, restated, taken back, and not at all.
  mutating func reportFirstYear() throws(CommandError) {
    try firstReports()
    try stage.say("Port Merrowick had a flood in its archive; the registrar gives it two more months.")
    try stage.entry([
      "extend", "--period", "2031", "--signatory", "port-merrowick", "--new-due", "2032-05-31T23:59:59Z", "--reason",
      "flood in the city archive", "--at", "2032-02-20T10:00:00Z",
    ])
    try secondThoughts()
    try changeOfKey()
    try lateReports()
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
    quilloniaReport = try stage.entry(
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
    try stage.entry(
      glimmerpostClaim("met", inTime: "91.5", "glimmerpost-figures.txt") + ["--at", "2032-02-03T15:20:00Z"])
    try evidence("candle-watch-reports.txt", "List of the reports of Candle Watch in 2031, six titles.")
    try stage.entry([
      "attest", "--signatory", "candle-watch-qn", "--period", "2031", "--claim", "la-8=met",
      "--indicator", "la-8/reports-published=6", "--evidence", "la-8=evidence/candle-watch-reports.txt",
      "--key", "keys/candle-watch-qn", "--at", "2032-02-11T08:00:00Z",
    ])
    try stage.say("Nobody attests for somebody else: Glimmerpost's key on a statement of Brindlemark is refused.")
    try stage.step(
      [
        "attest", "--signatory", "brindlemark", "--period", "2031", "--claim", "la-7=no-claim",
        "--explain", "la-7=en=We say so.", "--key", "keys/glimmerpost", "--at", "2032-02-12T08:00:00Z",
      ], expecting: .usage)
  }

  /// What Glimmerpost says about hate speech in 2031.
  func glimmerpostClaim(_ claim: String, inTime share: String, _ figures: String) -> [String] {
    [
      "attest", "--signatory", "glimmerpost", "--period", "2031", "--claim", "la-3=\(claim)",
      "--indicator", "la-3/rules-link=https://glimmerpost.example/rules", "--indicator",
      "la-3/answered-in-time=\(share)",
      "--evidence", "la-3=evidence/glimmerpost-rules.txt", "--evidence", "la-3=evidence/\(figures)",
      "--key", "keys/glimmerpost",
    ]
  }

  /// What happens to a record that turns out wrong.
  private mutating func secondThoughts() throws(CommandError) {
    try stage.say(
      "Nothing is ever overwritten. Glimmerpost counted badly and restates; both statements stay readable.")
    try evidence("glimmerpost-figures-2.txt", "Complaints 2031, recounted: 41,200. Answered within 48 hours: 32,136.")
    glimmerpostReport = try stage.entry(
      glimmerpostClaim("partially-met", inTime: "78.0", "glimmerpost-figures-2.txt") + [
        "--explain", "la-3=en=Complaints about video took longer than we state.", "--supersede",
        "--reason", "error-correction", "--note", "answers to withdrawn complaints had been counted",
        "--at", "2032-03-05T11:00:00Z",
      ])
    try stage.say("Candle Watch takes its report back altogether.")
    try stage.entry([
      "attest", "--withdraw", "--signatory", "candle-watch-qn", "--period", "2031", "--reason", "reassessment",
      "--note", "two of the six titles were drafts", "--key", "keys/candle-watch-qn", "--at", "2032-03-06T08:00:00Z",
    ])
  }

  /// A key that has served, and is refused from the entry on that replaces it.
  private mutating func changeOfKey() throws(CommandError) {
    try stage.say(
      "Wickwright changes its key. From that entry on the old one no longer counts: by place, not by clock.")
    try stage.step(["key", "generate", "keys/wickwright-2", "--no-passphrase"], show: .first(1))
    try stage.entry([
      "key", "rotate", "wickwright-systems", "--key", "keys/wickwright-systems", "--signing-key", "keys/wickwright-2",
      "--at", "2032-03-10T09:00:00Z",
    ])
    try evidence("wickwright-support.txt", "Products and the last day of their support, 44 of 50 published.")
    let report = [
      "attest", "--signatory", "wickwright-systems", "--period", "2031", "--claim", "la-5=met",
      "--indicator", "la-5/end-date-share=88", "--indicator", "la-5/open-weaknesses=2",
      "--evidence", "la-5=evidence/wickwright-support.txt",
    ]
    try stage.step(
      report + ["--key", "keys/wickwright-systems", "--at", "2032-03-10T09:05:00Z"], expecting: .refused)
    try stage.entry(report + ["--key", "keys/wickwright-2", "--at", "2032-03-10T09:10:00Z"])
  }

  private mutating func lateReports() throws(CommandError) {
    try stage.say("Tallow & Thistle leaves the accord. What it owed until then stays on record.")
    try stage.entry([
      "withdraw", "tallow-and-thistle", "--text", "We are closing the company.", "--key", "keys/tallow-and-thistle",
      "--at", "2032-04-02T10:00:00Z",
    ])
    try stage.say(
      """
      Reports were due on 31 March. Osselund comes late and is taken in and marked late; Port Merrowick comes after it
      and is in time, thanks to its extension. Veshmora, the Union and the House of Wicks never come.
      """)
    try evidence("osselund-exercise.txt", "Minutes of the exercise of the election office, 12 December 2031.")
    let report = [
      "attest", "--signatory", "osselund", "--period", "2031", "--claim", "la-2=met",
      "--indicator", "la-2/exercise-held=yes", "--evidence", "la-2=evidence/osselund-exercise.txt",
      "--key", "keys/osselund", "--at", "2032-05-10T12:00:00Z",
    ]
    try stage.say("Osselund's first try bears one signature of the two that it takes.")
    try stage.step(report, expecting: .refused)
    try stage.entry(report + ["--key", "keys/osselund-2"])
    try evidence("port-merrowick-desk.txt", "Help desk of Port Merrowick, figures 2031.")
    try stage.entry([
      "attest", "--signatory", "port-merrowick", "--period", "2031", "--claim", "la-1=partially-met",
      "--explain", "la-1=en=The rule exists; the help desk opened in November only.",
      "--indicator", "la-1/rule-published=yes", "--indicator", "la-1/cases-helped=14",
      "--measure", "la-1/help-desk=yes", "--evidence", "la-1=evidence/port-merrowick-desk.txt",
      "--key", "keys/port-merrowick", "--at", "2032-05-20T12:00:00Z",
    ])
  }
}
