import Cryptography
import Testing
import TransparencyLog

@Suite("Proof files")
struct ProofFileTests {
  static let hash = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n"
  static let checkpoint = "log.example\n2\n\(hash)\n\u{2014} log.example AAAAAAA=\n"
  static let header = "c2sp.org/tlog-proof@v1\n"

  @Test("A file with and without its optional parts is written back as it was")
  func roundTrip() throws {
    for text in [
      Self.header + "index 0\n\n" + Self.checkpoint, Self.header + "index 1\n" + Self.hash + "\n" + Self.checkpoint,
      Self.header + "extra AAE=\nindex 1\n" + Self.hash + Self.hash + "\n" + Self.checkpoint,
    ] {
      let file = try ProofFile(Array(text.utf8))
      #expect(file.bytes == Array(text.utf8))
      #expect(file.inclusion.treeSize == 2)
    }
    let file = try ProofFile(Array((Self.header + "extra AAE=\nindex 7\n\n" + Self.checkpoint).utf8))
    #expect(file.extra == [0, 1])
    #expect(file.index == 7)
  }

  @Test("A proof made of its parts reads the same")
  func making() throws {
    let checkpoint = try SignedCheckpoint(Array(Self.checkpoint.utf8))
    let proof = try InclusionProof(index: 1, treeSize: 2, hashes: [.zero])
    let file = try ProofFile(proof, checkpoint: checkpoint, extra: [1])
    #expect(try ProofFile(file.bytes) == file)
    #expect(file.inclusion == proof)
    let other = try InclusionProof(index: 1, treeSize: 3, hashes: [.zero])
    #expect(throws: LogError(.proofImpossible, "")) { try ProofFile(other, checkpoint: checkpoint) }
    #expect(throws: LogError(.proofMalformed, "")) { try ProofFile(proof, checkpoint: checkpoint, extra: []) }
    let long = try InclusionProof(index: 1, treeSize: 2, hashes: Array(repeating: .zero, count: 64))
    #expect(throws: LogError(.proofMalformed, "")) { try ProofFile(long, checkpoint: checkpoint) }
  }

  static let faults: [String] = [
    "", "\n", header, "\(header)index 0\n", "c2sp.org/tlog-proof@v2\nindex 0\n\n\(checkpoint)",
    "c2sp.org/tlog-proof@v1 \nindex 0\n\n\(checkpoint)", "\n\(header)index 0\n\n\(checkpoint)",
    "\(header)\nindex 0\n\n\(checkpoint)", "\(header)index\n\n\(checkpoint)", "\(header)index \n\n\(checkpoint)",
    "\(header)index 00\n\n\(checkpoint)", "\(header)index  0\n\n\(checkpoint)", "\(header)index -0\n\n\(checkpoint)",
    "\(header)index 0 \n\n\(checkpoint)", "\(header)index 9223372036854775808\n\n\(checkpoint)",
    "\(header)Index 0\n\n\(checkpoint)", "\(header)extra \nindex 0\n\n\(checkpoint)",
    "\(header)extra AAF=\nindex 0\n\n\(checkpoint)", "\(header)extra AA\nindex 0\n\n\(checkpoint)",
    "\(header)extra AAE=\nextra AAE=\nindex 0\n\n\(checkpoint)", "\(header)index 0\nextra AAE=\n\n\(checkpoint)",
    "\(header)index 0\n\(checkpoint)", "\(header)index 0\nAAE=\n\n\(checkpoint)",
    "\(header)index 0\n\(hash.dropLast(2))\n\n\(checkpoint)", "\(header)index 0\n \(hash)\n\(checkpoint)",
    "\(header)index 0\r\n\n\(checkpoint)", "\(header)index 0\n\n\n\(checkpoint)", "\(header)index 0\n\n",
    "\(header)index 0\n\nlog.example\n2\n\(hash)", "\(header)index 0\n\n\(checkpoint)\n",
    "\(header)index 0\n\n\(checkpoint.dropLast())", "\(header)index 0\n\nlog example\(checkpoint.dropFirst(11))",
    "\(header)index 0\n\(String(repeating: hash, count: 64))\n\(checkpoint)",
  ]

  @Test("A file that is no proof is refused", arguments: faults)
  func malformed(_ text: String) {
    #expect(throws: LogError(.proofMalformed, "")) { try ProofFile(Array(text.utf8)) }
  }

  @Test("63 hashes are taken")
  func longest() throws {
    let text = Self.header + "index 0\n" + String(repeating: Self.hash, count: 63) + "\n" + Self.checkpoint
    #expect(try ProofFile(Array(text.utf8)).hashes.count == 63)
  }

  @Test("A fault in the checkpoint is told by its line in the file")
  func lineNumbers() {
    do {
      _ = try ProofFile(Array((Self.header + "index 0\n\nlog.example\n02\n\(Self.hash)\n\u{2014} a AAAAAAA=\n").utf8))
      Issue.record("it was taken")
    } catch {
      #expect(error.line == 5)
    }
  }
}
