import Cryptography
import Testing
import TransparencyLog

@Suite("Witness requests and answers")
struct AddCheckpointTests {
  @Test("A request is written and read; its proof ends at the checkpoint's size")
  func request() throws {
    let checkpoint = try SignedCheckpoint(Array(ProofFileTests.checkpoint.utf8))
    let proof = try ConsistencyProof(first: 1, second: 2, hashes: [.zero])
    let request = try AddCheckpointRequest(proof, checkpoint: checkpoint)
    let text = "old 1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n" + ProofFileTests.checkpoint
    #expect(request.bytes == Array(text.utf8))
    #expect(try AddCheckpointRequest(request.bytes) == request)
    #expect(request.consistency == proof)
    let other = try ConsistencyProof(first: 1, second: 3, hashes: [])
    #expect(throws: LogError(.proofImpossible, "")) { try AddCheckpointRequest(other, checkpoint: checkpoint) }
    let long = try ConsistencyProof(first: 1, second: 2, hashes: Array(repeating: .zero, count: 64))
    #expect(throws: LogError(.requestMalformed, "")) { try AddCheckpointRequest(long, checkpoint: checkpoint) }
  }

  @Test("A first request has no hashes, and an old size above the checkpoint's is for the witness to judge")
  func edges() throws {
    let first = try AddCheckpointRequest(Array(("old 0\n\n" + ProofFileTests.checkpoint).utf8))
    #expect(first.oldSize == 0)
    #expect(first.hashes.isEmpty)
    let above = try AddCheckpointRequest(Array(("old 3\n\n" + ProofFileTests.checkpoint).utf8))
    #expect(above.oldSize == 3)
  }

  static let checkpoint = ProofFileTests.checkpoint
  static let faults: [String] = [
    "", "\n", "old 0\n", "old 0", "old\n\n\(checkpoint)", "old  0\n\n\(checkpoint)", "old 01\n\n\(checkpoint)",
    "old -1\n\n\(checkpoint)", "old 9223372036854775808\n\n\(checkpoint)", "Old 0\n\n\(checkpoint)",
    "old 0 \n\n\(checkpoint)", "old 0\n\(checkpoint)", "old 0\nAAAA\n\n\(checkpoint)", "old 0\r\n\n\(checkpoint)",
    "old 0\n\n\n\(checkpoint)", "old 0\n\n", "old 0\n\n\(checkpoint)\n",
    "old 0\n\(String(repeating: ProofFileTests.hash, count: 64))\n\(checkpoint)",
  ]

  @Test("A body that is no request is refused", arguments: faults)
  func malformed(_ text: String) {
    #expect(throws: LogError(.requestMalformed, "")) { try AddCheckpointRequest(Array(text.utf8)) }
  }

  @Test("A request that is too large is told from one that is malformed")
  func tooLarge() {
    let bytes = [UInt8](repeating: 0x78, count: AddCheckpointRequest.maximumByteCount + 1)
    #expect(throws: LogError(.noteTooLarge, "")) { try AddCheckpointRequest(bytes) }
    #expect(throws: LogError(.noteTooLarge, "")) { try AddCheckpointAnswer(bytes: bytes) }
  }

  @Test("The lines of an answer complete the checkpoint, which then verifies with the witness's key")
  func answer() throws {
    let log = try NoteSigner(name: "log.example", privateKey: .generate(.ed25519))
    let witness = try NoteSigner(name: "w.example", privateKey: .generate(.ed25519), type: .cosignatureEd25519)
    let origin = try #require(Origin("log.example"))
    let signed = try SignedCheckpoint(Checkpoint(origin: origin, size: 2, root: .zero), signedBy: log)
    let answer = try AddCheckpointAnswer([witness.cosign(signed, at: 1_955_000_000)])
    let received = try AddCheckpointAnswer(bytes: answer.bytes)
    #expect(received == answer)
    let completed = try signed.adding(received.signatures)
    var verifier = try SignatureVerifier()
    guard
      case .verified(let note) = try completed.note.verify(
        with: KnownKeys([witness.verifierKey]), verifier: &verifier)
    else {
      Issue.record("not verified")
      return
    }
    #expect(note.signatures.map(\.timestamp) == [1_955_000_000])
    #expect(try completed.adding(received.signatures) == completed)
  }

  @Test(
    "A body that is no answer is refused",
    arguments: [
      "", "\n", "\u{2014} a AAAAAAA=", "\u{2014} a AAAAAAA=\n\n", "\n\u{2014} a AAAAAAA=\n", "a AAAAAAA=\n",
      "\u{2014} a AAAAAA==\n", "\u{2014} a AAAAAAA=\nx\n", String(repeating: "\u{2014} a AAAAAAA=\n", count: 101),
    ])
  func noAnswer(_ text: String) {
    #expect(throws: LogError(.requestMalformed, "")) { try AddCheckpointAnswer(bytes: Array(text.utf8)) }
  }

  @Test("An answer has a line at least")
  func noLines() {
    #expect(throws: LogError(.requestMalformed, "")) { try AddCheckpointAnswer([]) }
  }

  @Test("A conflict states a size, and one without is never taken for size 0")
  func conflict() throws {
    let conflict = try AddCheckpointConflict(size: 20_852_163)
    #expect(conflict.bytes == Array("20852163\n".utf8))
    #expect(try AddCheckpointConflict(bytes: conflict.bytes) == conflict)
    for text in ["", "\n", "0", "00\n", "1\n\n", " 1\n", "-1\n", "x\n", "9223372036854775808\n", "1\r\n"] {
      #expect(throws: LogError(.requestMalformed, "")) { try AddCheckpointConflict(bytes: Array(text.utf8)) }
    }
    #expect(throws: LogError(.treeRange, "")) { try AddCheckpointConflict(size: 1 << 63) }
  }
}
