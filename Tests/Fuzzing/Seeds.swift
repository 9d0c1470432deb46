import CanonicalJSON
import Cryptography
import Glibc
import LedgerFixtures
import Pledges
import Publication
import Storage
import TransparencyLog

/// What the corpus begins with: real files of the project and of its fixtures, small ones.
enum Seeds {
  /// Writes all of them below a folder, one folder a harness; what else lies there, such as inputs that found something,
  /// stays.
  static func write(to folder: String) throws {
    mkdir(folder, 0o755)
    for (name, inputs) in try all() {
      mkdir("\(folder)/\(name)", 0o755)
      for (position, input) in inputs.enumerated() {
        try Repository.write(input, to: "\(folder)/\(name)/seed-\(position)")
      }
    }
  }

  /// "hello hello hello", as zlib compresses it.
  private static func hello(isGzip: Bool) -> [UInt8] {
    isGzip
      ? [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40,
        0x90, 0x00, 0x80, 0x88, 0xF9, 0xE5, 0x11, 0x00, 0x00, 0x00,
      ]
      : [0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x90, 0x00, 0x3A, 0x2E, 0x06, 0x7D]
  }

  private static func all() throws -> [(String, [[UInt8]])] {
    let real = RealLedger.kept
    let made = Cast.made
    let disclosures = try real.disclosures()
    // The shortest of each kind of entry.
    let entries = Dictionary(grouping: real.entries.indices) { real.entries[$0].header.kind.text }
      .values.compactMap {
        $0.min { real.entries[$0].envelope.payload.count < real.entries[$1].envelope.payload.count }
      }
      .sorted().filter { real.entries[$0].envelope.payload.count < 6_000 }
    let payloads = entries.map { real.entries[$0].envelope.payload }
    let publications = real.entries.indices.filter { real.publication(at: EntryIndex(UInt64($0))) != nil }
    let note = made.cosigned.bytes
    return [
      ("json", texts(#"{"a":[1,-2,3.5e2,true,null,"\u00e9\n😀"],"b":{"c":{}}}"#, "[]", "-0.0", #"{"\u0000":1E400}"#)),
      (
        "words",
        texts(
          "pledges.example/lantern", real.logKey.text, real.entries[1].header.previous.hex, "2031-05-02T09:30:00Z",
          "2032-02-29", "la-2", "2031", "1.0.0", "QUJD", "tile/0/x001/x234/067", "tile/entries/000.p/42",
          "https://pledges.example/lantern", "127.0.0.1:8480", "[::1]:8480", "-12.50")
      ),
      ("shown-text", texts("it's \u{202E}right\u{200D} \u{646}\u{200C}\u{627}", "a b", "--option")),
      (
        "envelope",
        entries.prefix(3).map { real.entries[$0].stored.envelope ?? [] }
          + texts(
            #"{ "payload": "e30=", "payloadType": "application/vnd.in-toto+json", "signatures": [ {"keyid": "\#(Digest.zero.hex)", "sig": "QUJD"} ] }"#
          )
      ),
      (
        "submission",
        disclosures.prefix(2).map { place, texts in
          SubmittedEnvelope(envelope: real.entries[place].envelope, texts: texts).canonicalBytes
        }
      ),
      ("disclosure", disclosures.flatMap { $0.texts.map(\.bytes) } + (try madeDisclosures())),
      ("header", [real.entries[0], real.entries[41]].map(\.stored.header)),
      (
        "export",
        [0, 5].map { place in
          var stored = real.entries[place].stored
          stored.texts = disclosures.first { $0.place == place }?.texts.map(\.bytes) ?? []
          return PortableEntry(index: EntryIndex(UInt64(place)), stored: stored).line
        }
      ),
      ("statement", payloads),
      (
        "accord",
        [try Repository.bytes(of: "Ledger/Accords/lantern-accord.json"), SampleAccord.register.canonicalBytes()]
      ),
      (
        "entry",
        (entries + publications.prefix(1)).map { place in
          Array("\(place) \(real.entries[place].header.recorded)\n".utf8) + real.entries[place].envelope.payload
        }
      ),
      ("note", [note] + texts("a\n\nb\n\n— a.example AAAAAAA=\n")),
      ("checkpoint", [made.checkpoint.bytes, note, real.checkpoint.bytes]),
      (
        "cosignature",
        [Array(note.suffix(from: made.checkpoint.bytes.count))] + texts("10\n")
      ),
      ("witness-request", [made.request.bytes]),
      ("policy", texts(made.policyText, "log \(real.logKey) https://log.example/\nquorum none\n")),
      ("proof", [made.proof.bytes]),
      (
        "tile",
        [Array("\(RealLedger.hashesPath)\n".utf8) + (real.files[RealLedger.hashesPath] ?? [])]
          + texts("tile/entries/000.p/2\n\u{0}\u{1}a\u{0}\u{1}b")
      ),
      ("bundle", [[1, 0, 1, 0x61, 0, 1, 0x62], [2] + (try EntryBundle([[], [1], [2, 3]]).bytes)]),
      (
        "merkle",
        [[9, 5, 3], [UInt64(1) << 63 - 1, 1 << 62, 1 << 40], [1000, 999, 256]].map { numbers in
          numbers.flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
          }
            + made.proof.hashes.flatMap(\.bytes)
        }
      ),
      (
        "public-key",
        [FixedKey.alder, .birch].flatMap { key in [Array(key.publicKey.pem.utf8), key.publicKey.subjectPublicKeyInfo] }
      ),
      ("private-key", try [FixedKey.alder, .birch].map { try $0.privateKey.pem(passphrase: nil) }),
      ("encrypted-key", [try FixedKey.alder.privateKey.pem(passphrase: Passphrase(Array("tryout".utf8)))]),
      (
        "published",
        SmallSite.made.paths.sorted { $0.key < $1.key }.map { [$0.key] + (SmallSite.made.files[$0.value] ?? []) }
      ),
      ("description", [real.files["ledger.json"] ?? []]),
      (
        "monitor-state",
        texts(
          """
          {"type": "pledgebook/monitor/v2", "checkpoint": \(quoted(real.checkpoint.bytes)),
           "looked": "2032-05-02T09:30:00Z", "watched": [{"id": "quillonia", "reported": 12}, {"id": "b", "reported": 0}]}
          """) + [try Repository.bytes(of: "Tests/Version0/monitor.json")]
      ),
      (
        "evidence",
        [LogEvidence(.fork, made.checkpoint, made.cosigned).bytes]
          + texts(
            """
            {"type": "pledgebook/evidence/v1", "finding": "checkpoint.fork",
             "checkpoints": [\(quoted(made.checkpoint.bytes)), \(quoted(note))],
             "prefix": {"root": "\(made.checkpoint.checkpoint.root)", "proof": ["\(Digest.zero.hex)"]}}
            """)
      ),
      ("mark", [try Repository.bytes(of: "Tests/Version0/mark"), note, try writtenMark(note, made.checkpoint.bytes)]),
      ("audit-state", [try Repository.bytes(of: "Tests/Version0/audit.state"), try writtenState()]),
      ("snapshot", [snapshot()]),
      ("archive", [real.archives[42].coreBytes]),
      ("member", (0..<2).compactMap { real.archives[42].member($0) }),
      (
        "register",
        try ["lantern-accord", "paris-call-2018"].map {
          wholeLines(try Repository.bytes(of: "Ledger/Registers/\($0).csv").prefix(1_500))
        }
          + texts(
            """
            [{"id": "a", "name": {"en": "A", "fr": "A"}, "kind": "state", "country": "XA", "traits": ["t"],
              "effective": "2018-11-12T00:00:00Z", "source": {"uri": "https://a.example/", "asOf": "2018-11-12"}}]
            """)
      ),
      (
        "content-coding",
        [
          Array("gzip\n".utf8) + hello(isGzip: true), Array("deflate\n".utf8) + hello(isGzip: false),
          Array("x-gzip\n".utf8) + hello(isGzip: true) + hello(isGzip: true), Array("identity\nplain".utf8),
        ]
      ),
      (
        "http-reply",
        texts(
          "200\ntext/html; charset=utf-8\n<!DOCTYPE html><title>Guest network: please\u{1B} sign in</title>",
          "403\napplication/xml\n<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
          "503\n\n<style>a{}</style><script>x</script>try \u{202E}later")
      ),
      (
        "http",
        [Array("POST\n/witness/add-checkpoint\ntext/plain\n\(made.request.bytes.count)\n".utf8) + made.request.bytes]
          + texts("GET\n/witness/\(Digest.zero.hex)/checkpoint\n\n\n", "HEAD\n/\n\n0\n")
      ),
    ]
  }

  private static func texts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  private static func wholeLines(_ bytes: some Collection<UInt8>) -> [UInt8] {
    Array(Array(bytes).prefix(through: Array(bytes).lastIndex(of: UInt8(ascii: "\n")) ?? 0))
  }

  /// A high-water mark that two checkpoints were noted in.
  private static func writtenMark(_ notes: [UInt8]...) throws -> [UInt8] {
    let path = Leftovers.path("mark")
    let mark = HighWaterMark(path: path)
    for note in notes { try mark.write(note) }
    return try Repository.contents(path)
  }

  /// An auditor's record of the first entries.
  private static func writtenState() throws -> [UInt8] {
    let path = Leftovers.path("state")
    var ledger = try RealLedger.kept.resumed(RealLedger.kept.archives[4])
    let root = try ledger.root()
    let checked = VerifiedStretch(upTo: 4, at: Instant(seconds: 2_000_000_000))
    try LedgerSnapshot.keep(verified: ledger, root: root, at: path, after: nil, [checked])
    return try Repository.contents(path)
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    String(decoding: JSONValue.string(String(decoding: bytes, as: UTF8.self)).canonicalBytes(), as: UTF8.self)
  }

  /// A disclosure of each form of words.
  private static func madeDisclosures() throws -> [[UInt8]] {
    let salt = [UInt8](repeating: 7, count: Disclosure.saltByteCount)
    let map = try taken(TextMap([("en", "Yes."), ("fr", "Oui.")]))
    return [
      try Disclosure("Plain words.", salt: salt).bytes,
      try Disclosure(map, salt: salt).bytes,
      try Disclosure(EvidenceItem.Words(title: "T", uri: "https://a.example/"), salt: salt).bytes,
      try Disclosure(Attestation.Affirmation(text: map, office: "O"), salt: salt).bytes,
      try Disclosure(Review.Words(independence: "I", paidBy: "P", text: map), salt: salt).bytes,
    ]
  }

  /// Tables of one page each, and a signatory: numbers of eight bytes, and digests of parts that are not there.
  private static func snapshot() -> [UInt8] {
    func number(_ number: UInt64) -> [UInt8] {
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }
    let part = number(0) + number(16) + Digest.zero.bytes
    let table = number(1) + number(1) + number(41) + number(0) + part
    return table + table + number(1) + part + RealLedger.kept.archives[3].coreBytes.prefix(500)
  }
}

extension RealLedger {
  /// The words that the ledger publishes, each entry's with its place.
  func disclosures() throws -> [(place: Int, texts: [Disclosure])] {
    let lines = (files[Self.textsPath] ?? []).split(separator: UInt8(ascii: "\n"))
    return try lines.enumerated().compactMap { place, line in
      let list = try JSONDocument(Array(line), profile: .ledger).root.elements
      let texts = try list.map { try Disclosure(unchecked: $0.canonicalBytes()) }
      return texts.isEmpty ? nil : (place, texts)
    }
  }
}
