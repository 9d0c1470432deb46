import CanonicalJSON
import Cryptography
import LedgerSamples
import Pledges

// Changes to envelopes, statements and signatures.

extension Tampering {
  static let bodies: [Tampering] = [
    Tampering("a statement edited", "envelope.digest@extend", "signature.invalid@extend") { file, sample in
      let place = try sample.place("extend")
      file.rows[place].envelope = try file.rows[place].envelope(replacing: "2032-06-30", with: "2032-09-30")
    },
    Tampering("two bodies exchanged", "envelope.digest@reviewer", "envelope.digest@challenger") { file, sample in
      let (one, other) = (try sample.place("reviewer"), try sample.place("challenger"))
      (file.rows[one].envelope, file.rows[other].envelope) = (file.rows[other].envelope, file.rows[one].envelope)
    },
    Tampering("a body removed", "envelope.missing@extend") { file, sample in
      file.rows[try sample.place("extend")].envelope = nil
    },
    Tampering("a body removed with the words that an entry removed of it", "envelope.missing@submit", in: ["envelope"])
    {
      file, sample in
      file.rows[try sample.place("submit")].envelope = nil
    },
    Tampering("a signature exchanged", "envelope.digest@extend", "signature.invalid@extend") { file, sample in
      let place = try sample.place("extend")
      file.rows[place].envelope = try file.rows[place].signed(like: file.rows[sample.place("log.rotate")])
    },
    Tampering("a signature exchanged and the chain made anew", "signature.invalid@extend") { file, sample in
      let place = try sample.place("extend")
      try file.rows[place].setEnvelope(file.rows[place].signed(like: file.rows[sample.place("log.rotate")]))
      try file.relink(from: place)
    },
    Tampering("a statement signed again by a stranger", "signature.unknown-key@extend") { file, sample in
      let place = try sample.place("extend")
      let payload = try Envelope.read(given(file.rows[place].envelope)).payload
      try file.rows[place].setEnvelope(envelope(payload, by: [sample.cast.stranger]).canonicalBytes)
      try file.relink(from: place)
    },
    Tampering("bytes that are no envelope", "envelope.digest@extend", "envelope.malformed@extend") { file, sample in
      file.rows[try sample.place("extend")].envelope = Array("{}".utf8)
    },
    Tampering("an envelope that is not canonical", "envelope.malformed@extend") { file, sample in
      let place = try sample.place("extend")
      try file.rows[place].setEnvelope(given(file.rows[place].envelope) + [0x20])
      try file.relink(from: place)
    },
    Tampering("an envelope without signatures", "envelope.signatures@extend") { file, sample in
      let place = try sample.place("extend")
      let text = String(decoding: try given(file.rows[place].envelope), as: UTF8.self)
      let start = try given(text.firstRange(of: #""signatures":["#)).upperBound
      try file.rows[place].setEnvelope(Array((text[..<start] + "]}").utf8))
      try file.relink(from: place)
    },
    Tampering("an envelope larger than any that is stored", "envelope.too-large@extend") { file, sample in
      let place = try sample.place("extend")
      let old = try Envelope.read(given(file.rows[place].envelope))
      let payload = Base64.encode([UInt8](repeating: 0x20, count: 300_000))
      let parts = String(decoding: old.canonicalBytes, as: UTF8.self).split(separator: "\"")
      let text = String(decoding: old.canonicalBytes, as: UTF8.self).replacing(String(parts[3]), with: payload)
      try file.rows[place].setEnvelope(Array(text.utf8))
      try file.relink(from: place)
    },
    Tampering("a statement larger than any that is taken", "statement.too-large@extend") { file, sample in
      let place = try sample.place("extend")
      let old = String(decoding: try given(file.rows[place].envelope), as: UTF8.self)
      let payload = Base64.encode([UInt8](repeating: 0x20, count: Statement.maximumByteCount + 1))
      try file.rows[place].setEnvelope(Array(old.replacing(String(old.split(separator: "\"")[3]), with: payload).utf8))
      try file.relink(from: place)
    },
  ]
}

extension LedgerFile.Row {
  /// The envelope with the signature bytes of another entry by the same keys.
  func signed(like other: LedgerFile.Row) throws -> [UInt8] {
    let mine = try Envelope.read(given(envelope))
    let theirs = try Envelope.read(given(other.envelope))
    return try Envelope(payload: mine.payload, signatures: theirs.signatures).canonicalBytes
  }
}
