import Fixtures
import LedgerSamples
import Testing

/// A panel decides about each commitment that was challenged, by its name. // Format §3
@Suite("The outcome of a challenge")
struct OutcomeTests {
  private let workshop: Workshop
  private let resolve = ["challenge", "resolve", "6", "--panel", "tide-panel", "--text", "So.", "--key", "panel"]

  init() throws {
    workshop = try Workshop()
    for (party, role, key) in [("tide-panel", "panel", "panel"), ("gull-watch", "challenger", "challenger")] {
      try workshop.run(
        "party", "admit", party, "--name", party, "--role", role, "--signing-key", key, "--registrar-key", "registrar",
        "--at", "2031-01-02T00:00:00Z"
      ).expectDone()
    }
    try workshop.run(
      "challenge", "open", "--challenger", "gull-watch", "--signatory", "quillonia", "--period", "2031", "--commitment",
      "la-1", "--commitment", "la-2", "--ground", "claim-contradicted", "--text", "en=It was not so.", "--key",
      "challenger", "--at", "2032-02-02T00:00:00Z"
    ).expectDone()
  }

  @Test(
    "is for all of them and for no others",
    arguments: [
      (["la-1=upheld"], "rule.challenge.outcomes", Int32(5)),
      (["la-1=upheld", "la-2=rejected", "la-4=rejected"], "rule.challenge.outcomes", 5),
      (["la-1=upheld", "la-1=rejected"], "usage.invalid-value", 2), (["la-1=maybe"], "usage.invalid-value", 2),
      (["upheld"], "usage.invalid-value", 2), (["=upheld"], "usage.invalid-value", 2), ([], "usage.missing-option", 2),
    ])
  func refused(_ outcomes: [String], _ code: String, _ status: Int32) throws {
    let words = resolve + outcomes.flatMap { ["--outcome", $0] } + ["--at", "2032-03-01T00:00:00Z", "--json"]
    try workshop.run(words).expectRefusal(code, status: status)
  }

  @Test("in any order; the old form is told the new one")
  func decided() throws {
    let old = try workshop.run(resolve + ["--outcome", "upheld", "--at", "2032-03-01T00:00:00Z"])
    #expect(old.error.contains("hint: write --outcome COMMITMENT=upheld"), "\(old)")
    try workshop.run(
      resolve + ["--outcome", "la-2=rejected", "--outcome", "la-1=upheld", "--at", "2032-03-01T00:00:00Z"]
    ).expectDone()
    #expect(try workshop.run("verify").status == 0)
  }
}
