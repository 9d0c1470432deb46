internal import CommandLineTools

extension GuidedTour {
  /// Whoever reads: verification, a report on the screen, reports as pages.
  mutating func readLantern() throws(CommandError) {
    try stage.say(
      "Anybody can check all of it: each hash, each signature, each rule, from the first entry to the last.")
    try stage.step(["verify"])
    try stage.say(
      """
      With the key of the log, learnt from elsewhere, and a checkpoint kept from before, verification can say more than
      that the file agrees with itself:
      """)
    try stage.step(["key", "show", "keys/log.pub", "--origin", GuidedTour.lanternOrigin], show: .first(3))
    try stage.step(["verify", "--log-key", logKey(), "--held", "lantern.db.checkpoint"], show: .last(2))
    try stage.say("What Glimmerpost owed and did for 2031, as of September 2033:")
    let asOf = ["--as-of", "2033-09-01T00:00:00Z"]
    try stage.step(["report", "glimmerpost", "--period", "2031"] + asOf, show: .first(48))
    try stage.say("Why the program says so, for one commitment:")
    try stage.step(["explain", "glimmerpost", "la-3", "--period", "2031"] + asOf, show: .first(24))
    try stage.say("The same as pages, in English and French.")
    try ScratchFolder.make(stage.path("reports"))
    for (id, period, language) in [
      ("quillonia", "2031", "en"), ("glimmerpost", "2031", "en"), ("glimmerpost", "2031", "fr"),
      ("brindlemark", "2032", "en"), ("candle-watch-qn", "2032", "en"), ("house-of-wicks", "2032", "en"),
    ] {
      let name = "reports/\(id)-\(period)-\(language).html"
      try stage.step(
        ["report", id, "--period", period] + asOf + ["--language", language, "--format", "html", "--out", name],
        show: .nothing)
      reports.append(name)
    }
    guard stage.commands.contains("overview") else { return }
    let name = "reports/overview-2031-en.html"
    try stage.step(["overview", "--period", "2031"] + asOf + ["--format", "html", "--out", name], show: .nothing)
    reports.append(name)
  }

  /// The key of the log as `--log-key` takes it.
  mutating func logKey() throws(CommandError) -> String {
    let shown = try stage.run(["key", "show", "keys/log.pub", "--origin", GuidedTour.lanternOrigin])
    let line = shown.split(separator: "\n").first { $0.hasPrefix("vkey") }
    guard let key = line?.split(separator: " ").last else {
      throw CommandError(code: "demo.step", message: "no verifier key is shown", exit: .broken)
    }
    return String(key)
  }
}
