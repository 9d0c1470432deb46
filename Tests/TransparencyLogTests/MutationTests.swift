import Fixtures
import Testing
import TransparencyLog

/// Texts changed at random: whatever a reader takes, it writes back byte by byte.
@Suite("Hostile texts")
struct MutationTests {
  struct Format: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let seeds: [String]
    /// What reading and writing gives, or nil for a refusal.
    let rewrite: @Sendable ([UInt8]) throws(LogError) -> [UInt8]
  }

  static let formats: [Format] = [
    Format(
      testDescription: "note", seeds: [NoteTests.note, "a\n\nb\n\n" + NoteTests.line + NoteTests.line]
    ) { bytes throws(LogError) in try Note(bytes).bytes },
    Format(
      testDescription: "checkpoint",
      seeds: ["log.example\n12\n\(ProofFileTests.hash)", "log.example\n0\n\(ProofFileTests.hash)ext\nension\n"]
    ) { bytes throws(LogError) in try Checkpoint(text: bytes).textBytes },
    Format(
      testDescription: "signed checkpoint", seeds: [ProofFileTests.checkpoint]
    ) { bytes throws(LogError) in try SignedCheckpoint(bytes).bytes },
    Format(
      testDescription: "verifier key", seeds: [VerifierKeyTests.example, "rsa.example+0ab50af2+/2E="]
    ) { bytes throws(LogError) in
      Array(try DeclaredKey(String(decoding: bytes, as: UTF8.self)).text.utf8)
    },
    Format(
      testDescription: "proof file",
      seeds: [
        ProofFileTests.header + "index 0\n\n" + ProofFileTests.checkpoint,
        ProofFileTests.header + "extra AAE=\nindex 10\n" + ProofFileTests.hash + "\n" + ProofFileTests.checkpoint,
      ]
    ) { bytes throws(LogError) in try ProofFile(bytes).bytes },
    Format(
      testDescription: "tile path",
      seeds: ["tile/0/x001/x234/067", "tile/entries/x001/000.p/255", "tile/63/999.p/1", "tile/envelopes/007"]
    ) { bytes throws(LogError) in
      Array(try TilePath(String(decoding: bytes, as: UTF8.self), parallel: ["envelopes"]).text.utf8)
    },
    Format(
      testDescription: "witness request", seeds: ["old 10\n" + ProofFileTests.hash + "\n" + ProofFileTests.checkpoint]
    ) { bytes throws(LogError) in try AddCheckpointRequest(bytes).bytes },
    Format(
      testDescription: "witness answer", seeds: [NoteTests.line + NoteTests.line]
    ) { bytes throws(LogError) in try AddCheckpointAnswer(bytes: bytes).bytes },
    Format(
      testDescription: "conflict", seeds: ["10\n"]
    ) { bytes throws(LogError) in try AddCheckpointConflict(bytes: bytes).bytes },
  ]

  @Test("A changed text is refused or written back as it is", arguments: formats)
  func rewritten(_ format: Format) throws {
    var generator = SeededGenerator(seed: 2_026)
    for seed in format.seeds {
      #expect(try format.rewrite(Array(seed.utf8)) == Array(seed.utf8))
      for _ in 0..<2_000 {
        let bytes = Self.mutated(Array(seed.utf8), using: &generator)
        if let written = try? format.rewrite(bytes) { #expect(written == bytes) }
      }
    }
  }

  @Test("A changed policy is refused, or written so that it reads the same")
  func policies() throws {
    var generator = SeededGenerator(seed: 2_027)
    let seed = try Array(TrustPolicyTests.withWitnesses("group g 2 W0 W1 W2\n# x\nquorum g\n").utf8)
    for _ in 0..<2_000 {
      let bytes = Self.mutated(seed, using: &generator)
      if let policy = try? TrustPolicy(bytes) { #expect(try TrustPolicy(policy.bytes) == policy) }
    }
  }

  /// One to three small changes: a byte turned, dropped, doubled, put in from the alphabet of the formats, or a line moved.
  static func mutated(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    let alphabet = Array("\n\n  \t\r0019+=/A.xp—#\u{A0}".utf8) + [0x00, 0xFF]
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes.insert(alphabet.randomElement(using: &generator) ?? 0, at: place)
      case 4: bytes[place] = alphabet.randomElement(using: &generator) ?? 0
      case 5: bytes.removeLast(bytes.count - place)
      default:
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        lines.swapAt(
          Int.random(in: 0..<lines.count, using: &generator), Int.random(in: 0..<lines.count, using: &generator))
        bytes = Array(lines.joined(separator: [0x0A]))
      }
    }
    return bytes
  }
}
