public import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryReport {
  /// The report as CycloneDX attestations: claims, counter-claims, evidence, and who assessed. // CycloneDX 1.6
  public func cycloneDX() -> JSONValue {
    CycloneDXDocument(report: self).document()
  }
}

struct CycloneDXDocument {
  let report: SignatoryReport
  private var frame: ReportFrame { report.frame }
  private var target: JSONValue { .string("target-\(report.identity.id)") }

  func document() -> JSONValue {
    let scope = "\(report.identity.id):\(report.period?.id.text ?? "register"):\(frame.proof.size):\(frame.asOf)"
    return [
      "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
      "serialNumber": .string("urn:uuid:\(NameUUID(ledger: frame.proof.genesis.hex, "cyclonedx:\(scope)"))"),
      "version": 1,
      "metadata": [
        "timestamp": .text(frame.asOf),
        "tools": ["components": [["type": "application", "name": .string(frame.proof.program)]]],
        "properties": .array(properties),
      ],
      "definitions": ["standards": [standard]],
      "declarations": [
        "assessors": .array(assessors), "attestations": .array(attestations), "claims": .array(claims),
        "evidence": .array(evidence),
        "targets": [
          "organizations": [["bom-ref": target, "name": .string(frame.text(report.identity.name).visible())]]
        ],
      ],
    ]
  }

  private var properties: [JSONValue] {
    [
      ("environment", frame.proof.environment.rawValue), ("banner", frame.banner.joined(separator: " ")),
      ("origin", frame.proof.origin), ("genesis", frame.proof.genesis.hex), ("size", String(frame.proof.size)),
      ("root", frame.proof.root.hex), ("head", frame.proof.head.hex),
      ("log-keys", frame.proof.logKeys.joined(separator: " ")),
      ("rules", StatusRules.id),
      ("period", report.period?.id.text ?? "none"),
      ("reported", "\(report.counts.reported) of \(report.counts.required)"),
      ("notice", "\(frame.wording.absence) \(frame.wording.proofLimit)"),
    ].map(property) + frame.continuation.map { property("continues", $0) }
      + report.cells.map { property("status:\($0.commitment.id)", $0.status.headline) }
      + report.cells.flatMap { cell in remarks(cell).map { property("remark:\(cell.commitment.id)", $0) } }
      + report.holders.flatMap { holder in
        [property("signing:\(holder.party)", frame.signing(holder))]
          + holder.keys.map {
            property("key:\(holder.party)", "\($0.id): \(frame.life(of: $0)); \(frame.words(of: $0))")
          }
          + holder.acts.map { property("key-act:\(holder.party)", frame.line($0)) }
      }
      + report.removals.map { property("words-removed:\($0.entry.index)", frame.wholeLine($0)) }
  }

  /// A claim's own place here says what it claims; that none was made is said nowhere else.
  private func remarks(_ cell: CellReport) -> [String] {
    (cell.status.noClaim.map { [frame.wording.noClaimMade($0)] } ?? [])
      + frame.allNotes(
        cell.status, issuedAt: cell.issuedAt)
  }

  private func property(_ name: String, _ value: String) -> JSONValue {
    ["name": .string("pledgebook:\(name)"), "value": .string(value.visible())]
  }

  private var standard: JSONValue {
    let document = frame.accord.document
    return [
      "bom-ref": "accord", "name": .string(frame.text(document.title)), "version": .text(document.version),
      "description": .string(frame.text(document.summary)), "owner": .string(document.secretariat.name),
      "requirements": .array(
        document.commitments.map {
          [
            "bom-ref": .string("commitment-\($0.id)"), "identifier": .text($0.id),
            "title": .string(frame.text($0.title)), "text": .string(frame.text($0.text)),
            "properties": [
              property("obligation", $0.obligation.rawValue),
              property("text", $0.textIsVerbatim ? "verbatim" : "paraphrase"),
            ],
          ]
        }),
    ]
  }

  /// The signatory about itself, and everybody who reviewed it.
  private var assessors: [JSONValue] {
    var assessors: [JSONValue] = [
      [
        "bom-ref": .string("assessor-\(report.identity.id)"), "thirdParty": false,
        "organization": ["name": .string(frame.text(report.identity.name).visible())],
      ]
    ]
    var seen: Set<PartyID> = []
    for detail in report.cells.flatMap(\.reviews) where seen.insert(detail.reviewer).inserted {
      assessors.append([
        "bom-ref": .string("assessor-\(detail.reviewer)"), "thirdParty": true,
        "organization": ["name": .string(detail.reviewerName.visible())],
      ])
    }
    return assessors
  }

  private var attestations: [JSONValue] {
    let own: JSONValue = [
      "summary": .string(report.subtitle(frame.wording)), "assessor": .string("assessor-\(report.identity.id)"),
      "map": .array(report.cells.compactMap(mapping)),
    ]
    let reviews: [JSONValue] = report.cells.flatMap { cell in
      cell.reviews.filter { $0.step.effect == .counted }.map { detail in
        let conformance = Conformance(claim: cell.status.claim, conclusion: detail.step.conclusion)
        return [
          "summary": .string(frame.line(detail).visible()), "assessor": .string("assessor-\(detail.reviewer)"),
          "map": [
            [
              "requirement": .string("commitment-\(cell.commitment.id)"),
              "claims": [.string("claim-\(cell.commitment.id)")],
              "conformance": [
                "score": .double(conformance.score),
                "rationale": .string("\(conformance.word); \(detail.step.conclusion.rawValue), \(detail.step.level)"),
              ],
            ]
          ],
        ]
      }
    }
    return [own] + reviews
  }

  private func mapping(_ cell: CellReport) -> JSONValue? {
    guard cell.claim != nil, let claim = cell.status.claim else { return nil }
    var members = [
      JSONMember(name: "requirement", value: .string("commitment-\(cell.commitment.id)")),
      JSONMember(name: "claims", value: [.string("claim-\(cell.commitment.id)")]),
    ]
    let counter = report.challenges.filter { $0.commitments.contains(cell.commitment.id) }
    if !counter.isEmpty {
      members.append(
        JSONMember(
          name: "counterClaims",
          value: .array(counter.map { .string("challenge-\($0.entry.index)-\(cell.commitment.id)") })))
    }
    if let score = Conformance.selfDeclared(claim) {
      members.append(
        JSONMember(
          name: "conformance",
          value: [
            "score": .double(score),
            "rationale": .string("self-declared: \(claim), \(cell.status.submission.rawValue)"),
          ]))
    }
    return .object(members)
  }

  private var claims: [JSONValue] {
    let own: [JSONValue] = report.cells.compactMap { cell in
      guard let detail = cell.claim, let claim = cell.status.claim else { return nil }
      return [
        "bom-ref": .string("claim-\(cell.commitment.id)"), "target": target,
        "predicate": .string("\(cell.commitment.id): \(claim)"),
        "reasoning": .string(detail.claim.explanation.map { frame.text($0).visible(keepingLines: true) } ?? ""),
        "evidence": .array(detail.evidence.map { .string("evidence-\($0.item.sha256.hex)") }),
      ]
    }
    let counter: [JSONValue] = report.challenges.flatMap { thread in
      thread.commitments.map { commitment in
        [
          "bom-ref": .string("challenge-\(thread.entry.index)-\(commitment)"), "target": target,
          "predicate": .string("\(commitment): \(frame.title(thread).visible())"),
          "reasoning": .string(frame.text(thread.challenge.text).visible(keepingLines: true)),
        ]
      }
    }
    return own + counter
  }

  private var evidence: [JSONValue] {
    var seen: Set<Digest> = []
    return report.cells.compactMap(\.claim).flatMap(\.evidence).filter { seen.insert($0.item.sha256).inserted }.map {
      detail in
      let item = detail.item
      var contents: [JSONMember] = []
      if let uri = frame.texts[item.words].words?.uri, uri.isWebAddress {
        contents.append(JSONMember(name: "url", value: .string(uri)))
      }
      let title = frame.title(item).visible()
      var data = [JSONMember(name: "name", value: .string(title))]
      if !contents.isEmpty { data.append(JSONMember(name: "contents", value: .object(contents))) }
      var members = [
        JSONMember(name: "bom-ref", value: .string("evidence-\(item.sha256.hex)")),
        JSONMember(name: "propertyName", value: "pledgebook:evidence"),
        JSONMember(
          name: "description",
          value: .string(
            "\(title), SHA-256 \(item.sha256.hex), \(detail.check?.result.rawValue ?? "not checked")"
              + (frame.standIn(for: item.words).map { "; \($0.visible())" } ?? ""))),
        JSONMember(name: "data", value: [.object(data)]),
      ]
      if let captured = item.capturedAt { members.append(JSONMember(name: "created", value: .text(captured))) }
      return .object(members)
    }
  }
}
