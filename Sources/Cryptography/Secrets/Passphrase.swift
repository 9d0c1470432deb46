public import Files

/// What opens an encrypted private key; its bytes are overwritten when it goes and never shown.
public final class Passphrase: Sendable {
  let secret: SecretBytes

  /// A passphrase of exactly these bytes; nothing is stripped. The caller's array stays as it is.
  public init(_ bytes: [UInt8]) {
    secret = SecretBytes(bytes.span)
  }

  /// A passphrase of exactly these bytes, which are overwritten in the caller's array.
  public init(wiping bytes: inout [UInt8]) {
    secret = SecretBytes(bytes.span)
    wipe(&bytes)
  }

  private init(_ secret: consuming SecretBytes) {
    self.secret = secret
  }

  /// The passphrase kept in a file, without the line end that an editor or `echo` put behind it.
  ///
  /// One line end is dropped, LF or CRLF; all else belongs to the passphrase.
  public static func read(fromFileAt path: some FileNaming) throws(CryptographyError) -> Passphrase {
    let contents = try KeyFile.contents(of: path.filePath)
    let text = contents.bytes.span
    var count = text.count
    if count > 0, text[count - 1] == UInt8(ascii: "\n") {
      count -= 1
      if count > 0, text[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    }
    return Passphrase(contents.bytes.prefix(count))
  }

}

extension Passphrase: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "a passphrase" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
