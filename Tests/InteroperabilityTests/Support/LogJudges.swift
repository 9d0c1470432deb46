import CanonicalJSON
import Cryptography
import Fixtures
import Testing
import TransparencyLog

/// Questions to the judges of transparency logs, asked together: a Python that starts takes longer than its answers.
struct LogJudges {
  private var questions: [JSONValue] = []

  /// Puts a question; `ask` says which, and the rest is what `Tests/Interoperability/transparency.py` wants to know.
  mutating func ask(_ kind: String, _ members: [String: JSONValue]) {
    let members = members.merging(["ask": .string(kind)]) { given, _ in given }
    questions.append(.object(members.map { JSONMember(name: $0.key, value: $0.value) }))
  }

  /// The answers, in the order of the questions.
  func answers() throws -> [String] {
    let lines = Array(questions.map { $0.canonicalBytes() }.joined(separator: [0x0A]))
    let judged = try Judges.run("transparency.py", [], input: lines)
    try #require(judged.status == 0, "\(text(judged.error))")
    let answers = text(judged.output).split(separator: "\n").map(String.init)
    try #require(answers.count == questions.count)
    return answers
  }
}

/// A tree as a store keeps it, of entries whose bytes say which they are.
struct JudgedTree {
  let entries: [[UInt8]]
  private var stored: [Digest] = []

  init(size: Int) throws {
    entries = (0..<size).map { Array("entry \($0)\n".utf8) }
    var frontier = MerkleFrontier()
    var hasher = try MerkleHasher()
    for entry in entries {
      let leaf = try hasher.leaf(entry)
      try frontier.append(leaf, completing: &stored, hasher: &hasher)
    }
  }

  func leaf(_ index: Int) throws -> Digest {
    var hasher = try MerkleHasher()
    return try hasher.leaf(entries[index])
  }

  func root(_ size: Int) throws -> Digest {
    var hasher = try MerkleHasher()
    let frontier = try MerkleFrontier(
      size: UInt64(size), edge: read(MerkleFrontier.edgePositions(size: UInt64(size))))
    return try frontier.root(hasher: &hasher)
  }

  func inclusion(_ index: Int, _ size: Int) throws -> [Digest] {
    var hasher = try MerkleHasher()
    let plan = try InclusionProof.Plan(index: UInt64(index), treeSize: UInt64(size))
    return try plan.proof(from: read(plan.positions), hasher: &hasher).hashes
  }

  func consistency(_ first: Int, _ second: Int) throws -> [Digest] {
    var hasher = try MerkleHasher()
    let plan = try ConsistencyProof.Plan(first: UInt64(first), second: UInt64(second))
    return try plan.proof(from: read(plan.positions), hasher: &hasher).hashes
  }

  private func read(_ positions: [NodePosition]) -> [Digest] {
    positions.map { stored[Int($0.storageIndex)] }
  }
}
