import Cryptography
import LedgerFixtures
import Testing
import TransparencyLog

@testable import Pledges

@Suite("What a ledger refuses")
struct RefusalTests {
  static let all: [RefusalCase] =
    RefusalCase.frame + RefusalCase.registrar + RefusalCase.parties + RefusalCase.membership + RefusalCase.attestations
    + RefusalCase.oversight + RefusalCase.keys + RefusalCase.continuing

  @Test(
    "it is refused with its code, the ledger is as it was, and replay finds the same code where it stands all the same",
    arguments: all)
  func refused(_ refused: RefusalCase) throws {
    let fixture = try refused.ground.make()
    let attempt = try refused.attempt(fixture)
    #expect(attempt.statement.kind.known == refused.kind)
    let envelope = try Envelope.signed(attempt.statement, by: attempt.signers)
    let before = Snapshot(fixture)
    do {
      try fixture.admit(envelope, at: attempt.now)
      Issue.record("it was admitted")
    } catch {
      let refusal = try #require(error as? Refusal, "\(error)")
      #expect(refusal.code.rawValue == refused.code, "\(refusal.message)")
      #expect(!refusal.message.isEmpty && !refusal.hint.isEmpty)
      #expect(!refusal.message.hasSuffix("."))
      #expect(!refusal.isMalformedInput)
    }
    #expect(Snapshot(fixture) == before)
    #expect(refusal { try fixture.admit(envelope, at: attempt.now) } == refused.code)

    // A dishonest keeper puts it in without asking.
    let bytes = envelope.canonicalBytes
    let header = EntryHeader(
      index: EntryIndex(fixture.size), previous: fixture.chain.leaf, recorded: attempt.now,
      kind: attempt.statement.kind, envelope: try .sha256(of: bytes), envelopeByteCount: bytes.count)
    let replayed = try Replayed(fixture.stored + [StoredBytes(header: header.bytes, envelope: bytes)])
    #expect(replayed.findings.map(\.code) == [refused.code])
    #expect(replayed.findings.map(\.index) == [header.index])
    #expect(replayed.chain.size == fixture.size + 1)
  }

  @Test("a hint that names the ledger can be pasted into a shell, whatever the ledger is called")
  func pastedHint() throws {
    let key = try LedgerFixture.logKey()
    let genesis = Genesis(
      environment: .demo, rules: Genesis.currentRules, registrar: RefusalCase.office(), logKeys: [key])
    let origin = try #require(Origin("a.example/x;touch${IFS}pwned;\"|id"))
    let statement = try LedgerState.draft(genesis: genesis, origin: origin, at: LedgerFixture.start)
    let fixture = try LedgerFixture()
    do {
      try fixture.admit(statement, [.registrar], at: LedgerFixture.start)
      Issue.record("it was admitted")
    } catch {
      let refusal = try #require(error as? Refusal)
      #expect(refusal.code.rawValue == "rule.ledger.log-key-name")
      #expect(refusal.hint.hasSuffix("--origin 'a.example/x;touch${IFS}pwned;\"|id'"))
    }
  }

  @Test("what cannot be put into the tree is refused, and the ledger is as it was")
  func noRoomInTheTree() throws {
    var ledger = try Ledger(signatures: .check)
    // The largest tree there is: one bit for each of its edge hashes.
    let full = try MerkleFrontier(size: TreeSize.maximum, edge: [Digest](repeating: .zero, count: 63))
    ledger.tree = full
    let fixture = try LedgerFixture(accord: nil)
    let genesis = try SubmittedEnvelope.read(fixture.entries[0].envelopeBytes)
    #expect(refusal { _ = try ledger.admit(genesis, at: LedgerFixture.start) { _ in nil } } == "signature.unsupported")
    let (state, tree) = (ledger.state, ledger.tree)
    #expect(state.identity == nil && state.size == 0 && tree == full)
    ledger.tree = MerkleFrontier()
    let entry = try ledger.admit(genesis, at: LedgerFixture.start) { _ in nil }
    #expect(entry.leaf == fixture.entries[0].leaf && entry.completed == [entry.leaf])
  }

  @Test("after a hundred refusals the ledger goes on, and replays without a finding")
  func goesOn() throws {
    let fixture = try LedgerFixture.harbourLight()
    for _ in 0..<100 {
      let attestation = fixture.attestation(.alder, [.met("lantern")])
      #expect(refusal { try fixture.admit(.attest(attestation), [.alder], at: "2032-01-02") } != nil)
    }
    try fixture.attest(.alder, at: "2032-01-02")
    #expect(fixture.size == 10)
    #expect(try fixture.replayed().findings == [])
  }
}

/// Everything about a ledger that an entry could change.
struct Snapshot: Equatable {
  let chain: ChainHead
  let root: String?
  let state: String

  init(_ fixture: LedgerFixture) {
    chain = fixture.chain
    root = try? fixture.root().hex
    state = Snapshot.text(fixture.state)
  }

  /// The state as text, dictionaries included: an untouched value is laid out the same again.
  ///
  /// Left out are the thousand digests of statements; what is refused twice with the same code is not among them.
  static func text(_ state: LedgerState) -> String {
    var text = ""
    for child in Mirror(reflecting: state).children where child.label != "statements" {
      dump(child.value, to: &text, name: child.label)
    }
    return text
  }
}
