import CommandLineTools
import Cryptography
import Pledges

/// The party for which a statement speaks when the statement names no author: the one whose key signs. // Format §3
///
/// The option says whom the caller means, so that a wrong key is noticed before it speaks for somebody else.
enum ActingParty {
  /// The options that name it, one a command.
  private static let options = ["reviewer", "challenger", "panel", "checker"]

  /// The party that an option of this command names; nil where the statement itself says whose it is.
  static func named(_ session: borrowing Session) throws(CommandError) -> PartyID? {
    guard let text = options.compactMap({ session.arguments.value($0) }).first else { return nil }
    return try session.existing(text, "party")
  }

  /// Refuses keys that belong to another party than the option names; a key nobody knows is the ledger's to refuse.
  static func require(
    _ option: String, _ session: borrowing Session, _ keys: SigningKeys, _ state: LedgerState
  ) throws(CommandError) {
    let party: PartyID = try session.existing(session.arguments.required(option), "party")
    for key in keys.publicKeys {
      switch state.keys[key.keyID]?.owner {
      case .party(party), nil: continue
      case .party(let other):
        throw .usage(
          "wrong-key", "--\(option) says \(party), but key \(key.keyID) belongs to \(other)",
          hint: "sign with a key of \(party), or write --\(option) \(other)")
      case .registrar:
        throw .usage(
          "wrong-key", "--\(option) says \(party), but key \(key.keyID) belongs to the registrar",
          hint: "sign with a key of \(party)")
      }
    }
  }
}
