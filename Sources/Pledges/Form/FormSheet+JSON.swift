internal import CanonicalJSON
internal import Cryptography

extension FormSheet {
  /// Reads the answers of a form in JSON; what it asks is not read again.
  mutating func readJSON(_ bytes: [UInt8]) {
    let root: JSONNode
    do {
      root = try JSONDocument(bytes, profile: .ledger, byteLimit: Self.maximumByteCount).root
    } catch {
      let line = 1 + bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }
      faults.add(nil, "line \(line), byte \(error.offset)", error.reason)
      return
    }
    guard root.member("format")?.string?.isExactly(Self.format) == true else {
      faults.add(nil, "format", "this is not a form of \(Self.format)")
      return
    }
    let accord = root.member("accord")
    guard let signatory = root.member("signatory")?.string.flatMap({ PartyID($0) }),
      let period = root.member("period")?.string.flatMap({ PeriodID($0) }),
      let id = accord?.member("id")?.string.flatMap({ PlainID($0) }),
      let version = accord?.member("version")?.string.flatMap({ AccordVersion($0) }),
      let sha256 = accord?.member("sha256")?.string.flatMap({ Digest(hex: $0) })
    else {
      faults.add(nil, nil, "signatory, period or accord are not as the form had them; ask for the form again")
      return
    }
    head = Head(
      signatory: signatory, period: period,
      accord: Attestation.AccordReference(id: id, version: version, sha256: sha256))
    let log = FaultLog()
    guard let list = root.member("commitments"), list.kind == .array else {
      faults.add(nil, "commitments", "is not a list")
      return
    }
    for (position, node) in list.elements.enumerated() {
      log.at(.member("commitments")) {
        log.at(.element(position)) {
          guard let id = node.member("id")?.string.flatMap({ CommitmentID($0) }) else {
            return log.fault(at: .member("id"), reason: "is not a commitment")
          }
          guard let answer = node.member("answer") else {
            return log.fault(at: .member("answer"), reason: "is missing")
          }
          log.at(.member("answer")) {
            readAnswer(answer.view, of: id, at: "commitments/\(position)/answer", log)
          }
        }
      }
    }
    if let node = root.member("affirmation") {
      log.at(.member("affirmation")) { readAffirmation(node.view, log) }
    }
    for fault in log.faults { faults.add(nil, String(fault.pointer.dropFirst()), fault.reason) }
  }

  private mutating func readAnswer(_ node: JSONView, of id: CommitmentID, at path: String, _ log: FaultLog) {
    guard var members = Members(node, log) else { return }
    var found: [(item: FormItem?, path: String, text: String)] = []
    if let claim = members.optional("claim", Self.text) { found.append((.claim, "claim", claim)) }
    for (language, text) in members.optional("explanation", Self.texts) ?? [] {
      found.append((.explanation(language: ExactText(language)), "explanation/\(language)", text))
    }
    for (position, text) in (members.optional("evidence", readList(0...10_000, Self.text)) ?? []).enumerated() {
      found.append((.evidence, "evidence/\(position)", text))
    }
    for (name, text) in members.optional("indicators", Self.texts) ?? [] {
      found.append((PlainID(name).map(FormItem.indicator), "indicators/\(name)", text))
    }
    for (name, text) in members.optional("measures", Self.texts) ?? [] {
      found.append((PlainID(name).map(FormItem.measure), "measures/\(name)", text))
    }
    for (position, text) in (members.optional("planned", readList(0...10_000, Self.text)) ?? []).enumerated() {
      found.append((.plan, "planned/\(position)", text))
    }
    members.finish()
    for (item, name, text) in found {
      let place = Place(line: nil, name: "\(path)/\(name)")
      if let item {
        cells.append(Cell(place: place, commitment: id, item: item, text: text))
      } else if !text.isEmpty {
        faults.add(place, "is not what the form asks for")
      }
    }
  }

  private mutating func readAffirmation(_ node: JSONView, _ log: FaultLog) {
    guard var members = Members(node, log) else { return }
    for (language, text) in members.optional("text", Self.texts) ?? [] {
      cells.append(
        Cell(
          place: Place(line: nil, name: "affirmation/text/\(language)"), commitment: nil,
          item: .affirmation(language: ExactText(language)), text: text))
    }
    if let text = members.optional("office", Self.text) {
      cells.append(
        Cell(place: Place(line: nil, name: "affirmation/office"), commitment: nil, item: .office, text: text))
    }
    if let text = members.optional("authority", Self.text) {
      cells.append(
        Cell(place: Place(line: nil, name: "affirmation/authority"), commitment: nil, item: .authority, text: text))
    }
    members.finish()
  }

  /// An answer: null or an empty text is none, and a number is its text.
  private static func text(_ node: JSONView, _ log: FaultLog) -> String? {
    if node.kind == .null { return "" }
    if let number = node.integer { return String(number) }
    guard let text = node.string else {
      log.fault("must be a text, a whole number or null")
      return nil
    }
    return text
  }

  /// Answers by what they are for.
  private static func texts(_ node: JSONView, _ log: FaultLog) -> [(name: String, text: String)]? {
    guard node.kind == .object else {
      log.fault("must be an object")
      return nil
    }
    var result: [(name: String, text: String)] = []
    var members = node.members
    while let member = members.next() {
      let name = member.name.string ?? ""
      let value = member.value
      log.at(.name(name)) {
        if let text = text(value, log) { result.append((name, text)) }
      }
    }
    return result
  }
}
