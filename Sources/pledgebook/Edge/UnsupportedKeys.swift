import CanonicalJSON
import CommandLineTools
import Files
import TransparencyLog

/// Keys of types that this program cannot check: how they are told, wherever a policy names them or a checkpoint bears
/// lines of them. What they sign counts for nothing here, and is neither missing nor invalid.
enum UnsupportedKeys {
  /// Says which keys of a policy these are, and whether nothing can satisfy it without them.
  static func warn(of policy: TrustPolicy, in place: some CustomStringConvertible, _ session: borrowing Session) {
    for log in policy.unsupportedLogs {
      let words = "\(place): the key of log \(log.key.name) is unsupported: \(meaning(log.key))"
      say(words, isNeeded: policy.needsUnsupportedLog, session)
    }
    for witness in policy.unsupportedWitnesses {
      let words = "\(place): the key of witness \(witness.name) is unsupported: \(meaning(witness.key))"
      say(words, isNeeded: policy.needsUnsupportedWitness, session)
    }
    if policy.needsUnsupportedLog {
      session.output.warn(
        "\(place): no log key of the policy is one that this program can check, so no checkpoint can satisfy it here",
        hint: "add a line with the log's Ed25519 key: log VKEY")
    }
    if policy.needsUnsupportedWitness {
      session.output.warn("\(place): \(unmeetable), so no checkpoint can satisfy it here", hint: remedy)
    }
  }

  /// A key that others make up for is worth knowing of, and no trouble that a timer has to report each time.
  private static func say(_ words: String, isNeeded: Bool, _ session: borrowing Session) {
    if isNeeded { session.output.warn(words) } else { session.output.note(words) }
  }

  static let unmeetable = "the quorum needs witnesses whose keys are unsupported"
  static let remedy = "let the quorum be met by witnesses whose keys are Ed25519, type 0x04"

  private static func meaning(_ key: DeclaredKey) -> String {
    "this program cannot check its type, \(key.type), and what it signs counts for nothing here"
  }

  /// Prints the keys of the reader's policy whose lines a checkpoint bears.
  static func print(_ keys: [DeclaredKey], _ session: inout Session) throws(CommandError) {
    for key in keys {
      try session.output.print(
        "unsupported \(sanitised(key.name.text))+\(key.keyHash)  \(key.type): this program cannot check the line, which counts for nothing"
      )
    }
  }

  /// The keys of a policy that are of such types, and which of them claim to have signed.
  static func json(_ keys: [DeclaredKey], claiming claimed: [DeclaredKey]) -> JSONValue {
    .array(
      keys.map { key in
        [
          "name": .string(key.name.text), "keyHash": .string(key.keyHash.hex), "type": .string(key.type.description),
          "claimsToHaveSigned": .boolean(claimed.contains(key)),
        ]
      })
  }
}
