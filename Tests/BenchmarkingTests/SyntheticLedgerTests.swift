import CommandLineTools
import Fixtures
import Pledges
import Storage
import Testing
import Verification

@testable import Benchmarking

@Suite struct `A synthetic ledger` {
  @Test(arguments: AlgorithmChoice.allCases)
  func `has the size asked for and verifies`(algorithm: AlgorithmChoice) throws {
    let folder = try TemporaryFolder()
    let plan = SyntheticLedger(entryCount: 160, signatoryCount: 20, algorithm: algorithm)
    var heard = 0
    let built = try plan.build(at: folder.path("ledger.db")) { heard = $0 }
    #expect(built.entryCount == 160)
    #expect(heard == 160)
    let reader = try SQLiteLedgerReader.open(built.path)
    var verification = try LedgerVerification()
    let report = try verification.run(reader, structure: reader.structuralFindings())
    #expect(report.isIntact)
    #expect(report.counts.entries == 160)
    // One of each attestation and of genesis and accord, two of each join.
    #expect(report.counts.signatures == 180)
    #expect(verification.state.attestationCount == 138)
    #expect(verification.state.members.count == 20)
  }

  @Test func `restates what stands, round after round`() throws {
    let folder = try TemporaryFolder()
    let built = try SyntheticLedger(entryCount: 100, signatoryCount: 4).build(at: folder.path("ledger.db"))
    let replayed = try ReplayedLedger(SQLiteLedgerReader.open(built.path))
    let member = try #require(replayed.state.memberOrder.first)
    let history = try #require(replayed.state.history(of: member))
    #expect(history.attestations.count > 20)
  }

  @Test func `too few entries for the signatories are refused before a file is made`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CommandError.usage("invalid-value", "")) {
      _ = try SyntheticLedger(entryCount: 10, signatoryCount: 20).build(at: folder.path("ledger.db"))
    }
    #expect(try folder.names().isEmpty)
  }

  @Test(arguments: [(StatementSize.small, 600...1_100), (.medium, 1_950...2_150), (.large, 16_000...16_800)])
  func `statements have their size`(size: StatementSize, bytes: ClosedRange<Int>) throws {
    let folder = try TemporaryFolder()
    let plan = SyntheticLedger(entryCount: 12, signatoryCount: 4, algorithm: .ed25519, statementSize: size)
    let reader = try SQLiteLedgerReader.open(plan.build(at: folder.path("ledger.db")).path)
    let envelope = try #require(try reader.entry(at: EntryIndex(8))?.envelope)
    let words = try reader.texts(at: EntryIndex(8)).reduce(0) { $0 + $1.count }
    // Base64 takes four bytes for three; some 300 are the envelope's own.
    #expect(bytes.contains((envelope.count - 300) * 3 / 4 + words))
  }

  @Test func `leaves nothing out of the bare work, on one core and on several`() throws {
    let folder = try TemporaryFolder()
    let built = try SyntheticLedger(entryCount: 60, signatoryCount: 10).build(at: folder.path("ledger.db"))
    let work = try BareWork(of: SQLiteLedgerReader.open(built.path))
    #expect(work.entryCount == 60)
    #expect(work.signatureCount == 70)
    for part in [BareWork.Part.checks, .hashes, .both] {
      for cores in [1, 3] { #expect(try work.seconds(part, cores: cores) > 0) }
    }
  }

  @Test func `fails at the bare work when a signature is another's`() throws {
    let folder = try TemporaryFolder()
    let built = try SyntheticLedger(entryCount: 60, signatoryCount: 10).build(at: folder.path("ledger.db"))
    var work = try BareWork(of: SQLiteLedgerReader.open(built.path))
    work.entries[20].checks[0].signature = work.entries[40].checks[0].signature
    #expect(throws: CommandError.self) { try work.seconds(.checks, cores: 2) }
    #expect(try work.seconds(.hashes, cores: 2) > 0)
  }
}
