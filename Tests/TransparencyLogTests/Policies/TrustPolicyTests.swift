import Cryptography
import Fixtures
import LedgerSamples
import Testing
import TransparencyLog

@Suite("Trust policies")
struct TrustPolicyTests {
  static let example = "log " + VerifierKeyTests.example + "\n"

  /// A policy with three witnesses, to which lines are added.
  static func withWitnesses(_ rest: String) throws -> String {
    let lines = try (0..<3).map { "witness W\($0) \(try key(UInt8($0), .cosignatureEd25519, "w\($0).example").text)\n" }
    return example + lines.joined() + rest
  }

  /// A key that nobody signs with: the public half of a fixed seed.
  static func key(_ seed: UInt8, _ type: SignatureType, _ name: String) throws -> VerifierKey {
    let hex = String(repeating: seed < 16 ? "0" + String(seed, radix: 16) : String(seed, radix: 16), count: 32)
    return try VerifierKey(name: name, publicKey: Vectors.privateKey(seedHex: hex).publicKey, type: type)
  }

  static func read(_ text: String) throws(LogError) -> TrustPolicy {
    try TrustPolicy(Array(text.utf8))
  }

  @Test("A policy of logs, witnesses and groups is read, and written so that it reads the same")
  func reading() throws {
    let text = try Self.withWitnesses(
      """
      # a comment # with another

      \t group\tinner  any W1   W2\t
      group outer all W0 inner
      group two 2 outer
      quorum  outer
      """.replacing("group two 2 outer\n", with: "") + "\n")
    let policy = try Self.read(text)
    #expect(policy.logs.map(\.key.text) == [VerifierKeyTests.example])
    #expect(policy.witnesses.map(\.name.text) == ["W0", "W1", "W2"])
    #expect(policy.groups.map(\.name.text) == ["inner", "outer"])
    #expect(policy.groups.map(\.threshold) == [1, 2])
    #expect(policy.groups[1].members.map(\.text) == ["W0", "inner"])
    #expect(policy.quorum?.text == "outer")
    #expect(try TrustPolicy(policy.bytes) == policy)
  }

  @Test("URLs are kept, and a quorum of none asks for no witness")
  func urls() throws {
    let witness = try Self.key(9, .cosignatureEd25519, "w.example").text
    let policy = try Self.read(
      "log \(VerifierKeyTests.example) https://log.example/\nwitness w \(witness) https://w.example/#x\nquorum none\n")
    #expect(policy.logs.map(\.url) == ["https://log.example/"])
    #expect(policy.witnesses.map(\.url) == ["https://w.example/#x"])
    #expect(policy.quorum == nil)
    #expect(policy.isQuorumMet(by: []))
    #expect(try TrustPolicy(policy.bytes) == policy)
  }

  @Test("Names are opaque bytes: other scripts, no UTF-8 at all, a number sign, or a keyword")
  func names() throws {
    let key = Array(try Self.key(9, .cosignatureEd25519, "w.example").text.utf8)
    for name in [Array("Zürich\u{A0}#1".utf8), [0xFF, 0x80], Array("#w".utf8), Array("group".utf8), Array("all".utf8)] {
      let space: [UInt8] = [0x20]
      let bytes = Array("witness".utf8) + space + name + space + key + Array("\nquorum ".utf8) + name + [0x0A]
      let policy = try TrustPolicy(bytes)
      #expect(policy.quorum?.bytes == name)
      #expect(policy.bytes == bytes)
    }
  }

  @Test(
    "A log or witness may have a key of a type that cannot be checked here: it is unsupported, and no mistake",
    arguments: [0x00, 0x02, 0x05, 0x06, 0x07, 0xFF] as [UInt8])
  func unsupported(_ type: UInt8) throws {
    let key = try UncheckableKey("log.example", type: type)
    let policy = try Self.read("log \(key.vkey)\nquorum none\n")
    #expect(policy.unsupportedLogs.map(\.key.text) == [key.vkey])
    #expect(policy.needsUnsupportedLog && !policy.needsUnsupportedWitness)
    #expect(try TrustPolicy(policy.bytes) == policy)
    guard type != 0x02, type != 0x05 else { return }
    let witnessed = try Self.read(Self.withWitnesses("witness w \(key.vkey)\nquorum w\n"))
    #expect(witnessed.unsupportedWitnesses.map(\.name.text) == ["w"])
    #expect(witnessed.needsUnsupportedWitness && !witnessed.needsUnsupportedLog)
  }

  @Test("A policy that names no log is completed by keys from elsewhere, one given twice once")
  func believing() throws {
    let log = try VerifierKey(VerifierKeyTests.example)
    let other = try Self.key(8, .ed25519, "other.example")
    let witness = try Self.key(9, .cosignatureEd25519, "w.example")
    let written = try Self.read("witness w \(witness.text) https://w.example/#x\ngroup g any w\nquorum g\n")
    #expect(written.logs.isEmpty && !written.needsUnsupportedLog)
    let policy = try written.believing([log, other, log])
    #expect(policy.logs.map(\.key) == [log.declared, other.declared])
    #expect(policy.witnesses == written.witnesses && policy.groups == written.groups && policy.quorum?.text == "g")
    #expect(try policy.believing([log]) == policy)
    let plain = try TrustPolicy.believing([log])
    #expect(plain.logs.map(\.key) == [log.declared] && plain.quorum == nil)
    // A key of a witness signs for no log, and no line is at fault.
    let refused = #expect(throws: LogError.self) { try TrustPolicy.believing([witness]) }
    #expect(refused?.code == .policyMalformed && refused?.line == nil)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let name: String
    let line: Int
    let text: @Sendable () throws -> String

    init(_ name: String, line: Int, _ text: @escaping @Sendable () throws -> String) {
      (self.name, self.line, self.text) = (name, line, text)
    }

    var testDescription: String { name }
  }

  static let refusals: [Refusal] = [
    Refusal("unknown keyword", line: 1) { "logs x\nquorum none\n" },
    Refusal("keyword in capitals", line: 1) { "Quorum none\n" },
    Refusal("comment behind a line", line: 1) { "quorum none # of them\n" },
    Refusal("comment behind a member", line: 5) { try withWitnesses("group g any W0 #W1\nquorum g\n") },
    Refusal("carriage return", line: 1) { "quorum none\r\n" },
    Refusal("NUL", line: 1) { "quorum none\u{0}\n" },
    Refusal("delete", line: 1) { "# \u{7F}\nquorum none\n" },
    Refusal("form feed in a comment", line: 1) { "# \u{C}\nquorum none\n" },
    Refusal("missing final line feed", line: 1) { "quorum none" },
    Refusal("missing line feed after a comment", line: 2) { "quorum none\n# end" },
    Refusal("two quorum lines", line: 2) { "quorum none\nquorum none\n" },
    Refusal("two quorum lines, a name first", line: 6) { try withWitnesses("quorum W0\nquorum none\n") },
    Refusal("no quorum line", line: 2) { example },
    Refusal("nothing at all", line: 1) { "" },
    Refusal("quorum without a name", line: 1) { "quorum\n" },
    Refusal("quorum with two names", line: 5) { try withWitnesses("quorum W0 W1\n") },
    Refusal("quorum of an undefined name", line: 1) { "quorum W\n" },
    Refusal("quorum of a name defined later", line: 1) {
      try "quorum w\nwitness w \(key(9, .cosignatureEd25519, "w.example").text)\n"
    },
    Refusal("threshold 0", line: 5) { try withWitnesses("group g 0 W0\nquorum g\n") },
    Refusal("threshold above the number of members", line: 5) { try withWitnesses("group g 3 W0 W1\nquorum g\n") },
    Refusal("threshold with a leading zero", line: 5) { try withWitnesses("group g 01 W0\nquorum g\n") },
    Refusal("threshold with a sign", line: 5) { try withWitnesses("group g +1 W0\nquorum g\n") },
    Refusal("threshold in capitals", line: 5) { try withWitnesses("group g ALL W0\nquorum g\n") },
    Refusal("threshold beyond 64 bits", line: 5) {
      try withWitnesses("group g 18446744073709551617 W0\nquorum g\n")
    },
    Refusal("empty group", line: 5) { try withWitnesses("group g any\nquorum g\n") },
    Refusal("member defined later", line: 5) { try withWitnesses("group g any h\ngroup h any W0\nquorum g\n") },
    Refusal("member of itself", line: 5) { try withWitnesses("group g any g\nquorum g\n") },
    Refusal("member twice in one group", line: 5) { try withWitnesses("group g any W0 W0\nquorum g\n") },
    Refusal("member of two groups", line: 6) {
      try withWitnesses("group g any W0\ngroup h any W0 W1\nquorum g\n")
    },
    Refusal("none as a member", line: 5) { try withWitnesses("group g any none\nquorum g\n") },
    Refusal("none as a group", line: 5) { try withWitnesses("group none any W0\nquorum none\n") },
    Refusal("none as a witness", line: 1) {
      try "witness none \(key(9, .cosignatureEd25519, "w.example").text)\nquorum none\n"
    },
    Refusal("group named like a witness", line: 5) { try withWitnesses("group W0 any W1\nquorum W0\n") },
    Refusal("two witnesses of one name", line: 5) {
      try withWitnesses("witness W0 \(key(9, .cosignatureEd25519, "w9.example").text)\nquorum W0\n")
    },
    Refusal("two groups of one name", line: 6) {
      try withWitnesses("group g any W0\ngroup g any W1\nquorum g\n")
    },
    Refusal("one witness key under two names", line: 5) {
      try withWitnesses("witness W9 \(key(0, .cosignatureEd25519, "w0.example").text)\nquorum none\n")
    },
    Refusal("one witness key under two key names", line: 5) {
      try withWitnesses("witness W9 \(key(0, .cosignatureEd25519, "w9.example").text)\nquorum none\n")
    },
    Refusal("one log key under two origins", line: 2) {
      let log = try VerifierKey(VerifierKeyTests.example)
      return example
        + "log \(try VerifierKey(name: "other.example", publicKey: log.publicKey, type: .ed25519).text)\nquorum none\n"
    },
    Refusal("a log key on a witness line", line: 1) { "witness w \(VerifierKeyTests.example)\nquorum none\n" },
    Refusal("a witness key on a log line", line: 1) {
      try "log \(key(9, .cosignatureEd25519, "w.example").text)\nquorum none\n"
    },
    Refusal("an ECDSA key on a witness line", line: 1) {
      try "witness w \(UncheckableKey("w.example", type: 0x02, count: 91).vkey)\nquorum none\n"
    },
    Refusal("a tree head key on a witness line", line: 1) {
      try "witness w \(UncheckableKey("w.example", type: 0x05, count: 91).vkey)\nquorum none\n"
    },
    Refusal("an ML-DSA-44 key of the wrong length", line: 1) {
      try "log \(UncheckableKey("log.example", count: 1_311).vkey)\nquorum none\n"
    },
    Refusal("a malformed key", line: 1) { "log \(VerifierKeyTests.example)=\nquorum none\n" },
    Refusal("a weak key", line: 1) {
      "log weak.example+6ee080f1+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nquorum none\n"
    },
    Refusal("a log line without a key", line: 1) { "log\nquorum none\n" },
    Refusal("a log line with three fields", line: 1) { "log \(VerifierKeyTests.example) u v\nquorum none\n" },
    Refusal("a witness line without a key", line: 1) { "witness w\nquorum none\n" },
    Refusal("a witness line with four fields", line: 1) {
      try "witness w \(key(9, .cosignatureEd25519, "w.example").text) u v\nquorum none\n"
    },
    Refusal("a group line without a number", line: 5) { try withWitnesses("group g\nquorum none\n") },
    Refusal("a space of Unicode for a space", line: 1) { "quorum\u{A0}none\n" },
    Refusal("a byte order mark", line: 1) { "\u{FEFF}quorum none\n" },
  ]

  @Test("Faults are refused with their line", arguments: refusals)
  func refused(_ refusal: Refusal) throws {
    let text = try refusal.text()
    do throws(LogError) {
      _ = try Self.read(text)
      Issue.record("the policy was taken")
    } catch {
      #expect(error == LogError(.policyMalformed, ""))
      #expect(error.line == refusal.line, "\(error)")
    }
  }

  @Test("Many logs, witnesses and groups are taken, and a megabyte is not exceeded")
  func size() throws {
    var text = ""
    for number in 0..<40 as Range<UInt8> {
      text += "log \(try Self.key(number, .ed25519, "log\(number).example").text)\n"
      text += "witness W\(number) \(try Self.key(100 + number, .cosignatureEd25519, "w\(number).example").text)\n"
      text += number == 0 ? "group G0 all W0\n" : "group G\(number) any G\(number - 1) W\(number)\n"
    }
    text += "quorum G39\n"
    let policy = try Self.read(text)
    #expect(policy.groups.count == 40)
    #expect(policy.isQuorumMet(by: [policy.witnesses[0].name]))
    #expect(!policy.isQuorumMet(by: []))
    let comment = "#" + String(repeating: "x", count: TrustPolicy.maximumByteCount) + "\nquorum none\n"
    #expect(throws: LogError(.policyMalformed, "")) { try Self.read(comment) }
  }

  @Test("A quorum is met exactly by the sets of witnesses that its groups ask for")
  func quorum() throws {
    let policy = try Self.read(Self.withWitnesses("group g 2 W0 W1 W2\nquorum g\n"))
    let nested = try Self.read(Self.withWitnesses("group h any W1 W2\ngroup g all W0 h\nquorum g\n"))
    let single = try Self.read(Self.withWitnesses("quorum W1\n"))
    for set in 0..<8 {
      let met = Set((0..<3).filter { set >> $0 & 1 == 1 }.map { policy.witnesses[$0].name })
      #expect(policy.isQuorumMet(by: met) == (set.nonzeroBitCount >= 2))
      #expect(nested.isQuorumMet(by: met) == (set & 1 == 1 && set & 6 != 0))
      #expect(single.isQuorumMet(by: met) == (set & 2 == 2))
    }
  }
}
