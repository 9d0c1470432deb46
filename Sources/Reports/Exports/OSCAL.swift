public import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

/// What the OSCAL documents of a ledger have in common. // OSCAL 1.2, common model
struct OSCAL {
  static let version = "1.2.0"
  /// The namespace of properties that OSCAL has no name for.
  static let namespace = "urn:pledgebook:v1:oscal"

  let frame: ReportFrame

  func uuid(_ name: String) -> JSONValue {
    .text(NameUUID(ledger: frame.proof.genesis.hex, name))
  }

  func party(_ id: PartyID) -> JSONValue { uuid("party:\(id)") }
  /// The registrar is a party as well, under a name that no id can have.
  var registrar: JSONValue { uuid("registrar") }
  /// The catalog of an accord version, as a subject: what documents about it refer to.
  var catalog: JSONValue { uuid(catalogName) }
  private var catalogName: String { "catalog:\(frame.accord.sha256.hex)" }

  /// A reference inside a document.
  func reference(to name: String) -> JSONValue { .string("#\(NameUUID(ledger: frame.proof.genesis.hex, name))") }
  var referenceToCatalog: JSONValue { reference(to: catalogName) }

  /// The id of a part of a control: what is asked for, or what is assessed.
  ///
  /// Ids of controls and parts share one space, and a commitment may be called `la-1_obj` besides `la-1`.
  func part(_ commitment: CommitmentID, _ kind: PartKind, _ measure: PlainID? = nil) -> String {
    "\(commitment)\(separator)\(kind.rawValue)" + (measure.map { ".\($0)" } ?? "")
  }

  enum PartKind: String, CaseIterable {
    case statement = "smt"
    case objective = "obj"
  }

  /// So many underscores that no commitment is named like a part.
  private var separator: String {
    var separator = "_"
    while frame.accord.document.commitments.contains(where: { commitment in
      PartKind.allCases.contains { commitment.id.text.contains("\(separator)\($0.rawValue)") }
    }) {
      separator += "_"
    }
    return separator
  }

  func property(_ name: String, _ value: String) -> JSONValue {
    ["name": .string(name), "ns": .string(OSCAL.namespace), "value": .string(OSCAL.line(value))]
  }

  /// A text on one line without white space at its ends, as OSCAL's strings are; never empty.
  static func line(_ text: String) -> String {
    let words = text.visible().split(separator: " ", omittingEmptySubsequences: true)
    return words.isEmpty ? "–" : words.joined(separator: " ")
  }

  /// A text of somebody in a place for markup: nothing in it is markup. // OSCAL markup-line, markup-multiline
  static func prose(_ text: String) -> String {
    let lines = text.visible(keepingLines: true).split(separator: "\n").map { MarkdownText.escaped(line(String($0))) }
    return lines.isEmpty ? "–" : lines.joined(separator: "\n\n")
  }

  static func title(_ text: String) -> String { MarkdownText.escaped(line(text)) }

  func metadata(title: String, roles: [(id: String, title: String)], parties: [JSONValue]) -> JSONValue {
    .object([
      JSONMember(name: "title", value: .string(OSCAL.title(title))),
      JSONMember(name: "last-modified", value: .text(frame.asOf)),
      JSONMember(name: "version", value: .string("\(frame.accord.document.version)+\(frame.proof.size)")),
      JSONMember(name: "oscal-version", value: .string(OSCAL.version)),
      JSONMember(
        name: "props",
        value: .array(
          [
            property("environment", frame.proof.environment.rawValue),
            property("definition-status", frame.accord.document.definitionStatus.rawValue),
            property("origin", frame.proof.origin), property("genesis", frame.proof.genesis.hex),
            property("size", String(frame.proof.size)), property("root", frame.proof.root.hex),
            property("head", frame.proof.head.hex),
            property("log-keys", frame.proof.logKeys.joined(separator: " ")),
            property("accord-sha256", frame.accord.sha256.hex),
            property("program", frame.proof.program),
          ] + frame.continuation.map { property("continues", $0) })),
      JSONMember(name: "roles", value: .array(roles.map { ["id": .string($0.id), "title": .string($0.title)] })),
      JSONMember(name: "parties", value: .array(parties)),
      JSONMember(
        name: "remarks",
        value: .string(
          (frame.banner + [frame.wording.absence, frame.wording.proofLimit, frame.wording.notEndorsement])
            .joined(separator: "\n\n"))),
    ])
  }

  func organisation(_ uuid: JSONValue, _ name: String, properties: [JSONValue] = []) -> JSONValue {
    var members = [
      JSONMember(name: "uuid", value: uuid), JSONMember(name: "type", value: "organization"),
      JSONMember(name: "name", value: .string(OSCAL.line(name))),
    ]
    if !properties.isEmpty { members.append(JSONMember(name: "props", value: .array(properties))) }
    return .object(members)
  }
}

extension AccordOverview {
  /// The accord version as an OSCAL catalog: a control for each commitment, with its statement and one objective.
  public func oscalCatalog() -> JSONValue { OSCAL(frame: frame).catalogDocument() }
}

extension OSCAL {
  /// A control for each commitment: the statement, which every control in force has, with its measures as items, and the
  /// objective by which both are assessed. // OSCAL 1.2, catalog model
  func catalogDocument() -> JSONValue {
    let document = frame.accord.document
    let controls: [JSONValue] = document.commitments.map { commitment in
      [
        "id": .text(commitment.id), "title": .string(OSCAL.title(frame.text(commitment.title))),
        "props": [
          property("number", commitment.number), property("obligation", commitment.obligation.rawValue),
          property("text", commitment.textIsVerbatim ? "verbatim" : "paraphrase"),
          property("source", commitment.sourceRef),
        ],
        "parts": .array(PartKind.allCases.map { part(commitment, $0) }),
      ]
    }
    return [
      "catalog": [
        // Of this document: another language, instant or size is another one.
        "uuid": uuid("\(catalogName):\(frame.proof.size):\(frame.asOf):\(frame.language.rawValue)"),
        "metadata": metadata(
          title: frame.text(document.title), roles: [("registrar", "Registrar")],
          parties: [organisation(registrar, frame.proof.registrar)]),
        "controls": .array(controls),
      ]
    ]
  }

  /// A part of a control, with one of its own for each measure; an objective says which statement or item it assesses.
  private func part(_ commitment: Commitment, _ kind: PartKind) -> JSONValue {
    func members(_ name: String, _ text: TextMap, _ measure: PlainID?) -> [JSONMember] {
      var members = [
        JSONMember(name: "id", value: .string(part(commitment.id, kind, measure))),
        JSONMember(name: "name", value: .string(name)),
        JSONMember(name: "prose", value: .string(OSCAL.prose(frame.text(text)))),
      ]
      if kind == .objective {
        let assessed = "#\(part(commitment.id, .statement, measure))"
        members.append(JSONMember(name: "links", value: [["href": .string(assessed), "rel": "assessment-for"]]))
      }
      return members
    }
    let names =
      kind == .statement ? ("statement", "item") : ("assessment-objective", "assessment-objective")
    var whole = members(names.0, commitment.text, nil)
    if !commitment.measures.isEmpty {
      let parts = commitment.measures.map { JSONValue.object(members(names.1, $0.title, $0.id)) }
      whole.append(JSONMember(name: "parts", value: .array(parts)))
    }
    return .object(whole)
  }
}
