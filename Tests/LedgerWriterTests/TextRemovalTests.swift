import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import Verification

@testable import LedgerWriter

@Suite("An entry that removes words")
struct TextRemovalTests {
  private let folder: TemporaryFolder
  private let cast: Cast
  private let now: Instant
  private var path: String { folder.path("ledger.db") }
  /// What only the words to be removed hold.
  private let marker = Array("a keeper whose name stands here".utf8)

  init() throws {
    folder = try TemporaryFolder()
    cast = try Cast()
    now = try given(Instant("2032-02-01T00:00:00Z"))
    var writer = try ChronicleWriter(at: path, cast)
    try writer.addQuillonia()
  }

  /// An attestation with the words that are to be removed, as the ledger is.
  private func attestation(
    in appender: borrowing LedgerAppender, _ commitment: String = "b-1"
  ) throws -> SubmittedEnvelope {
    let predicate = try Samples.attestation([commitment], in: appender.state, explanation: Samples.keeper())
    return try submission(given(appender.state.draft(predicate, at: now).payload), by: [cast.quillonia[0]])
  }

  private func removal(
    from index: UInt64, of texts: [Digest]? = nil, in appender: borrowing LedgerAppender
  ) throws -> SubmittedEnvelope {
    let redaction = try TextRedaction(
      entry: EntryIndex(index), texts: texts ?? [Samples.keeper().digest],
      legalBasis: .init(basis: .erasureRequest, reference: "case 12"))
    return try submission(
      given(appender.state.draft(.redact(redaction), at: now).payload), by: [cast.registrar])
  }

  private func filesHoldMarker() throws -> Bool {
    try folder.names().filter { $0.hasPrefix("ledger.db") && !$0.hasSuffix("-shm") }.contains {
      try folder.read($0).firstRange(of: marker) != nil
    }
  }

  @Test("takes them out of the file and out of its log, and the entry verifies without them")
  func gone() throws {
    do {
      var appender = try LedgerAppender(opening: path)
      _ = try appender.append([attestation(in: appender)], at: now)
      #expect(try filesHoldMarker())
      _ = try appender.append([removal(from: 3, in: appender)], at: now)
      #expect(try !filesHoldMarker())
      let holdsRemovedTexts = appender.holdsRemovedTexts
      #expect(!holdsRemovedTexts)
      #expect(try appender.state.removals.digests == [Samples.keeper().digest])
    }
    #expect(try !filesHoldMarker())
    let report = try verify(path)
    #expect(report.codes() == [])
    #expect(report.counts.removedTexts == 1)
  }

  @Test(
    "finds the entry that it names also where that is of the same batch, written or not",
    arguments: [1, 14, 15, 16, 17, 40])
  func sameBatch(_ between: Int) throws {
    do {
      var appender = try LedgerAppender(opening: path)
      var batch = [try attestation(in: appender)]
      for number in 0..<between {
        let join = try Samples.join("member-\(number)", keys: [], effective: now)
        batch.append(
          try submission(given(appender.state.draft(.join(join), at: now).payload), by: [cast.registrar]))
      }
      batch.append(try removal(from: 3, in: appender))
      let receipts = try appender.append(batch, at: now)
      #expect(receipts.count == between + 2)
      #expect(try !filesHoldMarker())
    }
    #expect(try verify(path).codes() == [])
  }

  @Test("is the same from a queue, whoever is beside it")
  func queue() throws {
    let (joins, attestation, removal) = try drafted(4)
    let batch = [joins[0], attestation, joins[1], removal, joins[2]]
    let results = try AppendQueue.append(each: batch, to: LedgerAppender(opening: path), at: now)
    #expect(!results.holdsRemovedTexts)
    for result in results.results { #expect(throws: Never.self) { try result.get() } }
    #expect(try !filesHoldMarker())
    #expect(try verify(path).codes() == [])
  }

  /// Joins, an attestation and a removal of its words from an entry.
  private func drafted(
    _ index: UInt64
  ) throws -> (joins: [SubmittedEnvelope], attestation: SubmittedEnvelope, removal: SubmittedEnvelope) {
    let appender = try LedgerAppender(opening: path)
    var joins: [SubmittedEnvelope] = []
    for number in 0..<3 {
      let join = try Samples.join("member-\(number)", keys: [], effective: now)
      joins.append(try submission(given(appender.state.draft(.join(join), at: now).payload), by: [cast.registrar]))
    }
    return (joins, try attestation(in: appender), try removal(from: index, in: appender))
  }

  @Test(
    "of words that the entry does not have is refused, and of an entry that is not there", arguments: [3, 4, 5, 99])
  func unknown(_ index: UInt64) throws {
    var appender = try LedgerAppender(opening: path)
    _ = try appender.append([attestation(in: appender)], at: now)
    let texts: [Digest] = try index == 3 ? [.zero] : [Samples.keeper().digest]
    let error = try failure { _ = try appender.append([removal(from: index, of: texts, in: appender)], at: now) }
    guard case .refused(let refusal, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.code.rawValue == "rule.text.unknown")
  }

  /// What happens to the envelope of the entry that is named.
  enum Loss: String, CaseIterable {
    case gone = "DELETE FROM envelope WHERE seq = 3"
    case unreadable = "UPDATE envelope SET bytes = zeroblob(2000000) WHERE seq = 3"
    case headless = "UPDATE entry SET leaf = x'00' WHERE seq = 3"

    var code: StorageError.Code { self == .unreadable ? .tooLarge : .damaged }
  }

  @Test("is not refused for want of words where the entry cannot be read: that is an error", arguments: Loss.allCases)
  func unreadable(_ loss: Loss) throws {
    var appender = try LedgerAppender(opening: path)
    _ = try appender.append([attestation(in: appender), later(in: appender)], at: now)
    try lose(loss)
    let error = try failure { _ = try appender.append([removal(from: 3, in: appender)], at: now) }
    guard case .storage(let cause) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(cause.code == loss.code, "\(cause)")
    #expect(try SQLiteLedgerReader.open(path).head().size == 5)
  }

  /// An entry behind the one that is named.
  private func later(in appender: borrowing LedgerAppender) throws -> SubmittedEnvelope {
    let join = try Samples.join("later", keys: [], effective: now)
    return try submission(given(appender.state.draft(.join(join), at: now).payload), by: [cast.registrar])
  }

  @Test(
    "whose entry cannot be read ends the batch of a queue, and nobody in it hears a refusal", arguments: Loss.allCases)
  func unreadableInAQueue(_ loss: Loss) throws {
    do {
      var appender = try LedgerAppender(opening: path)
      _ = try appender.append([attestation(in: appender), later(in: appender)], at: now)
    }
    let (joins, _, removal) = try drafted(3)
    let appender = try LedgerAppender(opening: path)
    try lose(loss)
    let results = AppendQueue.append(each: [joins[0], removal, joins[1]], to: appender, at: now).results
    // Whoever was written before the batch of the removal has a receipt; nobody was refused.
    for result in results[1...] {
      if case .failure(.refused(let refusal, _)) = result { Issue.record("\(refusal)") }
      if case .success = result { Issue.record("it was recorded") }
    }
    guard case .failure(.storage(let cause)) = results[1] else {
      Issue.record("\(results[1])")
      return
    }
    #expect(cause.code == loss.code)
    #expect(try SQLiteLedgerReader.open(path).head().size <= 6)
  }

  private func lose(_ loss: Loss) throws {
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      try database.run("PRAGMA ignore_check_constraints=ON")
      try database.run(loss.rawValue)
    }
  }

  @Test("that left words in the log is taken up by the next appender")
  func leftToTheNext() throws {
    let reader = try SQLiteLedgerReader.open(path)
    try reader.withSnapshot {
      var appender = try LedgerAppender(opening: path)
      _ = try appender.append([attestation(in: appender)], at: now)
      _ = try appender.append([removal(from: 3, in: appender)], at: now)
      let holdsRemovedTexts = appender.holdsRemovedTexts
      #expect(holdsRemovedTexts)
    }
    #expect(try filesHoldMarker())
    let appender = try LedgerAppender(opening: path)
    let holdsRemovedTexts = appender.holdsRemovedTexts
    #expect(!holdsRemovedTexts)
    #expect(try !filesHoldMarker())
    withExtendedLifetime(reader) {}
  }

  @Test("lets nobody bring the words again, and lets their statement stand")
  func neverAgain() throws {
    var appender = try LedgerAppender(opening: path)
    _ = try appender.append([attestation(in: appender)], at: now)
    _ = try appender.append([removal(from: 3, in: appender)], at: now)
    let again = try attestation(in: appender, "b-2")
    let error = try failure { _ = try appender.append([again], at: now) }
    guard case .refused(let refusal, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.code.rawValue == "rule.text.removed")
    #expect(appender.state.attestationCount == 1)
  }
}
