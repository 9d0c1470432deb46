internal import CommandLineTools

extension GuidedTour {
  /// Part 5: somebody who was handed a page checks it, with the published copy and the key of the log.
  mutating func checkedPage() throws(CommandError) {
    guard let page = reports.first else { return }
    try stage.chapter("5  A page, and what it can be checked against")
    try stage.say("The ledger as files that anybody can mirror and read, here in a folder.")
    try stage.step(["publish", "public"], show: .last(1))
    try stage.say(
      """
      Who was handed a page makes it again from such a copy and compares byte by byte. It takes no more than the key of
      the log, learnt from elsewhere; one changed word would be found.
      """)
    pageCheck = ["check-report", page, "--from", "public", "--log-key", try logKey()]
    try stage.step(pageCheck)
  }
}
