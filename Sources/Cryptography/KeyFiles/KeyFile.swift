public import Files
internal import Glibc

/// The private key in a file, read and not yet opened; its bytes are overwritten when it goes.
///
/// Reading and opening are two steps, so that a program can ask for a passphrase only when one is needed.
public struct KeyFile: ~Copyable {
  /// Something about a key file that its owner should know and that is no reason to refuse it.
  public struct Warning: Sendable, Equatable {
    /// One sentence, lower case, no full stop.
    public let reason: String
    public let remedy: KeyRemedy
  }

  private let contents: Contents
  /// What the owner should know about the file.
  public let warnings: [Warning]

  /// Reads a private key file: a regular file of at most 64 KiB, which nobody else can write or exchange; or, for `-`,
  /// as much from standard input, about which whoever writes there has to see to that.
  public static func read(_ path: some FileNaming) throws(CryptographyError) -> KeyFile {
    let path = path.filePath
    let contents = try contents(of: path)
    var warnings =
      path == .standardStream ? [] : try FileGuard(path, mode: contents.mode, owner: contents.owner).warnings()
    if let weakness = try weakness(of: contents) {
      warnings.append(Warning(reason: weakness, remedy: .encryptAgain))
    }
    return KeyFile(contents: contents, warnings: warnings)
  }

  // Too much work is refused before anybody is asked for a passphrase. A file that is no key says so when it is opened.
  private static func weakness(of contents: borrowing Contents) throws(CryptographyError) -> String? {
    do throws(CryptographyError) {
      return try PrivateKey.protection(pem: contents.bytes.span)?.weakness
    } catch {
      guard error.code != .costlyProtection else { throw error }
      return nil
    }
  }

  /// What the owner of a file with a passphrase should know, which is guarded as a key file is; nothing of a stream.
  public static func warnings(ofPassphraseFileAt path: some FileNaming) throws(CryptographyError) -> [Warning] {
    let path = path.filePath
    let status: FileStatus
    do throws(SystemFailure) {
      status = try FileStatus(of: path, followingLinks: true)
    } catch {
      return []  // reading it says what is wrong
    }
    guard path != .standardStream, status.kind == .plain else { return [] }
    return try FileGuard(path, mode: status.permissions, owner: status.owner).warnings()
  }

  /// Whether a passphrase is needed to open the key.
  public var isEncrypted: Bool {
    PrivateKey.isEncrypted(pem: contents.bytes.span)
  }

  /// The private key in the file.
  public func privateKey(passphrase: Passphrase?) throws(CryptographyError) -> PrivateKey {
    try PrivateKey(pem: contents.bytes.span, passphrase: passphrase)
  }

  /// A copy of the text of the file, which the caller overwrites if the key is not encrypted.
  public var pem: [UInt8] {
    contents.bytes.span.copy
  }

  /// Reads a public key file; a private key in it is refused as `key.is-private`.
  public static func readPublicKey(_ path: some FileNaming) throws(CryptographyError) -> PublicKey {
    let contents = try contents(of: path.filePath)
    return try PublicKey(pem: contents.bytes.span)
  }
}

// MARK: - Contents

extension KeyFile {
  /// The bytes of a small file.
  struct Contents: ~Copyable {
    let bytes: SecretBytes
    let mode: mode_t
    let owner: uid_t
  }

  private static let maximalByteCount = 65_536

  static func contents(of path: FilePath) throws(CryptographyError) -> Contents {
    guard path != .standardStream else { return try contentsOfStandardInput() }
    // Without O_NONBLOCK a named pipe would keep the program waiting for a writer.
    guard let file = FileDescriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY), let status = file.status() else {
      throw CryptographyError(.unreadableFile, "cannot read \(path): \(systemReason())")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CryptographyError(.unreadableFile, "cannot read \(path): it is not a regular file")
    }
    // One byte more than is allowed, so that a file that grows meanwhile is found as well.
    var bytes = SecretBytes(count: min(max(0, Int(status.st_size)), maximalByteCount) + 1)
    guard let count = file.read(into: &bytes) else {
      throw CryptographyError(.unreadableFile, "cannot read \(path): \(systemReason())")
    }
    guard count < bytes.count else {
      throw CryptographyError(.unreadableFile, "cannot read \(path): it is larger than a key file is")
    }
    return Contents(bytes: bytes.prefix(count), mode: status.st_mode, owner: status.st_uid)
  }

  private static func contentsOfStandardInput() throws(CryptographyError) -> Contents {
    var bytes = SecretBytes(count: maximalByteCount + 1)
    guard let file = FileDescriptor.standardInput(), let count = file.read(into: &bytes) else {
      throw CryptographyError(.unreadableFile, "cannot read standard input: \(systemReason())")
    }
    guard count < bytes.count else {
      throw CryptographyError(.unreadableFile, "cannot read standard input: it is larger than a key file is")
    }
    return Contents(bytes: bytes.prefix(count), mode: 0, owner: getuid())
  }
}
