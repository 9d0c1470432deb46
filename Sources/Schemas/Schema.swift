public import CanonicalJSON
public import DataFormats

/// The JSON Schema of each document that the program gives out, in the program itself: data files, which the build takes in.
public enum Schema {
  /// The schema of a format, complete in itself: of the definitions that documents share it has those that it uses.
  public static func document(of format: DocumentFormat) throws -> JSONValue {
    let own = try members(file(of: format))
    let common = try members(PackageResources.common_json)
    var found: [JSONMember] = []
    var wanted = references(in: .object(own))
    while let name = wanted.popLast() {
      guard !found.contains(where: { $0.name == name }), let definition = common.first(where: { $0.name == name })
      else { continue }
      found.append(definition)
      wanted += references(in: definition.value)
    }
    guard !found.isEmpty else { return .object(own) }
    let definitions = common.filter { member in found.contains { $0.name == member.name } }
    return .object(own + [JSONMember(name: "$defs", value: .object(definitions))])
  }

  private static func members(_ bytes: [UInt8]) throws -> [JSONMember] {
    guard case .object(let members) = JSONValue(try JSONDocument(bytes, profile: .strict).root) else { return [] }
    return members
  }

  /// The shared definitions that a schema names.
  private static func references(in value: JSONValue) -> [String] {
    switch value {
    case .array(let values): values.flatMap(references)
    case .object(let members):
      members.flatMap { member in
        if member.name == "$ref", case .string(let place) = member.value, place.hasPrefix("#/$defs/") {
          [String(place.dropFirst("#/$defs/".count))]
        } else {
          references(in: member.value)
        }
      }
    default: []
    }
  }

  private static func file(of format: DocumentFormat) -> [UInt8] {
    switch format {
    case .accord: PackageResources.accord_json
    case .accordTemplates: PackageResources.accord_templates_json
    case .alert: PackageResources.alert_json
    case .bench: PackageResources.bench_json
    case .builtLedger: PackageResources.built_ledger_json
    case .checkpoint: PackageResources.checkpoint_json
    case .comparison: PackageResources.comparison_json
    case .completion: PackageResources.completion_json
    case .copy: PackageResources.copy_json
    case .demo: PackageResources.demo_json
    case .difference: PackageResources.difference_json
    case .entry: PackageResources.entry_json
    case .error: PackageResources.error_json
    case .evidence: PackageResources.evidence_json
    case .explanation: PackageResources.explanation_json
    case .form: PackageResources.form_json
    case .header: PackageResources.header_json
    case .help: PackageResources.help_json
    case .joins: PackageResources.joins_json
    case .keeper: PackageResources.keeper_json
    case .key: PackageResources.key_json
    case .log: PackageResources.log_json
    case .monitor: PackageResources.monitor_json
    case .overview: PackageResources.overview_json
    case .proof: PackageResources.proof_json
    case .proofCheck: PackageResources.proof_check_json
    case .publication: PackageResources.publication_json
    case .receipts: PackageResources.receipts_json
    case .registerCheck: PackageResources.register_check_json
    case .report: PackageResources.report_json
    case .reportCheck: PackageResources.report_check_json
    case .schemas: PackageResources.schemas_json
    case .signatories: PackageResources.signatories_json
    case .signatory: PackageResources.signatory_json
    case .status: PackageResources.status_json
    case .tasks: PackageResources.tasks_json
    case .trial: PackageResources.trial_json
    case .verify: PackageResources.verify_json
    case .version: PackageResources.version_json
    case .watched: PackageResources.watched_json
    case .witness: PackageResources.witness_json
    case .witnessLogs: PackageResources.witness_logs_json
    case .written: PackageResources.written_json
    }
  }
}
