import CommandLineTools
import Cryptography
import Files
import Pledges

/// The private keys of one command, opened once, each with its passphrase where it has one.
struct SigningKeys {
  private(set) var keys: [PrivateKey] = []

  /// The keys of the registrar: `--registrar-key`, once for each, or the environment.
  static func registrar(_ session: borrowing Session) throws(CommandError) -> SigningKeys {
    try open(session, "registrar-key", environment: "PLEDGEBOOK_REGISTRAR_KEY")
  }

  /// The keys of a party: `--key`, or the environment.
  static func party(_ session: borrowing Session) throws(CommandError) -> SigningKeys {
    try open(session, "key", environment: "PLEDGEBOOK_KEY")
  }

  /// The new key of a party that is being admitted: `--signing-key`.
  static func incoming(_ session: borrowing Session) throws(CommandError) -> SigningKeys {
    try open(session, "signing-key", environment: nil)
  }

  private static func open(
    _ session: borrowing Session, _ option: String, environment: String?
  ) throws(CommandError) -> SigningKeys {
    var paths = session.arguments.paths(option)
    if paths.isEmpty, let environment, let path = FilePath.environment(environment) { paths = [path] }
    var keys = SigningKeys()
    for path in paths { keys.keys.append(try privateKey(session, path)) }
    return keys
  }

  /// The private key in a file.
  ///
  /// `passphraseVariable` names an environment variable that is asked before the common one.
  static func privateKey(
    _ session: borrowing Session, _ path: FilePath, passphraseVariable: String? = nil
  ) throws(CommandError) -> PrivateKey {
    ProcessMemory.keepToItself()
    do {
      let file = try KeyFile.read(path)
      warn(session, path, file.warnings)
      guard file.isEncrypted else { return try file.privateKey(passphrase: nil) }
      var bytes = try passphrase(session, path, passphraseVariable)
      return try file.privateKey(passphrase: Passphrase(wiping: &bytes))
    } catch {
      throw CommandError(from: error, in: path)
    }
  }

  private static func passphrase(
    _ session: borrowing Session, _ path: FilePath, _ own: String?
  ) throws(CommandError) -> [UInt8] {
    let variable = own.flatMap { isEnvironmentSet($0) ? $0 : nil } ?? "PLEDGEBOOK_PASSPHRASE"
    let file = variable == own ? nil : session.arguments.path("passphrase-file")
    if let file { try checkPassphraseFile(session, file) }
    do {
      return try PassphraseSource(file: file, variable: variable).read("passphrase for \(path)")
    } catch {
      // A file that cannot be read is that, and not a passphrase that nobody gave.
      guard error.exit != .io else { throw error }
      let told = CommandError(CryptographyError(.passphraseNeeded, error.message), in: path)
      // A key that signs unattended has a variable of its own; and not every command takes a file.
      let named = "set \(own ?? "PLEDGEBOOK_PASSPHRASE")"
      throw CommandError(
        code: told.code, message: told.message,
        hint: session.takesPassphraseFile && own == nil ? "give --passphrase-file FILE, or \(named)" : named,
        exit: told.exit)
    }
  }

  /// A file with a passphrase is guarded as a file with a key is.
  static func checkPassphraseFile(_ session: borrowing Session, _ path: FilePath) throws(CommandError) {
    do throws(CryptographyError) {
      warn(session, path, try KeyFile.warnings(ofPassphraseFileAt: path))
    } catch {
      throw CommandError(error, in: path)
    }
  }

  private static func warn(_ session: borrowing Session, _ path: FilePath, _ warnings: [KeyFile.Warning]) {
    for warning in warnings {
      session.output.warn("\(path): \(warning.reason)", hint: warning.remedy.hint(for: path))
    }
  }

  var publicKeys: [PublicKey] { keys.map(\.publicKey) }
  var isEmpty: Bool { keys.isEmpty }

  static func + (left: SigningKeys, right: SigningKeys) -> SigningKeys {
    var sum = left
    sum.keys += right.keys.filter { key in !left.keys.contains { $0.publicKey == key.publicKey } }
    return sum
  }

  /// A statement without words, signed by every key.
  func submission(of statement: Statement) throws(CommandError) -> SubmittedEnvelope {
    SubmittedEnvelope(envelope: try envelope(around: statement.payload ?? []), texts: [])
  }

  /// The envelope of a payload, signed by every key.
  func envelope(around payload: [UInt8]) throws(CommandError) -> Envelope {
    let message = PreAuthenticationEncoding.bytes(statement: payload)
    var signatures: [Envelope.Signature] = []
    for key in keys {
      do {
        signatures.append(Envelope.Signature(keyID: key.publicKey.keyID, bytes: try key.sign(message)))
      } catch {
        throw CommandError(error)
      }
    }
    do {
      return try Envelope(payload: payload, signatures: signatures)
    } catch {
      throw CommandError(error)
    }
  }
}
