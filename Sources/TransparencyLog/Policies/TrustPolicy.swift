/// Which logs to believe, and which witnesses must have seen the same tree. // tlog-policy
///
///     log     <vkey> [<url>]
///     witness <name> <vkey> [<url>]
///     group   <name> all|any|<k> <member> …
///     quorum  <name>|none
///
/// A checkpoint is accepted if any of the logs signed it and the quorum is met. A witness is met by its verified
/// cosignature, a group by k met members; `quorum none` asks for no witness.
public struct TrustPolicy: Sendable {
  /// A log; the name of its key is its origin.
  public struct Log: Hashable, Sendable {
    public let key: DeclaredKey
    /// Where the log is found, as the policy has it and unchecked.
    public let url: String?
  }

  /// A witness under the name that groups and the quorum call it by.
  public struct Witness: Hashable, Sendable {
    public let name: PolicyName
    public let key: DeclaredKey
    /// Where the witness is found, as the policy has it and unchecked.
    public let url: String?
  }

  /// A number of witnesses or groups of which some have to be met.
  public struct Group: Hashable, Sendable {
    public let name: PolicyName
    /// How many members must be met, from 1 to all.
    public let threshold: Int
    /// The witnesses and groups it counts.
    public let members: [PolicyName]
  }

  /// The logs, any of which may sign.
  public let logs: [Log]
  /// The witnesses, in the order of the file.
  public let witnesses: [Witness]
  /// The groups in the order of the file; a group names only witnesses and groups before it.
  public let groups: [Group]
  /// The witness or group to be met, or nil for none.
  public let quorum: PolicyName?

  let keys: KnownKeys

  /// The most bytes taken.
  public static let maximumByteCount = 1_048_576
}

extension TrustPolicy: Hashable {
  public static func == (left: TrustPolicy, right: TrustPolicy) -> Bool {
    left.logs == right.logs && left.witnesses == right.witnesses && left.groups == right.groups
      && left.quorum == right.quorum
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(logs)
    hasher.combine(witnesses)
    hasher.combine(groups)
    hasher.combine(quorum)
  }
}
