public import CanonicalJSON

/// The JSON documents that the program gives out, by the name and version that each bears as its first member, `format`.
///
/// The version grows when a member goes, gets another name, or says something else; a member more leaves it as it is.
/// // Documentation/Data.md
public enum DocumentFormat: String, Sendable, CaseIterable {
  case accord = "accord/1"
  case accordTemplates = "accord-templates/1"
  case alert = "alert/1"
  case bench = "bench/1"
  case builtLedger = "built-ledger/1"
  case checkpoint = "checkpoint/1"
  case comparison = "comparison/1"
  case completion = "completion/1"
  case copy = "copy/1"
  case demo = "demo/1"
  case difference = "difference/1"
  case entry = "entry/1"
  case error = "error/1"
  case evidence = "evidence/1"
  case explanation = "explanation/1"
  case form = "form/1"
  case header = "header/1"
  case help = "help/1"
  case joins = "joins/1"
  case keeper = "keeper/1"
  case key = "key/1"
  case log = "log/1"
  case monitor = "monitor/1"
  case overview = "overview/1"
  case proof = "proof/1"
  case proofCheck = "proof-check/1"
  case publication = "publication/1"
  case receipts = "receipts/1"
  case registerCheck = "register-check/1"
  case report = "report/1"
  case reportCheck = "report-check/1"
  case schemas = "schemas/1"
  case signatories = "signatories/1"
  case signatory = "signatory/1"
  case status = "status/1"
  case tasks = "tasks/1"
  case trial = "trial/1"
  case verify = "verify/1"
  case version = "version/1"
  case watched = "watched/1"
  case witness = "witness/1"
  case witnessLogs = "witness-logs/1"
  case written = "written/1"

  /// The name without the version, by which its schema is asked for.
  public var name: String { String(rawValue.prefix { $0 != "/" }) }

  /// The member that says which document this is.
  public var member: JSONMember { JSONMember(name: "format", value: .string(rawValue)) }

  /// A document of this format with these members.
  public func document(_ members: [JSONMember]) -> JSONValue { .object([member] + members) }

  /// The same around the members of an object.
  public func document(_ body: JSONValue) -> JSONValue {
    guard case .object(let members) = body else { return document([]) }
    return document(members)
  }
}
