import CommandLineTools
import Cryptography
import Pledges

/// Says which signatures a statement still needs, and how to come by them.
enum MissingWords {
  /// What an envelope lacks, where that can be told; nil when it has all it needs.
  static func missing(
    in envelope: Envelope, _ state: LedgerState, at instant: Instant
  ) -> String? {
    do throws(Refusal) {
      let statement = try Pledges.Statement.read(envelope.payload)
      return missing(on: statement.predicate, by: envelope.signatures.map(\.keyID), state, at: instant)
    } catch {
      // What cannot be read is refused for that.
      return nil
    }
  }

  static func missing(
    on predicate: Predicate, by signed: [KeyID], _ state: LedgerState, at instant: Instant
  ) -> String? {
    let missing = state.missingSignatures(on: predicate, by: Set(signed), at: instant)
    return missing.isEmpty ? nil : missing.map(words).joined(separator: "; ")
  }

  private static func words(of missing: MissingSignatures) -> String {
    let whose =
      switch missing.signer {
      case .registrar: "of the registrar, \(missing.needed) needed"
      case .owner(let party): "of \(party), \(missing.needed) needed"
      case .newKeys: "of the new keys"
      }
    let keys = missing.keys.prefix(4).map(\.description).joined(separator: ", ")
    let more = missing.keys.count > 4 ? " and \(missing.keys.count - 4) more" : ""
    let by = missing.keys.isEmpty ? "which has no key in force left" : "by \(keys)\(more)"
    return "\(missing.count) \(missing.count == 1 ? "signature" : "signatures") \(whose), \(by)"
  }
}

extension CommandError {
  /// The same refusal, with the signatures that are missing and what to do about it.
  func naming(missing: String) -> CommandError {
    CommandError(
      code: code, message: message, details: details,
      hint: "missing: \(missing); give --key or --signing-key once for each, or write it with --out ENVELOPE and have "
        + "it signed: pledgebook sign ENVELOPE --key KEY --out SIGNED",
      exit: exit)
  }
}
