import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite("Policies applied to checkpoints")
struct PolicyEvaluationTests {
  @Suite("Fixture", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
  struct Fixture {
    @Test("Each policy has the outcome expected", arguments: CheckpointFixture.shared?.policies ?? [])
    func outcomes(_ vector: CheckpointFixture.Policy) throws {
      let fixture = try #require(CheckpointFixture.shared)
      let policy = try TrustPolicy(Array(vector.policy.utf8))
      #expect(try TrustPolicy(policy.bytes) == policy)
      var verifier = try SignatureVerifier()
      let full = try policy.evaluate(SignedCheckpoint(Array(fixture.note.utf8)), verifier: &verifier)
      // The fixture's fourth outcome is that of a program with ML-DSA-44; here the second witness counts for nothing.
      let needsMLDSA = policy.quorum.map { !policy.isQuorumMet(by: [policy.witnesses[0].name]) && $0.text != "none" }
      #expect(full.isSatisfied == (vector.satisfiedByFull && needsMLDSA != true))
      #expect(full.isSignedByLog)
      #expect(full.witnesses.map(\.witness.text) == ["W1"])
      #expect(full.witnesses.map(\.timestamp) == [fixture.w1Timestamp])
      #expect(full.unsupported.map(\.text) == [fixture.vkeys.w2])
      #expect(full.failedKey == nil)
      let logOnly = try policy.evaluate(SignedCheckpoint(fixture.logOnly), verifier: &verifier)
      #expect(logOnly.isSatisfied == vector.satisfiedByLogOnly)
      #expect(logOnly.witnesses.isEmpty)
    }

    @Test("Both proof files are read, written back and accepted; nothing else in them is")
    func proofs() throws {
      let fixture = try #require(CheckpointFixture.shared)
      let policy = try TrustPolicy(Array(fixture.policies[0].policy.utf8))
      let strict = try TrustPolicy(Array(fixture.policies[3].policy.utf8))
      var hasher = try MerkleHasher()
      var verifier = try SignatureVerifier()
      #expect(fixture.tlogProofs.count == 2)
      for vector in fixture.tlogProofs {
        let file = try ProofFile(Array(vector.text.utf8))
        #expect(file.bytes == Array(vector.text.utf8))
        #expect(file.index == vector.leafIndex)
        let leaf = try hasher.leaf(Vectors.bytes(hex: vector.leafDataHex))
        guard case .accepted = try file.verify(leaf: leaf, policy: policy, hasher: &hasher, verifier: &verifier)
        else {
          Issue.record("not accepted")
          continue
        }
        guard
          case .notIncluded = try file.verify(
            leaf: leaf.corrupted, policy: policy, hasher: &hasher, verifier: &verifier)
        else {
          Issue.record("another leaf was taken")
          continue
        }
        guard case .untrusted = try file.verify(leaf: leaf, policy: strict, hasher: &hasher, verifier: &verifier)
        else {
          Issue.record("a quorum that is not met was taken")
          continue
        }
      }
    }
  }

  @Test("A log of the policy does not speak for another origin")
  func otherOrigin() throws {
    let one = try NoteSigner(name: "log.example/one", privateKey: .generate(.ed25519))
    let two = try NoteSigner(name: "log.example/two", privateKey: .generate(.ed25519))
    let policy = try TrustPolicy(Array("log \(one.verifierKey.text)\nlog \(two.verifierKey.text)\nquorum none\n".utf8))
    let origin = try #require(Origin("log.example/one"))
    let text = try Checkpoint(origin: origin, size: 0, root: .emptyTreeRoot).textBytes
    var verifier = try SignatureVerifier()
    let good = try policy.evaluate(
      SignedCheckpoint(note: Note(text: text, signatures: [one.sign(text)])), verifier: &verifier)
    #expect(good.isSatisfied)
    let bad = try policy.evaluate(
      SignedCheckpoint(note: Note(text: text, signatures: [two.sign(text)])), verifier: &verifier)
    #expect(!bad.isSatisfied)
    #expect(!bad.isSignedByLog)
    #expect(bad.isQuorumMet)
  }

  @Test("A failing line of a key of the policy refuses the checkpoint, however many others verify")
  func failingLine() throws {
    let log = try NoteSigner(name: "log.example", privateKey: .generate(.ed25519))
    let witness = try NoteSigner(name: "w.example", privateKey: .generate(.ed25519), type: .cosignatureEd25519)
    let policy = try TrustPolicy(
      Array("log \(log.verifierKey.text)\nwitness w \(witness.verifierKey.text)\nquorum none\n".utf8))
    let origin = try #require(Origin("log.example"))
    let one = try SignedCheckpoint(Checkpoint(origin: origin, size: 1, root: .zero), signedBy: log)
    let two = try SignedCheckpoint(Checkpoint(origin: origin, size: 2, root: .zero), signedBy: log)
    let mixed = try one.adding([witness.cosign(two, at: 5)])
    var verifier = try SignatureVerifier()
    let evaluation = try policy.evaluate(mixed, verifier: &verifier)
    #expect(evaluation.isQuorumMet)
    #expect(!evaluation.isSatisfied)
    #expect(evaluation.failedKey == witness.verifierKey.declared)
    #expect(evaluation.shortcoming == .invalid(witness.verifierKey.declared))
  }

  @Test("A policy without logs accepts nothing, but tells whether its quorum is met")
  func withoutLogs() throws {
    let log = try NoteSigner(name: "log.example", privateKey: .generate(.ed25519))
    let witness = try NoteSigner(name: "w.example", privateKey: .generate(.ed25519), type: .cosignatureEd25519)
    let policy = try TrustPolicy(Array("witness w \(witness.verifierKey.text)\nquorum w\n".utf8))
    let origin = try #require(Origin("log.example"))
    var signed = try SignedCheckpoint(Checkpoint(origin: origin, size: 1, root: .zero), signedBy: log)
    signed = try signed.adding([witness.cosign(signed, at: 5)])
    var verifier = try SignatureVerifier()
    let evaluation = try policy.evaluate(signed, verifier: &verifier)
    #expect(evaluation.isQuorumMet)
    #expect(!evaluation.isSatisfied)
  }
}
