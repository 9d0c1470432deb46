internal import CanonicalJSON

/// The version of the format that a ledger is in, as its genesis says it. // Format §3
public enum FormatVersion {
  /// The one that this program reads and writes.
  public static let current: Int64 = 1

  /// The code by which a ledger of version 0 is refused, whatever carries it.
  public static let zeroCode = "ledger.version-0"
  /// What is wrong with such a ledger.
  public static let zeroReason =
    "this is a ledger of version 0: its genesis names no format, and this program reads and writes version \(current)"
  /// What to do about it.
  public static let zeroHint =
    "make a ledger anew with pledgebook init; what version 0 holds was never decided by the rules of version \(current)"

  /// Whether the stored envelope of entry 0 begins a ledger of version 0: it says all that a genesis says but `format`.
  ///
  /// Anything else is for replay to judge: this is asked before it, and knows no other fault.
  public static func isZero(genesis envelope: [UInt8]) -> Bool {
    do {
      let root = try JSONDocument(Envelope.read(envelope).payload, profile: .ledger).root
      guard root.member("predicate")?.member("format") == nil else { return false }
      guard case .genesis = try Statement.read(naming(root).canonicalBytes()).predicate else { return false }
      return true
    } catch {
      return false  // no genesis of any version
    }
  }

  /// The statement as it would be with the format of this program in its predicate.
  private static func naming(_ root: JSONNode) -> JSONValue {
    guard case .object(var members) = JSONValue(root) else { return .null }
    for place in members.indices where members[place].name.isExactly("predicate") {
      guard case .object(let predicate) = members[place].value else { continue }
      members[place].value = .object(predicate + [JSONMember(name: "format", value: .integer(current))])
    }
    return .object(members)
  }
}
