import CanonicalJSON
import Cryptography
import ForeignText
import Pledges
import Service
import TransparencyLog

extension Harness {
  static let texts = [json, words, shownText]

  /// JSON in both profiles. // RFC 8785
  private static let json = Harness("json") { bytes in
    let ledger = Result { try JSONDocument(bytes, profile: .ledger) }
    let strict = Result { try JSONDocument(bytes, profile: .strict) }
    if case .success(let one) = ledger {
      let other = try again("a document of the ledger's profile") { try strict.get() }
      try same(one.root.canonicalBytes(), other.root.canonicalBytes(), "the profiles differ")
      try same(Array(JSONValue(one.root).displayText().utf8), Array(JSONValue(other.root).displayText().utf8), "shown")
    }
    let document = try strict.get()
    guard hasCanonicalForm(JSONValue(document.root)) else {
      try hold(!document.isCanonical, "a number that no double holds is called canonical")
      return
    }
    let canonical = document.root.canonicalBytes()
    try hold(document.isCanonical == (canonical == bytes), "isCanonical is not what writing again says")
    let second = try again("its canonical form") { try JSONDocument(canonical, profile: .strict) }
    try same(second.root.canonicalBytes(), canonical, "the canonical form has another one")
    try hold(second.isCanonical, "the canonical form is not called so")
    let shown = Array(JSONValue(document.root).displayText().utf8)
    let third = try again("what is shown of it") { try JSONDocument(shown, profile: .strict) }
    try same(third.root.canonicalBytes(), canonical, "what is shown says something else")
  }

  /// Whether doubles hold all numbers of a value.
  private static func hasCanonicalForm(_ value: JSONValue) -> Bool {
    switch value {
    case .double(let double): double.isFinite
    case .array(let elements): elements.allSatisfy(hasCanonicalForm)
    case .object(let members): members.allSatisfy { hasCanonicalForm($0.value) }
    case .null, .boolean, .integer, .string: true
    }
  }

  /// The small texts that stand in files, options and addresses, each with one spelling.
  private static let words = Harness("words", largest: 256) { bytes in
    let text = try taken(String(validating: bytes, as: UTF8.self))
    var isTaken = false
    func spelled(_ written: String?, _ what: String) throws {
      guard let written else { return }
      isTaken = true
      try same(Array(written.utf8), bytes, what)
    }
    try spelled(Origin(text)?.text, "origin")
    try spelled(KeyName(text)?.text, "key name")
    try spelled(KeyID(text)?.hex, "key id")
    try spelled(Digest(hex: text)?.hex, "digest")
    try spelled(Instant(text)?.description, "instant")
    try spelled(CalendarDate(text)?.description, "date")
    try spelled(PlainID(text)?.text, "id")
    try spelled(PartyID(text)?.text, "party")
    try spelled(CommitmentID(text)?.text, "commitment")
    try spelled(PeriodID(text)?.text, "period")
    try spelled(AccordVersion(text)?.description, "version")
    try spelled(Base64.decode(text).map { Base64.encode($0) }, "base64")
    try spelled((try? TilePath(text, parallel: ["envelopes", "texts"]))?.text, "tile path")
    if let key = try? DeclaredKey(text) {
      try spelled(key.text, "verifier key")
      try spelled((try? VerifierKey(key))?.text, "usable verifier key")
    }
    if let address = try? WebAddress(text) {
      isTaken = true
      let second = try again("an address") { try WebAddress(address.text) }
      try hold(second == address && WebAddress.isMeant(by: address.text), "an address reads differently")
    }
    if let place = try? ListenAddress(text) {
      isTaken = true
      let second = try again("a place to listen") { try ListenAddress(place.description) }
      try hold(second == place, "a place to listen reads differently")
    }
    if let number = ExactDecimal(text) {
      isTaken = true
      try hold(number == number && !(number < number), "a number is not itself")
    }
    _ = EvidenceItem.address(text)
    if !isTaken { throw Refused() }
  }

  /// Text of others on its way to a reader's eyes and shell.
  private static let shownText = Harness("shown-text") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let shown = text.replacingActing { _ in "?" }
    try hold(shown.replacingActing { _ in "!" } == shown, "what is left acts all the same")
    try same(try unquoted(Array(ShellText.quoted(text).utf8)), Array(text.utf8), "a shell would read another word")
  }

  /// The word that a shell makes of what `ShellText.quoted` writes: bare characters, and single quotes.
  private static func unquoted(_ bytes: [UInt8]) throws -> [UInt8] {
    var word: [UInt8] = []
    var isQuoted = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "'"): isQuoted.toggle()
      case UInt8(ascii: "\\") where !isQuoted:
        try hold(position < bytes.count, "the word ends in a backslash")
        word.append(bytes[position])
        position += 1
      default:
        let isBare = byte < 0x80 && !" \t\n|&;<>()$`\"*?[]#~!{}".utf8.contains(byte)
        try hold(isQuoted || isBare, "a shell sees a meaning in byte \(byte)")
        word.append(byte)
      }
    }
    try hold(!isQuoted, "a quote is open")
    return word
  }
}
