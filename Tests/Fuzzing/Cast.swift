import Cryptography
import LedgerFixtures
import TransparencyLog

/// A log of nine leaves and its witnesses, whose keys and signatures are the same in every run.
enum Cast {
  static let origin = LedgerFixture.origin
  static let leafIndex: UInt64 = 5
  static let leaf = Array("leaf 5".utf8)
  static let made = prepared { try Made() }

  static var keys: KnownKeys { made.keys }
  static var policy: TrustPolicy { made.policy }
  /// Everything that one of the keys signed.
  static var signed: [Checkpoint] { checkpoints.map(\.checkpoint) }
  static var checkpoints: [SignedCheckpoint] { [made.checkpoint, made.cosigned, RealLedger.kept.checkpoint] }

  struct Made: Sendable {
    let keys: KnownKeys
    let policy: TrustPolicy
    let policyText: String
    let checkpoint: SignedCheckpoint
    let cosigned: SignedCheckpoint
    let proof: ProofFile
    let request: AddCheckpointRequest

    fileprivate init() throws {
      let log = try NoteSigner(name: origin.text, privateKey: FixedKey.log.privateKey)
      let witnesses = try [FixedKey.alder, .cedar, .checker].map { key in
        try NoteSigner(name: "\(key.rawValue).example", privateKey: key.privateKey, type: .cosignatureEd25519)
      }
      var hasher = try MerkleHasher()
      var frontier = MerkleFrontier()
      var stored: [Digest] = []
      for number in 0..<9 {
        let leaf = try hasher.leaf(Array("leaf \(number)".utf8))
        try frontier.append(leaf, completing: &stored, hasher: &hasher)
      }
      func hashes(_ positions: [NodePosition]) -> [Digest] { positions.map { stored[Int($0.storageIndex)] } }
      let root = try frontier.root(hasher: &hasher)
      checkpoint = try SignedCheckpoint(Checkpoint(origin: origin, size: 9, root: root), signedBy: log)
      let unsigned = checkpoint
      cosigned = try checkpoint.adding(witnesses.map { try $0.cosign(unsigned, at: 2_000_000_000) })
      let inclusion = try InclusionProof.Plan(index: leafIndex, treeSize: 9)
      proof = try ProofFile(
        inclusion.proof(from: hashes(inclusion.positions), hasher: &hasher), checkpoint: cosigned,
        extra: Array("extra".utf8))
      let consistency = try ConsistencyProof.Plan(first: 3, second: 9)
      request = try AddCheckpointRequest(
        consistency.proof(from: hashes(consistency.positions), hasher: &hasher), checkpoint: checkpoint)
      keys = try KnownKeys([log.verifierKey, RealLedger.kept.logKey] + witnesses.map(\.verifierKey))
      let lines =
        ["log \(log.verifierKey) https://log.example/"]
        + witnesses.enumerated().map { "witness w\($0.offset) \($0.element.verifierKey) https://\($0.offset).example/" }
        + ["group two 2 w0 w1", "group either any two w2", "quorum either"]
      policyText = "# who is believed\n" + lines.map { $0 + "\n" }.joined()
      policy = try TrustPolicy(Array(policyText.utf8))
    }
  }
}

/// What every harness of a kind needs, made once; without it nothing can be tried.
func prepared<Value>(_ make: () throws -> Value) -> Value {
  do {
    return try make()
  } catch {
    preconditionFailure("cannot prepare: \(error)")
  }
}
