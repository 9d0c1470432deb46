import CommandLineTools
import Cryptography
import Pledges
import TransparencyLog

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
    on predicate: Predicate, by signed: [KeyID], speaker: PartyID? = nil, _ state: LedgerState, at instant: Instant
  ) -> String? {
    let missing = state.missingSignatures(on: predicate, by: Set(signed), speaker: speaker, at: instant)
    guard !missing.isEmpty else { return nil }
    return missing.map(words).joined(separator: "; ") + (orElse(predicate, missing, state) ?? "")
  }

  /// The other way to end a key of a party, where what it has signed is not enough and nothing is said that only it can.
  private static func orElse(
    _ predicate: Predicate, _ missing: [MissingSignatures], _ state: LedgerState
  ) -> String? {
    guard case .keyRevoke(let revocation) = predicate, revocation.invalidSince == nil,
      revocation.reason == .lost || revocation.reason == .compromised, let registrar = state.registrar,
      missing.contains(where: { $0.signer == .owner(revocation.party) })
    else { return nil }
    return ", or in their place \(registrar.threshold) of the registrar"
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
    return "\(counted(missing.count, "signature", "signatures")) \(whose), \(by)"
  }
}

extension CommandError {
  /// The same refusal, with the signatures that are missing and what to do about it: the options that give keys, which
  /// not every command has, or more signatures on the envelope.
  func naming(missing: String, keyOptions: [String], writesEnvelopes: Bool) -> CommandError {
    let signing = "pledgebook sign ENVELOPE --key KEY --out SIGNED"
    let options = keyOptions.map { "--\($0)" }.joined(separator: " or ")
    let remedy =
      options.isEmpty
      ? "have it signed: \(signing)"
      : "give \(options) once for each"
        + (writesEnvelopes ? ", or write it with --out ENVELOPE and have it signed: \(signing)" : "")
    return CommandError(
      code: code, message: message, details: details, hint: "missing: \(missing); \(remedy)", exit: exit)
  }
}
