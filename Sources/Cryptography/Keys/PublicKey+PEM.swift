extension PublicKey {
  /// The key in a text that is exactly one `PUBLIC KEY` block.
  public convenience init(pem: String) throws(CryptographyError) {
    try self.init(pem: Array(pem.utf8).span)
  }

  convenience init(pem text: Span<UInt8>) throws(CryptographyError) {
    let block = try PEMBlock.read(text, labelled: [Self.label], wanting: .publicKey)
    try self.init(subjectPublicKeyInfo: block.contents.span.copy)
  }

  /// The key as one `PUBLIC KEY` block, as `openssl pkey -pubout` writes it.
  public var pem: String {
    let bytes = subjectPublicKeyInfo
    return String(decoding: PEMBlock.text(Self.label, bytes.span), as: UTF8.self)
  }

  private static let label = "PUBLIC KEY"
}
