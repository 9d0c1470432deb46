public import Files
internal import Glibc

/// The private key in a file, read and not yet opened; its bytes are overwritten when it goes.
///
/// Reading and opening are two steps, so that a program can ask for a passphrase only when one is needed.
public struct KeyFile: ~Copyable {
  /// Something about a key file that its owner should know and that is no reason to refuse it.
  public enum Warning: String, Sendable, CaseIterable {
    /// The mode of the file lets its group or everybody read it.
    case readableByOthers = "key.file-readable-by-others"

    /// One sentence, lower case, no full stop.
    public var reason: String {
      switch self {
      case .readableByOthers: "the key file can be read by others than its owner; chmod 600 closes it"
      }
    }
  }

  private let contents: Contents

  /// Reads a private key file: a regular file of at most 64 KiB.
  public static func read(_ path: some FileNaming) throws(CryptographyError) -> KeyFile {
    KeyFile(contents: try contents(of: path.filePath))
  }

  /// What the owner should know about the file.
  public var warnings: [Warning] {
    contents.mode & 0o044 == 0 ? [] : [.readableByOthers]
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
  }

  private static let maximalByteCount = 65_536

  static func contents(of path: FilePath) throws(CryptographyError) -> Contents {
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
    return Contents(bytes: bytes.prefix(count), mode: status.st_mode)
  }
}
