import Cryptography
import TransparencyLog

extension Harness {
  static let notes = [note, checkpoint, cosignature, witnessRequest, policy, proof]

  private static let note = Harness("note", largest: 2_048) { bytes in
    let note = try Note(bytes)
    try same(note.bytes, bytes, "the note has another form")
    let second = try again("the note from its parts") { try Note(text: note.textBytes, signatures: note.signatures) }
    try hold(second == note, "the note from its parts is another")
    if note.signatures.count < Note.maximumSignatureCount {
      let third = try again("the note with its own lines") { try note.adding(note.signatures) }
      try hold(Set(third.signatures) == Set(note.signatures), "a line was lost or made up")
    }
  }

  /// A checkpoint, and whether its signatures are those of a log and a witness that are known.
  private static let checkpoint = Harness("checkpoint", largest: 2_048) { bytes in
    let signed = try SignedCheckpoint(bytes)
    try same(signed.bytes, bytes, "the checkpoint has another form")
    try same(signed.checkpoint.textBytes, signed.note.textBytes, "the checkpoint's text has another form")
    var verifier = try SignatureVerifier()
    if case .verified(let verified) = try signed.verify(with: Cast.keys, verifier: &verifier) {
      try hold(
        signed.checkpoint.origin == Cast.origin
          || signed.checkpoint.origin == RealLedger.kept.checkpoint.checkpoint.origin,
        "a log signed for another")
      try hold(Cast.signed.contains(verified.checkpoint), "a checkpoint verifies that nobody signed")
    }
  }

  /// What a witness answers: lines of signatures, or the size that it has on record.
  private static let cosignature = Harness("cosignature", largest: 1_024) { bytes in
    if let conflict = try? AddCheckpointConflict(bytes: bytes) {
      try same(conflict.bytes, bytes, "the conflict has another form")
      return
    }
    let answer = try AddCheckpointAnswer(bytes: bytes)
    try same(answer.bytes, bytes, "the answer has another form")
    for line in answer.signatures {
      guard let cosignature = Cosignature(line) else { continue }
      try hold(cosignature.timestamp <= Cosignature.maximumTimestamp, "a time is too large")
    }
    let note = try again("a note with the lines") { try RealLedger.kept.checkpoint.adding(answer.signatures) }
    try hold(note.checkpoint == RealLedger.kept.checkpoint.checkpoint, "a line changed what is signed")
  }

  private static let witnessRequest = Harness("witness-request", largest: 4_096) { bytes in
    let request = try AddCheckpointRequest(bytes)
    try same(request.bytes, bytes, "the request has another form")
    var hasher = try MerkleHasher()
    let root = request.checkpoint.checkpoint.root
    _ = try? request.consistency.isValid(firstRoot: .emptyTreeRoot, secondRoot: root, hasher: &hasher)
    _ = try? request.consistency.isValid(firstRoot: root, secondRoot: root, hasher: &hasher)
  }

  private static let policy = Harness("policy", largest: 4_096) { bytes in
    let policy = try TrustPolicy(bytes)
    let written = policy.bytes
    let second = try again("the policy written again") { try TrustPolicy(written) }
    try hold(second == policy, "the policy says something else")
    try same(second.bytes, written, "the policy has another form")
    var verifier = try SignatureVerifier()
    for checkpoint in Cast.checkpoints {
      let one = try again("evaluating") { try policy.evaluate(checkpoint, verifier: &verifier) }
      let other = try again("evaluating") { try second.evaluate(checkpoint, verifier: &verifier) }
      try hold(
        one.isSatisfied == other.isSatisfied && one.isQuorumMet == other.isQuorumMet
          && one.witnesses == other.witnesses, "the policy judges differently")
    }
    let everybody = Set(policy.witnesses.map(\.name))
    let needsNone = policy.quorum == nil
    try hold(policy.isQuorumMet(by: everybody), "not even all witnesses are enough")
    try hold(policy.isQuorumMet(by: []) == needsNone, "no witness at all is enough")
  }

  private static let proof = Harness("proof", largest: 4_096) { bytes in
    let proof = try ProofFile(bytes)
    try same(proof.bytes, bytes, "the proof has another form")
    var hasher = try MerkleHasher()
    var verifier = try SignatureVerifier()
    let leaf = try hasher.leaf(Cast.leaf)
    let verdict = try again("checking the proof") {
      try proof.verify(leaf: leaf, policy: Cast.policy, hasher: &hasher, verifier: &verifier)
    }
    if case .accepted = verdict {
      try hold(
        Cast.signed.contains(proof.checkpoint.checkpoint) && proof.index == Cast.leafIndex, "a proof of nothing holds")
    }
  }
}
