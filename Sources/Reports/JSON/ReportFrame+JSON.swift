internal import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension ReportFrame {
  var ledgerJSON: JSONValue {
    [
      "origin": .string(proof.origin), "genesis": .string(proof.genesis.hex),
      "environment": .string(proof.environment.rawValue), "size": .integer(Int64(clamping: proof.size)),
      "root": .string(proof.root.hex), "head": .string(proof.head.hex),
      "continues": proof.continues.map {
        [
          "origin": .text($0.origin), "genesis": .string($0.genesis.hex), "size": .integer(Int64(clamping: $0.size)),
          "root": .string($0.root.hex),
        ]
      } ?? .null,
      "checkpointBody": .string(proof.checkpointLines.map { $0 + "\n" }.joined()),
      "logKeys": .array(proof.logKeys.map { .string($0) }),
    ]
  }

  var accordJSON: JSONValue {
    [
      "id": .text(accord.document.id), "version": .text(accord.document.version),
      "sha256": .string(accord.sha256.hex),
      "definitionStatus": .string(accord.document.definitionStatus.rawValue),
      "title": .string(text(accord.document.title)), "entry": .index(accord.entry.index),
      "officialTexts": .array(
        accord.document.officialTexts.map {
          ["language": .string($0.language), "uri": .string($0.uri), "sha256": .string($0.sha256.hex)]
        }),
      "disclaimer": .string(text(accord.document.disclaimer)),
    ]
  }

  /// A detached text: what `value` makes of its words, or the object that stands for them.
  ///
  /// Words that an entry removed are `{"removedBy": 24, "basis": "court-order", "reference": "…"}`, with the index of that
  /// entry; words that nobody handed over are `{"notHere": true, "sha256": "…"}`, with the digest in the statement.
  /// Neither can be taken for a text: a text is a string, or an object from language tags, which have two or three
  /// letters up to the first hyphen, to strings. Of an object of words, such as an evidence item's, each member is that
  /// object: whether an optional one was given is not known any more. // Format §3
  func json<Words>(_ text: Detached<Words>, _ value: (Words) -> JSONValue) -> JSONValue {
    switch texts[text] {
    case .here(let words): value(words)
    case .removed(let removal):
      [
        "removedBy": .index(removal.entry.index), "basis": .string(removal.legalBasis.basis.rawValue),
        "reference": .string(removal.legalBasis.reference),
      ]
    case .notHere: ["notHere": true, "sha256": .string(text.digest.hex)]
    }
  }

  /// The same for a text that may be absent.
  func json<Words>(_ text: Detached<Words>?, _ value: (Words) -> JSONValue) -> JSONValue {
    text.map { json($0, value) } ?? .null
  }

  /// A text in the report's language.
  func json(_ text: Detached<TextMap>) -> JSONValue { json(text) { .string(self.text($0)) } }

  /// What stands at the head of every document, behind its format.
  var headMembers: [JSONMember] {
    [
      JSONMember(name: "rules", value: .string(StatusRules.id)),
      JSONMember(name: "asOf", value: .text(asOf)),
      JSONMember(name: "language", value: .string(language.rawValue)),
      JSONMember(name: "program", value: .string(proof.program)),
      JSONMember(name: "ledger", value: ledgerJSON),
      JSONMember(name: "accord", value: accordJSON),
    ]
  }
}

extension ReportFrame {
  /// The list of removals that every document has.
  func member(_ removals: [TextRemoval]) -> JSONMember {
    JSONMember(name: "removals", value: .array(removals.map { json($0) }))
  }

  /// A removal as data; of the words of an objection with the word that it concerns the registrar. // Format §13
  func json(_ removal: TextRemoval) -> JSONValue {
    [
      "entry": .index(removal.entry.index), "recorded": .text(removal.entry.recorded),
      "target": .index(removal.target), "texts": .array(removal.texts.map { .string($0.hex) }),
      "basis": .string(removal.legalBasis.basis.rawValue), "reference": .string(removal.legalBasis.reference),
      "concernsRegistrar": .boolean(removal.concernsRegistrar),
    ]
  }
}

extension Counts {
  var json: JSONValue {
    func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
    return [
      "required": number(required), "reported": number(reported), "onTime": number(onTime), "late": number(late),
      "overdue": number(overdue), "missing": number(missing), "withEvidence": number(withEvidence),
      "withCheckedEvidence": number(withCheckedEvidence), "reviewed": number(reviewed),
      "encouraged": number(encouraged), "encouragedReported": number(encouragedReported),
      "voluntary": number(voluntary),
    ]
  }
}
