import Cryptography
import LedgerSamples
import Pledges

// Changes to the words beside the envelopes, by somebody who holds the file, and by insiders who sign for more.

extension Tampering {
  static let texts: [Tampering] = [
    Tampering("words deleted", "text.missing@extend") { file, sample in
      file.rows[try sample.place("extend")].texts = []
    },
    Tampering("words overwritten as by a removal that nobody signed", "text.missing@extend") { file, sample in
      let place = try sample.place("extend")
      file.rows[place].texts[0].bytes = [UInt8](repeating: 0, count: file.rows[place].texts[0].bytes.count)
    },
    Tampering("words overwritten but for a byte", "text.missing@extend", "text.digest@extend") { file, sample in
      let place = try sample.place("extend")
      let count = file.rows[place].texts[0].bytes.count
      file.rows[place].texts[0].bytes = [UInt8](repeating: 0, count: count - 1) + [1]
    },
    Tampering("a word changed", "text.missing@extend", "text.digest@extend") { file, sample in
      let place = try sample.place("extend")
      let text = String(decoding: file.rows[place].texts[0].bytes, as: UTF8.self)
      file.rows[place].texts[0].bytes = Array(text.replacing("post", with: "boat").utf8)
    },
    Tampering("a word and the column of its digest changed", "text.missing@extend", "text.digest@extend") {
      file, sample in
      let place = try sample.place("extend")
      let text = String(decoding: file.rows[place].texts[0].bytes, as: UTF8.self)
      file.rows[place].texts[0] = LedgerFile.Text(
        try Disclosure(unchecked: Array(text.replacing("post", with: "boat").utf8)))
    },
    Tampering("words written in another way", "text.missing@extend", "text.digest@extend") { file, sample in
      let place = try sample.place("extend")
      file.rows[place].texts[0].bytes.append(0x20)
    },
    Tampering("words put beside a statement that has none", "text.digest@update") { file, sample in
      file.rows[try sample.place("update")].texts = file.rows[try sample.place("extend")].texts
    },
    Tampering("words given twice", "text.digest@extend") { file, sample in
      let place = try sample.place("extend")
      file.rows[place].texts.append(file.rows[place].texts[0])
    },
    Tampering(
      "the words of two entries exchanged", "text.missing@extend", "text.digest@extend", "text.missing@challenge",
      "text.digest@challenge"
    ) { file, sample in
      let (one, other) = (try sample.place("extend"), try sample.place("challenge"))
      (file.rows[one].texts, file.rows[other].texts) = (file.rows[other].texts, file.rows[one].texts)
    },
    Tampering("removed words put back", "text.present@submit") { file, sample in
      file.rows[try sample.place("submit")].restore(sample.removedText)
    },
    Tampering("removed words put back where their removal did not look", "text.present@supersede") { file, sample in
      file.rows[try sample.place("supersede")].restore(sample.removedText)
    },
    Tampering("removed words put back beside another digest", "text.present@submit") { file, sample in
      let place = try sample.place("submit")
      let removed = sample.removedText
      let position = try given(file.rows[place].texts.firstIndex { $0.digest == removed.digest.bytes })
      file.rows[place].texts[position] = LedgerFile.Text(digest: Digest.zero.bytes, bytes: removed.bytes)
    },
    Tampering("removed words put back twice", "text.present@submit", "text.digest@submit") { file, sample in
      let place = try sample.place("submit")
      file.rows[place].restore(sample.removedText)
      file.rows[place].texts.append(LedgerFile.Text(sample.removedText))
    },
    Tampering("removed words put beside another entry", "text.digest@update") { file, sample in
      file.rows[try sample.place("update")].texts = [LedgerFile.Text(sample.removedText)]
    },
    Tampering("a statement with words that are none, signed by whom they are of", "text.form@end") { file, sample in
      try file.append(worded: #"{"text":"no salt"}"#, sample)
    },
    Tampering("a statement with words of another kind", "text.form@end") { file, sample in
      try file.append(worded: #"{"salt":"\#(salt)","text":7}"#, sample)
    },
    Tampering("a statement with more words than it may have", "text.form@end") { file, sample in
      try file.append(worded: #"{"salt":"\#(salt)","text":"\#(String(repeating: "x", count: 2_001))"}"#, sample)
    },
    Tampering("a statement without its words", "text.missing@end") { file, sample in
      try file.append(worded: #"{"salt":"\#(salt)","text":"Farewell, all."}"#, sample)
      file.rows[file.rows.count - 1].texts = []
    },
    Tampering("a removal of words that never stood there", "rule.text.unknown@end") { file, sample in
      try file.append(removing: "extend", [sample.removedText.digest], sample)
    },
    Tampering("a removal of what was removed", "rule.text.redacted@end") { file, sample in
      try file.append(removing: "submit", [sample.removedText.digest], sample)
    },
    Tampering("a removal by a signatory", "signature.missing@end") { file, sample in
      let texts = try Statement.read(sample.payload(of: "extend", in: file)).textDigests
      try file.append(removing: "extend", texts, sample, by: [sample.cast.quillonia[2]])
    },
    Tampering("removed words filed again", "rule.text.removed@end") { file, sample in
      let predicate = try Samples.attestation(["b-2"], in: sample.state, explanation: Samples.keeper())
      try file.append(sample.payload(predicate, at: sample.size - 1), by: [sample.cast.quillonia[2]])
      file.rows[file.rows.count - 1].texts.removeAll { $0.digest == sample.removedText.digest.bytes }
    },
    Tampering("a true removal that the file does not follow", "text.present@extend") { file, sample in
      let texts = try Statement.read(sample.payload(of: "extend", in: file)).textDigests
      try file.append(removing: "extend", texts, sample)
    },
  ]

  private static let salt = "000102030405060708090a0b0c0d0e0f"
}

extension LedgerFile {
  /// A member that leaves, with whatever it says.
  fileprivate mutating func append(worded disclosure: String, _ sample: Chronicle) throws {
    let disclosure = try Disclosure(unchecked: Array(disclosure.utf8))
    let farewell = try Withdrawal(
      signatory: given(PartyID("osselund")), effective: given(Instant("2034-06-01T00:00:00Z")),
      text: Detached(disclosure.digest))
    try append(
      sample.payload(.withdraw(farewell), at: sample.size - 1),
      by: [sample.cast.registrar, sample.cast.secondRegistrar])
    rows[rows.count - 1].texts = [Text(disclosure)]
  }

  fileprivate mutating func append(
    removing name: String, _ texts: [Digest], _ sample: Chronicle, by keys: [PrivateKey]? = nil
  ) throws {
    let redaction = try TextRedaction(
      entry: EntryIndex(UInt64(sample.place(name))), texts: texts,
      legalBasis: .init(basis: .copyright, reference: "letter 9"))
    try append(
      sample.payload(.redact(redaction), at: sample.size - 1),
      by: keys ?? [sample.cast.registrar, sample.cast.secondRegistrar])
  }
}

extension Chronicle {
  fileprivate func payload(of name: String, in file: LedgerFile) throws -> [UInt8] {
    try Envelope.read(given(file.rows[place(name)].envelope)).payload
  }
}
