import CommandLineTools
import Cryptography
import Files
import Service
import Storage
import TransparencyLog

/// The record of a witness that a command is about.
enum WitnessRecord {
  static let state = OptionDefinition.value(
    "state", "FILE", required: true, variable: "PLEDGEBOOK_WITNESS", file: .kept, help: "the record of the witness")

  static func path(_ session: borrowing Session) throws(CommandError) -> FilePath {
    if let path = session.arguments.path("state") ?? .environment("PLEDGEBOOK_WITNESS") { return path }
    throw .usage("missing-option", "--state FILE is missing", hint: "name the record that pledgebook witness init made")
  }

  static func open(_ session: borrowing Session) throws(CommandError) -> WitnessStore {
    let path = try path(session)
    do {
      return try WitnessStore.open(path)
    } catch {
      throw commandError(error, path)
    }
  }

  static func commandError(_ error: StorageError, _ path: FilePath) -> CommandError {
    // The words and hints of ledgers would mislead.
    let (reason, hint): (String, String?) =
      switch error.code {
      case .notFound: ("there is no such file", "make it: pledgebook witness init --state \(path.shellWord)")
      case .notALedger: ("this is another file", "name the one that pledgebook witness init made")
      default: (error.reason, error.hint)
      }
    return CommandError(
      code: error.code.rawValue, message: "\(path), the record of the witness: \(reason)", hint: hint,
      exit: error.code == .notALedger ? .usage : .io)
  }

  /// The key by which others check what the witness signs.
  static func verifierKey(_ session: borrowing Session, _ record: WitnessStore) throws(CommandError) -> VerifierKey {
    let key = try PublicHalf.read(session, record.identity.keyPath)
    do throws(LogError) {
      return try VerifierKey(name: record.identity.name, publicKey: key, type: .cosignatureEd25519)
    } catch {
      throw CommandError(error, in: record.identity.keyPath)
    }
  }

  /// What signs for the witness.
  static func signer(_ session: borrowing Session, _ identity: WitnessStore.Identity) throws(CommandError) -> NoteSigner
  {
    let key = try SigningKeys.privateKey(
      session, identity.keyPath, passphraseVariable: "PLEDGEBOOK_WITNESS_PASSPHRASE")
    do throws(LogError) {
      return try NoteSigner(name: identity.name, privateKey: key, type: .cosignatureEd25519)
    } catch {
      throw CommandError(error, in: identity.keyPath)
    }
  }
}
