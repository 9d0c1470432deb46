public import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report as OSCAL assessment results.
  ///
  /// What a signatory claims is an observation of its own making; only a review by somebody else is a finding. Something
  /// not recorded is neither: a property and a line of the log say that it is not there. // OSCAL 1.2
  public func oscal() -> JSONValue {
    OSCALResults(report: self).document()
  }
}

struct OSCALResults {
  let report: SignatoryReport
  let oscal: OSCAL

  init(report: SignatoryReport) {
    self.report = report
    oscal = OSCAL(frame: report.frame)
  }

  private var frame: ReportFrame { report.frame }
  private var signatory: JSONValue { oscal.party(report.identity.id) }
  private var period: String { report.period?.id.text ?? "register" }
  /// What makes names of this report's own things unique in the ledger.
  private var scope: String { "\(report.identity.id):\(period)" }

  func document() -> JSONValue {
    [
      "assessment-results": [
        "uuid": oscal.uuid("results:\(scope):\(frame.proof.size):\(frame.asOf):\(frame.language.rawValue)"),
        "metadata": oscal.metadata(title: frame.text(report.identity.name), roles: roles, parties: parties),
        "import-ap": ["href": oscal.reference(to: "plan:\(scope)")],
        "results": [.object(result)],
        "back-matter": ["resources": .array(resources)],
      ]
    ]
  }

  // MARK: Who

  private let roles = [
    (id: "registrar", title: "Registrar"), (id: "signatory", title: "Signatory"),
    (id: "reviewer", title: "Reviewer"), (id: "challenger", title: "Challenger"), (id: "panel", title: "Panel"),
    (id: "checker", title: "Checker"),
  ]

  private var parties: [JSONValue] {
    var parties = [
      oscal.organisation(oscal.registrar, frame.proof.registrar),
      oscal.organisation(
        signatory, frame.text(report.identity.name),
        properties: [
          oscal.property("id", report.identity.id.text), oscal.property("kind", report.identity.kind.text),
        ] + (report.identity.membership.map { [oscal.property("standing", $0.rawValue)] } ?? [])
          + properties(of: report.holder)),
    ]
    var seen: Set<PartyID> = [report.identity.id]
    let others =
      report.cells.flatMap(\.reviews).map { ($0.reviewer, $0.reviewerName) }
      + report.challenges.map { ($0.challenger, $0.challengerName) }
      + report.otherHolders.map { ($0.party, $0.name) }
    for (id, name) in others where seen.insert(id).inserted {
      parties.append(
        oscal.organisation(
          oscal.party(id), name,
          properties: [oscal.property("id", id.text)]
            + properties(of: report.otherHolders.first { $0.party == id })))
    }
    return parties
  }

  // MARK: Result

  private var result: [JSONMember] {
    let start = report.period?.start ?? report.identity.joined.effective
    var members = [
      JSONMember(name: "uuid", value: oscal.uuid("result:\(scope):\(frame.proof.size):\(frame.asOf)")),
      JSONMember(name: "title", value: .string(OSCAL.title(report.subtitle(frame.wording)))),
      JSONMember(name: "description", value: .string(report.notices(frame.wording).joined(separator: " "))),
      JSONMember(name: "start", value: .text(start)),
    ]
    if let end = report.period?.end { members.append(JSONMember(name: "end", value: .text(end))) }
    members.append(JSONMember(name: "props", value: .array(properties)))
    members.append(JSONMember(name: "reviewed-controls", value: reviewedControls))
    members.append("attestations", attestations)
    members.append(JSONMember(name: "assessment-log", value: ["entries": .array(log)]))
    members.append("observations", claimObservations + challengeObservations)
    members.append("findings", findings)
    return members
  }

  /// Counts, and one line for each cell, those without a record included.
  private var properties: [JSONValue] {
    let counts = report.counts
    return [
      oscal.property("rules", StatusRules.id), oscal.property("as-of", frame.asOf.description),
      oscal.property("reported", "\(counts.reported) of \(counts.required)"),
    ]
      + report.cells.map {
        oscal.property("status_\($0.commitment.id)", "\($0.status.submission.rawValue) \($0.status.headline)")
      }
      + report.cells.flatMap { cell in
        frame.notes(cell).map { oscal.property("remark_\(cell.commitment.id)", $0) }
      } + report.removals.map { oscal.property("words-removed", frame.wholeLine($0)) }
  }

  /// Required commitments only; what is merely encouraged is not under review.
  private var reviewedControls: JSONValue {
    let required = report.cells.filter { $0.status.duty == .required }
    func controls(_ cells: [CellReport]) -> JSONValue { .array(cells.map { ["control-id": .text($0.commitment.id)] }) }
    // OSCAL has no empty selection: all, less all of them, is none.
    let selection: JSONValue =
      required.isEmpty
      ? [
        "description": "No commitment was required.", "include-all": .object([]),
        "exclude-controls": controls(report.cells),
      ]
      : ["include-controls": controls(required)]
    return [
      "links": [["href": oscal.referenceToCatalog, "rel": "reference", "text": "The accord whose controls these are"]],
      "control-selections": [selection],
    ]
  }

  /// Each signed statement whose claims stand.
  private var attestations: [JSONValue] {
    var seen: Set<EntryIndex> = []
    return report.cells.compactMap(\.claim).filter { seen.insert($0.entry.index).inserted }.map { claim in
      [
        "responsible-parties": [["role-id": "signatory", "party-uuids": [signatory]]],
        "parts": [
          [
            "uuid": oscal.uuid("affirmation:\(claim.entry.index)"), "name": "affirmation",
            "ns": .string(OSCAL.namespace),
            "title": .string(OSCAL.title(frame.text(claim.affirmation) { $0.office })),
            "props": [oscal.property("entry", claim.entry.index.description)],
            "prose": .string(OSCAL.prose(frame.text(claim.affirmation) { frame.text($0.text) })),
          ]
        ],
      ]
    }
  }

  /// The ledger's entries about the signatory, and what is not recorded though its time is over.
  private var log: [JSONValue] {
    let entries: [JSONValue] = report.history.map { line in
      [
        "uuid": oscal.uuid("entry:\(line.entry.index)"), "title": .string(OSCAL.title(frame.wording.label(line.kind))),
        "start": .text(line.entry.recorded),
        "props": .array(
          [oscal.property("index", line.entry.index.description)]
            + (line.leaf.map { [oscal.property("hash", $0.hex)] } ?? [])
            + line.marks.map { oscal.property("mark", frame.wording.words($0)) }
            + (line.keyAct.map { [oscal.property("key-act", frame.line($0))] } ?? [])
            + (line.struckBy.map { [oscal.property("struck", frame.wording.struck(by: $0))] } ?? [])),
        "logged-by": [["party-uuid": oscal.registrar, "role-id": "registrar"]],
      ]
    }
    return entries
      + report.cells.filter { [.overdue, .missing].contains($0.status.submission) }.map { cell in
        [
          "uuid": oscal.uuid("absence:\(scope):\(cell.commitment.id):\(frame.asOf)"),
          "title": .string(
            OSCAL.title("\(cell.commitment.id): \(frame.headline(cell.status))")),
          "description": .string(absence(cell)),
          "start": .text(cell.status.due ?? frame.asOf),
          "props": [oscal.property("submission", cell.status.submission.rawValue)],
        ]
      }
  }

  // MARK: What was said

  private var claimObservations: [JSONValue] {
    report.cells.compactMap { cell in
      guard let claim = cell.claim, let value = cell.status.claim else { return nil }
      var members = [
        JSONMember(name: "uuid", value: observation(of: cell)),
        JSONMember(name: "title", value: .string(OSCAL.title("\(cell.commitment.id): \(frame.claim(value))"))),
        JSONMember(
          name: "description",
          value: .string(OSCAL.prose(claim.claim.explanation.map { frame.text($0) } ?? frame.claim(value)))),
        JSONMember(name: "props", value: .array(properties(of: cell))),
        JSONMember(name: "methods", value: ["self-attestation"]),
        JSONMember(name: "types", value: ["self-declared-claim"]),
        JSONMember(name: "origins", value: origin(signatory, "signatory")),
        JSONMember(name: "subjects", value: [["subject-uuid": signatory, "type": "party"]]),
      ]
      members.append(
        "relevant-evidence",
        claim.evidence.map { detail in
          [
            "href": oscal.reference(to: "evidence:\(detail.item.sha256.hex)"),
            "description": .string(
              OSCAL.prose(
                frame.text(detail.item.words) { $0.title })),
            "props": [oscal.property("check", detail.check?.result.rawValue ?? "not-checked")],
          ]
        })
      members.append(JSONMember(name: "collected", value: .text(claim.entry.recorded)))
      return .object(members)
    }
  }

  private func observation(of cell: CellReport) -> JSONValue {
    oscal.uuid("claim:\(scope):\(cell.commitment.id):\(cell.claim?.entry.index.description ?? "none")")
  }

  private func properties(of cell: CellReport) -> [JSONValue] {
    let status = cell.status
    var properties = [
      oscal.property("control-id", cell.commitment.id.text), oscal.property("claim", status.claim?.text ?? "none"),
      oscal.property("duty", status.duty.rawValue), oscal.property("submission", status.submission.rawValue),
      oscal.property("evidence", status.evidence.rawValue), oscal.property("dispute", status.dispute.rawValue),
      oscal.property("entry", cell.claim?.entry.index.description ?? "none"),
    ]
    if let days = status.daysLate { properties.append(oscal.property("days-late", String(days))) }
    properties += status.flags.map { oscal.property("flag", $0.rawValue) }
    return properties
      + (cell.claim?.indicators ?? []).map { line in
        oscal.property("indicator_\(line.value.id)", frame.value(line.value.value, nil))
      }
  }

  private var challengeObservations: [JSONValue] {
    report.challenges.map { thread in
      [
        "uuid": oscal.uuid("challenge:\(thread.entry.index)"),
        "title": .string(OSCAL.title(frame.title(thread))),
        "description": .string(OSCAL.prose(frame.text(thread.challenge.text))),
        "props": .array(
          thread.commitments.map { oscal.property("control-id", $0.text) }
            + thread.decisions.flatMap(\.outcomes).map {
              oscal.property("outcome", "\($0.commitment): \($0.outcome.rawValue)")
            }
            + thread.decisions.map { oscal.property("decision", frame.title($0)) }
            + thread.marks.map { oscal.property("mark", frame.wording.words($0)) }
            + [oscal.property("replies", String(thread.replies.count))]),
        "methods": ["challenge"], "types": ["challenge"],
        "origins": origin(oscal.party(thread.challenger), "challenger"),
        "subjects": [["subject-uuid": signatory, "type": "party"]], "collected": .text(thread.entry.recorded),
      ]
    }
  }

  private func origin(_ party: JSONValue, _ role: String) -> JSONValue {
    [["actors": [["type": "party", "actor-uuid": party, "role-id": .string(role)]]]]
  }

  // MARK: What others found

  /// Reviews of the claims that stand, and nothing else.
  private var findings: [JSONValue] {
    report.cells.flatMap { cell in
      cell.reviews.filter { $0.step.effect == .counted }.map { detail in
        let conformance = Conformance(claim: cell.status.claim, conclusion: detail.step.conclusion)
        let words = detail.review.words
        return [
          "uuid": oscal.uuid("finding:\(detail.step.entry.index):\(cell.commitment.id)"),
          "title": .string(OSCAL.title(frame.line(detail))),
          "description": .string(
            OSCAL.prose(
              frame.text(words) { $0.text.map(frame.text) ?? frame.wording.label(detail.step.conclusion) })),
          "props": [
            oscal.property("level", detail.step.level.text),
            oscal.property("conclusion", detail.step.conclusion.rawValue),
            oscal.property("conformance", conformance.word),
            oscal.property("independence", frame.text(words) { $0.independence }),
            oscal.property("paid-by", frame.text(words) { $0.paidBy }),
          ],
          "origins": origin(oscal.party(detail.reviewer), "reviewer"),
          "target": [
            "type": "objective-id", "target-id": .string(oscal.part(cell.commitment.id, .objective)),
            "status": [
              "state": .string(conformance.isSatisfied ? "satisfied" : "not-satisfied"),
              "reason": .string(conformance.reason),
            ],
          ],
          "related-observations": [["observation-uuid": observation(of: cell)]],
        ]
      }
    }
  }

  // MARK: Back matter

  private var resources: [JSONValue] {
    let document = frame.accord.document
    var resources: [JSONValue] = [
      [
        "uuid": oscal.uuid("plan:\(scope)"), "title": "Assessment plan",
        "description": .string(
          "The reporting period \(period) of \(document.id) \(document.version) under the rules \(StatusRules.id)."),
        "props": [["name": "type", "value": "plan"]],
      ],
      [
        "uuid": oscal.catalog, "title": .string(OSCAL.title(frame.text(document.title))),
        "description": .string("\(document.id) \(document.version), SHA-256 \(frame.accord.sha256.hex)."),
        "props": [oscal.property("sha256", frame.accord.sha256.hex)],
      ],
    ]
    var seen: Set<Digest> = []
    for detail in report.cells.compactMap(\.claim).flatMap(\.evidence) where seen.insert(detail.item.sha256).inserted {
      let item = detail.item
      var members = [
        JSONMember(name: "uuid", value: oscal.uuid("evidence:\(item.sha256.hex)")),
        JSONMember(name: "title", value: .string(OSCAL.title(frame.title(item)))),
        JSONMember(
          name: "props",
          value: [
            oscal.property("visibility", item.visibility.rawValue), oscal.property("sha256", item.sha256.hex),
            oscal.property("bytes", String(item.bytes)),
          ]),
      ]
      if let sentence = frame.standIn(for: item.words) {
        members.append(JSONMember(name: "description", value: .string(OSCAL.prose(sentence))))
      }
      let words = frame.texts[item.words].words
      members.append(
        "rlinks",
        // Other programs make links of these.
        [words?.uri, words?.archiveURI].compactMap { $0 }.filter(\.isWebAddress).map { address in
          [
            "href": .string(OSCAL.line(address)), "media-type": .string(OSCAL.line(item.mediaType)),
            "hashes": [["algorithm": "SHA-256", "value": .string(item.sha256.hex)]],
          ]
        })
      resources.append(.object(members))
    }
    return resources
  }
}

extension [JSONMember] {
  /// A list that OSCAL leaves out when it is empty.
  fileprivate mutating func append(_ name: String, _ list: [JSONValue]) {
    if !list.isEmpty { append(JSONMember(name: name, value: .array(list))) }
  }
}
