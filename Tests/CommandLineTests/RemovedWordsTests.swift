import CanonicalJSON
import Fixtures
import Pledges
import Storage
import Testing

@Suite("Words that are removed while somebody reads the ledger")
struct RemovedWordsTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  /// Whether the ledger's file, or a file beside it, has these bytes.
  private func holds(_ secret: [UInt8]) throws -> Bool {
    try workshop.ledgerFiles().values.contains { bytes in
      String(decoding: bytes, as: UTF8.self).contains(String(decoding: secret, as: UTF8.self))
    }
  }

  @Test("the keeper is warned that it is still there, and told the command that takes it out")
  func warned() throws {
    try workshop.attestation()
    let submitted = try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z", "--json")
    let entry = try #require(submitted.expectDone().json?.member("entries")?.elements.first { _ in true })
    let index = try #require(entry.member("index")?.integer)
    let warning = "warning: what was removed may still be in the file"
    let reader = try SQLiteLedgerReader.open(workshop.folder.path(workshop.ledger))
    let secret = try #require(reader.texts(at: EntryIndex(UInt64(index))).first)
    try reader.withSnapshot {
      let redacted = try workshop.run(
        "redact", "\(index)", "--basis", "court-order", "--reference", "order 7", "--registrar-key", "registrar",
        "--at",
        "2032-02-02T00:00:00Z", "--json")
      redacted.expectDone()
      #expect(redacted.error.contains(warning), "\(redacted)")
      #expect(redacted.error.contains("pledgebook checkpoint --renew"), "\(redacted)")
      #expect(try holds(secret))
      let again = try workshop.run("checkpoint", "--renew").expectDone()
      #expect(again.error.contains(warning), "\(again)")
    }
    let last = try workshop.run("checkpoint", "--renew").expectDone()
    #expect(!last.error.contains("warning"), "\(last)")
    #expect(try !holds(secret))
    try workshop.run("verify").expectDone()
    withExtendedLifetime(reader) {}
  }

  // MARK: - The same words elsewhere

  /// Entries 4 and 5 hold the same words under two salts, and 6 holds others.
  private func fileTwice() throws {
    for (day, word, signatory, note) in [
      ("02", "suspend", "quillonia", "Anna wrote."), ("03", "suspend", "brindlemark", "Anna wrote."),
      ("04", "reinstate", "quillonia", "Anna wrote: yes."),
    ] {
      try workshop.run(
        word, signatory, "--reason", "other", "--note", note, "--registrar-key", "registrar", "--at",
        "2031-01-\(day)T00:00:00Z"
      ).expectDone()
    }
  }

  private func redact(_ index: String, _ more: String...) throws -> Transcript {
    try workshop.run(
      ["redact", index, "--basis", "court-order", "--reference", "order 7", "--registrar-key", "registrar", "--at"]
        + ["2031-02-01T00:00:00Z"] + more)
  }

  private func listed(_ transcript: Transcript) -> [Int]? {
    transcript.json?.member("sameWords")?.elements.compactMap { $0.integer.map { Int($0) } }
  }

  private func names(_ index: Int, _ transcript: Transcript) -> Bool {
    transcript.error.contains("warning: entry \(index) holds the very same words under another digest, and keeps them")
      && transcript.error.contains("they want a removal of their own: pledgebook redact \(index) --text ")
  }

  @Test("a removal names the other entries that keep the very same words, until none does")
  func sameWords() throws {
    try fileTwice()
    let first = try redact("4").expectDone()
    #expect(names(5, first) && !names(4, first) && !names(6, first), "\(first)")
    let second = try redact("5", "--json").expectDone()
    #expect(listed(second) == [] && !second.error.contains("very same words"), "\(second)")
  }

  @Test("in a document as well, and of what stands in a draft or an envelope")
  func sameWordsAhead() throws {
    try fileTwice()
    let (draft, envelope) = (try redact("4", "--draft", "d").expectDone(), try redact("4", "--out", "e").expectDone())
    for ahead in [draft, envelope] { #expect(names(5, ahead) && !names(4, ahead), "\(ahead)") }
    let submitted = try workshop.run("submit", "e", "--at", "2031-02-01T00:00:00Z", "--json").expectDone()
    #expect(listed(submitted) == [5] && names(5, submitted), "\(submitted)")
  }

  @Test("of envelopes that are taken one by one, those that were recorded count")
  func sameWordsOfEach() throws {
    try fileTwice()
    try redact("4", "--out", "e").expectDone()
    let submitted = try workshop.run("submit", "--each", "e", "e", "--at", "2031-02-01T00:00:00Z", "--json")
    #expect(submitted.status == 5 && listed(submitted) == [5] && names(5, submitted), "\(submitted)")
    // What removes nothing has no such list.
    let other = try workshop.run(
      "withdraw", "quillonia", "--key", "quillonia", "--at", "2031-02-02T00:00:00Z", "--json"
    ).expectDone()
    #expect(other.json?.member("sameWords") == nil, "\(other)")
  }

  @Test("an entry that is not there is said to be none, as show says it")
  func noEntry() throws {
    let shown = try workshop.run("show", "40", "--json")
    let refused = try redact("40", "--json")
    refused.expectRefusal("entry.unknown", status: 2)
    #expect(refused.text("error", "message") == "there is no entry 40: the ledger has 4 entries")
    #expect(refused.output == shown.output)
  }
}
