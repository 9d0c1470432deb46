extension PublicKey {
  /// The key in a text that is exactly one `PUBLIC KEY` block.
  public convenience init(pem: String) throws(CryptographyError) {
    try self.init(pem: Array(pem.utf8).span)
  }

  convenience init(pem text: Span<UInt8>) throws(CryptographyError) {
    // The label decides before the rest is looked at, so that a private key is called by its name.
    switch PEMBlock.label(of: text) {
    case Self.label?: break
    case let label? where label.hasSuffix("PRIVATE KEY"):
      throw CryptographyError(.privateKeyGiven, "a private key was given where a public key is wanted")
    case let label?:
      throw CryptographyError(.unsupportedKey, "a PEM block of \(label) was given where a PUBLIC KEY is wanted")
    case nil: break
    }
    let block = try PEMBlock(text)
    try self.init(subjectPublicKeyInfo: block.contents.span.copy)
  }

  /// The key as one `PUBLIC KEY` block, as `openssl pkey -pubout` writes it.
  public var pem: String {
    let bytes = subjectPublicKeyInfo
    return String(decoding: PEMBlock.text(Self.label, bytes.span), as: UTF8.self)
  }

  private static let label = "PUBLIC KEY"
}
