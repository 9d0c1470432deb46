import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite("Checkpoints and cosignatures")
struct CheckpointTests {
  @Test(
    "A text that is no checkpoint is refused",
    arguments: [
      "", "\n", "log.example\n", "log.example\n1\n", "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
      "\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log+example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n01\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n+1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n-1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n1 \nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n9223372036854775808\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n18446744073709551617\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
      "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=\n",
      "log.example\n1\nbjQLnP-zepicpUTmu3gKLHiQHT-zNzh2hRGjBhevoB0=\n",
      "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0\n",
      "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhev\n",
      "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n",
      "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nextension\n\n",
    ])
  func malformed(_ text: String) {
    #expect(throws: LogError(.checkpointMalformed, "")) { try Checkpoint(text: Array(text.utf8)) }
  }

  @Test("The largest size is 2^63 - 1")
  func largest() throws {
    let origin = try #require(Origin("log.example"))
    let checkpoint = try Checkpoint(origin: origin, size: TreeSize.maximum, root: .zero)
    #expect(try Checkpoint(text: checkpoint.textBytes) == checkpoint)
    #expect(throws: LogError(.checkpointMalformed, "")) { try Checkpoint(origin: origin, size: 1 << 63, root: .zero) }
  }

  @Test("The empty tree is written with the root of nothing, and another root is told")
  func empty() throws {
    let origin = try #require(Origin("log.example"))
    let checkpoint = try Checkpoint(origin: origin, size: 0, root: .emptyTreeRoot)
    #expect(checkpoint.textBytes == Array("log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".utf8))
    #expect(checkpoint.hasPossibleRoot)
    #expect(try !Checkpoint(origin: origin, size: 0, root: .zero).hasPossibleRoot)
  }

  @Test("Extension lines are kept and covered by log and witness signatures")
  func extensions() throws {
    let log = try NoteSigner(name: "log.example", privateKey: .generate(.ed25519))
    let witness = try NoteSigner(name: "w.example", privateKey: .generate(.ed25519), type: .cosignatureEd25519)
    let text = Array("log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nan extension\u{A0}line\n".utf8)
    var signed = try SignedCheckpoint(note: Note(text: text, signatures: [log.sign(text)]))
    #expect(signed.checkpoint.textBytes == text)
    signed = try signed.adding([witness.cosign(signed, at: 1_955_000_000)])
    let keys = try KnownKeys([log.verifierKey, witness.verifierKey])
    var verifier = try SignatureVerifier()
    guard case .verified(let verified) = try signed.verify(with: keys, verifier: &verifier) else {
      Issue.record("not verified")
      return
    }
    #expect(verified.logSignatures.map(\.key) == [log.verifierKey])
    #expect(verified.cosignatures.map(\.key) == [witness.verifierKey])
    #expect(verified.cosignatures.map(\.timestamp) == [1_955_000_000])

    let other = Array("log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n".utf8)
    let moved = try SignedCheckpoint(
      note: Note(text: other, signatures: [log.sign(other)] + signed.note.signatures.dropFirst()))
    guard case .knownKeyFailed(let key) = try moved.verify(with: keys, verifier: &verifier) else {
      Issue.record("the cosignature without its extension line was taken")
      return
    }
    #expect(key == witness.verifierKey.declared)
  }

  @Test("Only a log key named like the origin signs for a log")
  func originAndName() throws {
    let origin = try #require(Origin("log.example/one"))
    let checkpoint = try Checkpoint(origin: origin, size: 0, root: .emptyTreeRoot)
    let other = try NoteSigner(name: "log.example/two", privateKey: .generate(.ed25519))
    #expect(throws: LogError(.checkpointMalformed, "")) { try SignedCheckpoint(checkpoint, signedBy: other) }
    let text = checkpoint.textBytes
    let signed = try SignedCheckpoint(note: Note(text: text, signatures: [other.sign(text)]))
    var verifier = try SignatureVerifier()
    guard case .noLogKey = try signed.verify(with: KnownKeys([other.verifierKey]), verifier: &verifier) else {
      Issue.record("a key of another log was taken")
      return
    }
  }

  @Suite("Fixture", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
  struct Fixture {
    let fixture: CheckpointFixture

    init() throws {
      fixture = try #require(CheckpointFixture.shared)
    }

    @Test("The log's and the witness's lines are made again, byte by byte, from their seeds")
    func signing() throws {
      let log = try NoteSigner(
        name: fixture.origin, privateKey: Vectors.privateKey(seedHex: #require(fixture.seeds.log.ed25519SeedHex)))
      #expect(log.verifierKey.text == fixture.vkeys.log)
      let origin = try #require(Origin(fixture.origin))
      let root = try #require(Digest(hex: fixture.rootHex))
      let signed = try SignedCheckpoint(Checkpoint(origin: origin, size: 8, root: root), signedBy: log)
      #expect(signed.note.text == fixture.checkpointText)
      #expect(signed.note.signatures[0].line == fixture.signatureLines.log)

      let witness = try NoteSigner(
        name: "witness.example/w1",
        privateKey: Vectors.privateKey(seedHex: #require(fixture.seeds.w1.ed25519SeedHex)), type: .cosignatureEd25519)
      #expect(witness.verifierKey.text == fixture.vkeys.w1)
      let line = try witness.cosign(signed, at: fixture.w1Timestamp)
      #expect(line.line == fixture.signatureLines.w1)
    }

    @Test("The full note verifies; the line that cannot be checked is told apart")
    func verification() throws {
      let signed = try SignedCheckpoint(Array(fixture.note.utf8))
      #expect(signed.bytes == Array(fixture.note.utf8))
      let unsupported = try DeclaredKey(fixture.vkeys.w2)
      let keys = try KnownKeys(
        [VerifierKey(fixture.vkeys.log), VerifierKey(fixture.vkeys.w1)], unsupported: [unsupported])
      var verifier = try SignatureVerifier()
      guard case .verified(let verified) = try signed.verify(with: keys, verifier: &verifier) else {
        Issue.record("not verified")
        return
      }
      #expect(verified.checkpoint.size == 8)
      #expect(verified.checkpoint.root.hex == fixture.rootHex)
      #expect(verified.logSignatures.map(\.key.text) == [fixture.vkeys.log])
      #expect(verified.cosignatures.map(\.timestamp) == [fixture.w1Timestamp])
      #expect(verified.unsupported == [unsupported])
    }

    @Test("The unsupported key is recognised for what it is")
    func unsupportedKey() throws {
      #expect(try DeclaredKey(fixture.vkeys.w2).type == .cosignatureMLDSA44)
      #expect(throws: LogError(.verifierKeyUnsupported, "")) { try VerifierKey(fixture.vkeys.w2) }
    }

    @Test("A cosignature of another time does not verify")
    func timestamp() throws {
      var note = try Note(Array(fixture.note.utf8))
      let keys = try KnownKeys([VerifierKey(fixture.vkeys.w1)])
      var verifier = try SignatureVerifier()
      guard case .verified = try note.verify(with: keys, verifier: &verifier) else {
        Issue.record("not verified")
        return
      }
      // The last digit of the timestamp: base64 characters 13 to 16 hold its last two bytes.
      let text = fixture.note.replacing("73aMzAAAAAB0hu7A", with: "73aMzAAAAAB0hu7B")
      note = try Note(Array(text.utf8))
      guard case .knownKeyFailed = try note.verify(with: keys, verifier: &verifier) else {
        Issue.record("verified")
        return
      }
    }

    @Test("The consistency proofs of the fixture are made and verify")
    func consistency() throws {
      var hasher = try MerkleHasher()
      let tree = try StoredTree(ExampleTree.digests(ExampleTree.leaves.map(\.hash)), hasher: &hasher)
      let roots = try ExampleTree.digests(ExampleTree.roots)
      #expect(fixture.consistency.map(\.first) == [1, 2, 3, 4, 6, 7])
      for vector in fixture.consistency {
        let plan = try ConsistencyProof.Plan(first: vector.first, second: vector.second)
        let proof = try plan.proof(from: tree.read(plan.positions), hasher: &hasher)
        #expect(proof.hashes.map(\.hex) == vector.proofHex)
        let valid = try proof.isValid(firstRoot: roots[Int(vector.first)], secondRoot: roots[8], hasher: &hasher)
        #expect(valid)
      }
    }
  }
}
