import Cryptography

extension Harness {
  static let keys = [publicKey, privateKey, encryptedKey]

  /// A public key as PEM, or as the bytes in it.
  private static let publicKey = Harness("public-key", largest: 1_024) { bytes in
    if let key = try? PublicKey(subjectPublicKeyInfo: bytes) {
      try same(key.subjectPublicKeyInfo, bytes, "the key has another form")
      return
    }
    let text = try taken(String(validating: bytes, as: UTF8.self))
    let key = try PublicKey(pem: text)
    let second = try again("the key written again") { try PublicKey(pem: key.pem) }
    try hold(second == key && second.keyID == key.keyID, "the key written again is another")
    let third = try again("the key's bytes") { try PublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo) }
    try hold(third == key, "the key's bytes are another key's")
  }

  /// A private key that lies open.
  private static let privateKey = Harness("private-key", largest: 1_024) { bytes in
    let key = try PrivateKey(pem: bytes, passphrase: nil)
    let second = try again("the key written again") { try PrivateKey(pem: key.pem(passphrase: nil), passphrase: nil) }
    try hold(second.publicKey == key.publicKey, "the key written again is another")
    let message = Array("message".utf8)
    let signature = try again("signing") { try key.sign(message) }
    var verifier = try SignatureVerifier()
    try hold(try verifier.isValid(signature, over: message, by: key.publicKey), "the key's own signature is not valid")
  }

  /// A private key under a passphrase, which may name any way to protect it and any number of rounds.
  private static let encryptedKey = Harness("encrypted-key", largest: 1_024) { bytes in
    let key = try PrivateKey(pem: bytes, passphrase: Passphrase(Array("tryout".utf8)))
    _ = try again("the key written open") { try PrivateKey(pem: key.pem(passphrase: nil), passphrase: nil) }
  }
}
