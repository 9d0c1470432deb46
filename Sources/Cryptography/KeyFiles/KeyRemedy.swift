public import Files

/// What a person can do about a key file that does not serve as it is.
///
/// A value and no command: only the caller knows what the file is called.
public enum KeyRemedy: Sendable, Equatable {
  /// Take the permissions of all others away.
  case closeFile
  /// Let nobody else write in this folder.
  case closeFolder(FilePath)
  /// Make the file one's own.
  case ownFile
  /// Write the private key again, as encrypted PKCS#8 with the work for each guess that `KeyFile.create` takes.
  case encryptAgain
  /// Write the public key again, as one `PUBLIC KEY` block.
  case rewritePublicKey
  /// Write the public key again, with its point in full.
  case uncompressPublicKey
  /// Take the public key out of a certificate.
  case extractFromCertificate
  /// Take the public key out of a request for a certificate.
  case extractFromRequest
  /// Give the private key in the place of this file.
  case givePrivateKey
  /// Give the public half in the place of this file.
  case givePublicKey
  /// Make a key for this ledger and nothing else.
  case makeKey
  /// Free some space, or raise a limit on the size of files.
  case makeRoom
  /// Save the file as plain text.
  case saveAsText
}
