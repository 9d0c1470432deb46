import Cryptography
import LedgerFixtures
import Pledges
import Testing

/// A ledger in which everybody tries to take over the reports of everybody else.
enum HostileStory {
  /// A script that leaves a mark on the page.
  static let mark = "document.documentElement.setAttribute('data-owned','0')"
  /// What would leave a mark on the page, if anything of it ran.
  static let markup =
    "</p></td></title></style><script>document.documentElement.setAttribute('data-owned','1')</script>"
    + "<img src=x onerror=\"document.documentElement.setAttribute('data-owned','2')\">"
    + "<svg onload='document.documentElement.setAttribute(\"data-owned\",\"3\")'>"
    + "<link rel=stylesheet href=https://evil.example/x.css><style>*{display:none}</style>&lt;b&gt;"
  static let steering = "quiet\u{202E}desrever\u{2066}\u{200B}\u{E0041}\u{7F}\u{1B}[31m"
  static let longWord = String(repeating: "W", count: 9_990)
  static let sheet = "=HYPERLINK(\"https://evil.example\",\"x\")"
  static let table = "a | b\n\n# heading\n- [x](javascript:alert(1)) `code` **bold** \"\u{301},\"\u{301}"

  static func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": sheet + " \"><script>alert(1)</script>\u{202E}"]),
          kind: id("state"),
          country: "XQ", effective: time("2033-05-01T00:00:00Z"), joinedVia: markup, reservation: text(["en": markup]),
          keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    try book.say(
      .partyAdmit(
        PartyAdmission(
          party: id("wellwatch"), name: "Well" + markup.prefix(300), roles: [.challenger],
          keys: [book.key("wellwatch").publicKey])),
      at: "2033-07-01T10:00:00Z", by: "registrar", "wellwatch")
    let item = try evidence(
      "e1", markup + sheet, uri: "javascript:document.documentElement.setAttribute('data-owned','4')",
      archiveURI: "https://evil.example/\"onmouseover=\"alert(1)")
    let first = try book.say(
      attest("quince", "2034", [claim("o-1", "met", explanation: longWord, days: 1, evidence: ["e1"])], [item]),
      at: "2035-01-20T10:00:00Z", by: "quince")
    try book.say(
      attest(
        "quince", "2034",
        [claim("o-1", "partially-met", explanation: markup + steering + table, days: 2, evidence: ["e1"])],
        [item], supersedes: first),
      at: "2035-01-21T10:00:00Z", by: "quince")
    try book.say(
      attest("quince", "2034", [claim("o-2", "not-met", explanation: longWord)], []),
      at: "2035-01-22T10:00:00Z", by: "quince")
    let challenge = try book.say(
      .challenge(
        Challenge(
          signatory: id("quince"), period: id("2034"), commitments: [id("o-1")], ground: id("contradicted"),
          text: .words(text(["en": markup + table, "fr": steering])))),
      at: "2035-03-20T10:00:00Z", by: "wellwatch")
    let removed = try book.say(
      .respond(ChallengeResponse(challenge: challenge.index, text: "These words go.")), at: "2035-03-21T10:00:00Z",
      by: "quince")
    try book.remove(
      of: removed.index, at: "2035-03-22T10:00:00Z",
      TextRedaction.LegalBasis(basis: .other, reference: sheet + markup.prefix(340) + table + steering))
    return book
  }
}
