import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite("Signed notes")
struct NoteTests {
  static let line =
    "\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
  static let note = "This is an example message.\n\n" + line

  static func outcome(_ bytes: [UInt8], _ key: String) throws -> String {
    var verifier = try SignatureVerifier()
    let keys = try KnownKeys([VerifierKey(key)])
    guard let note = try? Note(bytes) else { return "refuse" }
    if case .verified = try note.verify(with: keys, verifier: &verifier) { return "verify" }
    return "refuse"
  }

  @Test("The specification's note is read, verified and written back")
  func specification() throws {
    let note = try Note(Array(Self.note.utf8))
    #expect(note.text == "This is an example message.\n")
    #expect(note.signatures.count == 1)
    #expect(note.signatures[0].name.text == "example.com/foo")
    #expect(note.signatures[0].keyHash.hex == "530d903a")
    #expect(note.signatures[0].signature.count == 64)
    #expect(note.bytes == Array(Self.note.utf8))
    #expect(try Self.outcome(note.bytes, VerifierKeyTests.example) == "verify")
  }

  @Suite("Vectors", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
  struct Published {
    @Test("Published notes verify", arguments: NoteVectors.shared?.examples ?? [])
    func examples(_ example: NoteVectors.Example) throws {
      let note = try Note(Array(example.note.utf8))
      #expect(note.text == example.text)
      #expect(note.bytes == Array(example.note.utf8))
      #expect(try NoteTests.outcome(note.bytes, example.vkey) == "verify")
    }

    @Test(
      "Variants of a note have the outcome expected",
      arguments: (NoteVectors.shared?.faults ?? []) + (NoteVectors.shared?.faultsHex ?? []))
    func faults(_ fault: NoteVectors.Fault) throws {
      let key = try #require(NoteVectors.shared).faultVkey
      #expect(try NoteTests.outcome(fault.bytes, key) == fault.expect, "\(fault.reason)")
      if let note = try? Note(fault.bytes) { #expect(note.bytes == fault.bytes) }
    }

    @Test("Verifier keys are accepted or refused as expected", arguments: NoteVectors.shared?.vkeys ?? [])
    func keys(_ key: NoteVectors.Key) {
      let read = try? VerifierKey(key.vkey)
      #expect((read != nil) == (key.expect == "accept"))
      if let read { #expect(read.text == key.vkey) }
    }

    @Test("All vectors are there")
    func counts() throws {
      let vectors = try #require(NoteVectors.shared)
      #expect(vectors.examples.count == 2)
      #expect(vectors.faults.count == 28)
      #expect(vectors.faultsHex.count == 1)
      #expect(vectors.vkeys.count == 11)
    }

    @Test("The specification's cosignature line is taken apart")
    func cosignature() throws {
      let vector = try #require(NoteVectors.shared).cosignatureLine
      let answer = try AddCheckpointAnswer(bytes: Array(vector.line.utf8))
      let line = try #require(answer.signatures.first)
      #expect(line.keyHash.hex == vector.keyIdHex)
      let cosignature = try #require(Cosignature(line))
      #expect(cosignature.timestamp == vector.timestamp)
      #expect(cosignature.signature.count == vector.signatureBytes)
      #expect(answer.bytes == Array(vector.line.utf8))
    }
  }

  @Test(
    "What is no note is refused",
    arguments: [
      "", "\n", "\n\n", "text\n", "text\n\n", "\n\n" + line, "\n" + line, line, "text\n\n\(line.dropLast())",
      "text\n\n\(line)\n", "text\r\n\r\n" + line, "te\u{0}xt\n\n" + line, "te\txt\n\n" + line,
      "text\n\n\(line)\(line)x\n", "text\n\n " + line, "text\n\n\u{2014}  AAAAAAA=\n",
      "text\n\n\u{2014} a+b AAAAAAA=\n",
      "text\n\n\u{2014} a AAAAAA==\n", "text\n\n\u{2014} a AAAAAAB=\n", "text\n\n\u{2014} a AAAAAAA\n",
      "text\n\n\u{2014} a AAAAAAA= \n", "text\n\n\u{2014}a AAAAAAA=\n", "text\n\n\u{2014} a  AAAAAAA=\n",
      "text\n\n\u{2014} a\u{2028}b AAAAAAA=\n",
    ])
  func malformed(_ text: String) {
    #expect(throws: LogError(.noteMalformed, "")) { try Note(Array(text.utf8)) }
  }

  @Test("The least note is taken")
  func least() throws {
    let bytes = Array("\n\n\n\u{2014} a AAAAAAA=\n".utf8)
    let note = try Note(bytes)
    #expect(note.textBytes == [0x0A, 0x0A])
    #expect(note.bytes == bytes)
  }

  @Test("A hundred lines are taken, a hundred and one are too many, and so is half a megabyte")
  func bounds() throws {
    let line = "\u{2014} a AAAAAAA=\n"
    let full = Array(("text\n\n" + String(repeating: line, count: 100)).utf8)
    #expect(try Note(full).signatures.count == 100)
    #expect(throws: LogError(.noteTooLarge, "")) { try Note(full + line.utf8) }
    let long = Array((String(repeating: "x", count: Note.maximumByteCount) + "\n\n" + line).utf8)
    #expect(throws: LogError(.noteTooLarge, "")) { try Note(long) }
    let signatures = try Note(full).signatures
    #expect(throws: LogError(.noteTooLarge, "")) {
      try Note(text: Array("text\n".utf8), signatures: signatures + signatures)
    }
  }

  @Test("A malformed line is told by its number")
  func lineNumbers() {
    do {
      _ = try Note(Array(("one\n\ntwo\n\n" + Self.line + "wrong\n").utf8))
      Issue.record("it was taken")
    } catch {
      #expect(error.line == 6)
    }
  }

  @Test("Two known keys with one name and one id are a mistake of whoever configured them")
  func ambiguous() throws {
    let key = try VerifierKey(VerifierKeyTests.example)
    #expect(throws: LogError(.keysAmbiguous, "")) { try KnownKeys([key, key]) }
    #expect(throws: LogError(.keysAmbiguous, "")) { try KnownKeys([key], unsupported: [key.declared]) }
  }

  @Test("A log signs, and the note with all its bytes counts")
  func signing() throws {
    let signer = try NoteSigner(name: "log.example/one", privateKey: .generate(.ed25519))
    let text = Array("a text\n\nwith a blank line\n".utf8)
    let note = try Note(text: text, signatures: [signer.sign(text)])
    #expect(try Self.outcome(note.bytes, signer.verifierKey.text) == "verify")
    for position in note.bytes.indices {
      var changed = note.bytes
      changed[position] ^= 1
      #expect(try Self.outcome(changed, signer.verifierKey.text) == "refuse", "byte \(position)")
    }
  }

  @Test("A witness key signs no bare text, and a log key does not cosign")
  func roles() throws {
    let key = try PrivateKey.generate(.ed25519)
    let log = try NoteSigner(name: "log.example", privateKey: key)
    let witness = try NoteSigner(name: "witness.example", privateKey: key, type: .cosignatureEd25519)
    #expect(throws: LogError(.verifierKeyUnsupported, "")) { try witness.sign([0x0A]) }
    let origin = try #require(Origin("log.example"))
    let checkpoint = try SignedCheckpoint(Checkpoint(origin: origin, size: 0, root: .emptyTreeRoot), signedBy: log)
    #expect(throws: LogError(.verifierKeyUnsupported, "")) { try log.cosign(checkpoint, at: 1) }
    #expect(throws: LogError(.cosignatureMalformed, "")) { try witness.cosign(checkpoint, at: 1 << 63) }
  }
}
