import Cryptography
import Fixtures
import LedgerSamples
import Testing
import TransparencyLog

@Suite("Policies with keys that cannot be checked here")
struct UnsupportedKeyTests {
  private let log: NoteSigner
  private let witnesses: [NoteSigner]
  private let foreign: [UncheckableKey]

  init() throws {
    log = try NoteSigner(name: "log.example", privateKey: .generate(.ed25519))
    witnesses = try (0..<2).map {
      try NoteSigner(name: "w\($0).example", privateKey: .generate(.ed25519), type: .cosignatureEd25519)
    }
    foreign = try (0..<2).map { try UncheckableKey("u\($0).example", count: 1_312) }
  }

  /// A policy with the log, witnesses W0 and W1 that can be checked, and U0 and U1 that cannot.
  private func policy(_ rest: String, log line: String? = nil) throws -> TrustPolicy {
    var text = line ?? "log \(log.verifierKey.text)\n"
    for (place, witness) in witnesses.enumerated() { text += "witness W\(place) \(witness.verifierKey.text)\n" }
    // Two witnesses have two keys: the second is one of a type that nobody knows yet.
    text += "witness U0 \(foreign[0].vkey)\n"
    text += "witness U1 \(try UncheckableKey("u1.example", type: 0x77, count: 64).vkey)\n"
    return try TrustPolicy(Array((text + rest).utf8))
  }

  private func evaluate(_ policy: TrustPolicy, cosignedBy places: [Int], and lines: String) throws -> PolicyEvaluation {
    let origin = try #require(Origin("log.example"))
    var signed = try SignedCheckpoint(Checkpoint(origin: origin, size: 1, root: .zero), signedBy: log)
    signed = try signed.adding(places.map { try witnesses[$0].cosign(signed, at: 5) })
    signed = try SignedCheckpoint(signed.bytes + Array(lines.utf8))
    var verifier = try SignatureVerifier()
    return try policy.evaluate(signed, verifier: &verifier)
  }

  private enum Standing { case met, unsupported, missing }

  private func standing(_ evaluation: PolicyEvaluation) -> Standing? {
    switch evaluation.shortcoming {
    case nil: .met
    case .quorumUnsupported: .unsupported
    case .quorumMissing: .missing
    default: nil
    }
  }

  @Test("What is met, what cannot be told and what is missing are three things, in nested groups as well")
  func quorums() throws {
    let claimed = foreign[0].line()
    let cases: [(groups: String, cosigned: [Int], lines: String, Standing, isOutOfReach: Bool)] = [
      ("quorum U0\n", [0, 1], claimed, .unsupported, true),
      ("quorum U0\n", [0, 1], "", .missing, true),
      ("quorum U1\n", [0, 1], claimed, .missing, true),
      ("quorum W0\n", [0], claimed, .met, false),
      ("quorum W0\n", [], claimed, .missing, false),
      ("group g any W0 U0\nquorum g\n", [0], "", .met, false),
      ("group g any W0 U0\nquorum g\n", [], claimed, .unsupported, false),
      ("group g all W0 U0\nquorum g\n", [0], claimed, .unsupported, true),
      ("group g all W0 U0\nquorum g\n", [], claimed, .missing, true),
      ("group g 2 W0 W1 U0\nquorum g\n", [0], claimed, .unsupported, false),
      ("group g 2 W0 W1 U0\nquorum g\n", [0, 1], "", .met, false),
      ("group i any U0 U1\ngroup o all W0 i\nquorum o\n", [0], claimed, .unsupported, true),
      ("group i any U0 W1\ngroup o all W0 i\nquorum o\n", [0, 1], "", .met, false),
      ("group i any U0 W1\ngroup o all W0 i\nquorum o\n", [1], claimed, .missing, false),
      ("group i all U0 U1\ngroup o any W0 i\nquorum o\n", [], claimed, .missing, false),
      ("quorum none\n", [], claimed, .met, false),
    ]
    for (groups, cosigned, lines, expected, isOutOfReach) in cases {
      let policy = try policy(groups)
      let evaluation = try evaluate(policy, cosignedBy: cosigned, and: lines)
      #expect(standing(evaluation) == expected, "\(groups)\(cosigned)")
      #expect(evaluation.isSatisfied == (expected == .met), "\(groups)\(cosigned)")
      #expect(policy.needsUnsupportedWitness == isOutOfReach, "\(groups)")
      #expect(evaluation.unsupported.map(\.text) == (lines.isEmpty ? [] : [foreign[0].vkey]))
    }
  }

  @Test(
    "A log's signature that cannot be checked is neither missing nor there; beside one that can be, it is no matter")
  func logs() throws {
    let key = try UncheckableKey("log.example")
    let only = try policy("quorum none\n", log: "log \(key.vkey)\n")
    let declared = try DeclaredKey(key.vkey)
    #expect(only.needsUnsupportedLog)
    #expect(try evaluate(only, cosignedBy: [], and: key.line()).shortcoming == .logUnsupported([declared]))
    #expect(try evaluate(only, cosignedBy: [], and: "").shortcoming == .logMissing)
    // Of another origin it does not speak for this one.
    let elsewhere = try UncheckableKey("other.example")
    let other = try policy("quorum none\n", log: "log \(elsewhere.vkey)\n")
    #expect(try evaluate(other, cosignedBy: [], and: elsewhere.line()).shortcoming == .logMissing)
    let both = try TrustPolicy(Array("log \(log.verifierKey.text)\nlog \(key.vkey)\nquorum none\n".utf8))
    #expect(!both.needsUnsupportedLog)
    #expect(try evaluate(both, cosignedBy: [], and: key.line()).shortcoming == nil)
  }

  @Test(
    "A line that cannot be a signature of its key is invalid, whoever could check it", arguments: [2_427, 2_429, 9])
  func impossible(_ count: Int) throws {
    let policy = try policy("quorum W0\n")
    let evaluation = try evaluate(policy, cosignedBy: [0], and: foreign[0].line(count: count))
    #expect(try evaluation.shortcoming == .invalid(DeclaredKey(foreign[0].vkey)))
    #expect(!evaluation.isSatisfied)
  }

  @Test("What is wrong is told before what cannot be told, and the log before its witnesses")
  func order() throws {
    let policy = try policy("group g all W0 U0\nquorum g\n")
    let origin = try #require(Origin("log.example"))
    let checkpoint = try SignedCheckpoint(Checkpoint(origin: origin, size: 1, root: .zero), signedBy: log)
    let another = try SignedCheckpoint(Checkpoint(origin: origin, size: 2, root: .zero), signedBy: log)
    var verifier = try SignatureVerifier()
    let spoilt = try SignedCheckpoint(
      checkpoint.adding([witnesses[0].cosign(another, at: 5)]).bytes + Array(foreign[0].line().utf8))
    #expect(
      try policy.evaluate(spoilt, verifier: &verifier).shortcoming == .invalid(witnesses[0].verifierKey.declared))
    let stranger = try NoteSigner(name: "log.example", privateKey: .generate(.ed25519))
    let unsigned = try SignedCheckpoint(
      note: Note(text: checkpoint.note.textBytes, signatures: [stranger.sign(checkpoint.note.textBytes)]))
    let claimed = try SignedCheckpoint(unsigned.bytes + Array(foreign[0].line().utf8))
    #expect(try policy.evaluate(claimed, verifier: &verifier).shortcoming == .logMissing)
  }
}
