public import CanonicalJSON
internal import Cryptography
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
  /// The catalog of an accord version.
  var catalog: JSONValue { uuid("catalog:\(frame.accord.sha256.hex)") }

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
  /// The accord version as an OSCAL catalog: a control for each commitment, with one objective.
  public func oscalCatalog() -> JSONValue { OSCAL(frame: frame).catalogDocument() }
}

extension OSCAL {
  /// A control for each commitment, its objective, its measures as parts of the objective. // OSCAL 1.2, catalog model
  func catalogDocument() -> JSONValue {
    let document = frame.accord.document
    let controls: [JSONValue] = document.commitments.map { commitment in
      var objective = [
        JSONMember(name: "id", value: .string("\(commitment.id)_obj")),
        JSONMember(name: "name", value: "assessment-objective"),
        JSONMember(name: "prose", value: .string(OSCAL.prose(frame.text(commitment.text)))),
      ]
      if !commitment.measures.isEmpty {
        let parts: [JSONValue] = commitment.measures.map {
          [
            "id": .string("\(commitment.id)_obj.\($0.id)"), "name": "assessment-objective",
            "prose": .string(OSCAL.prose(frame.text($0.title))),
          ]
        }
        objective.append(JSONMember(name: "parts", value: .array(parts)))
      }
      return [
        "id": .text(commitment.id), "title": .string(OSCAL.title(frame.text(commitment.title))),
        "props": [
          property("number", commitment.number), property("obligation", commitment.obligation.rawValue),
          property("text", commitment.textIsVerbatim ? "verbatim" : "paraphrase"),
          property("source", commitment.sourceRef),
        ],
        "parts": [.object(objective)],
      ]
    }
    return [
      "catalog": [
        "uuid": catalog,
        "metadata": metadata(
          title: frame.text(document.title), roles: [("registrar", "Registrar")],
          parties: [organisation(registrar, frame.proof.registrar)]),
        "controls": .array(controls),
      ]
    ]
  }
}
