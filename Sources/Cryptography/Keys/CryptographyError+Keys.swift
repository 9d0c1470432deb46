extension CryptographyError.Code {
  /// The bytes or the text are not a key.
  public static let malformedKey = Self(rawValue: "key.malformed")
  /// A key, or a protection of a key, that is not taken here.
  public static let unsupportedKey = Self(rawValue: "key.unsupported")
  /// A key under which signatures can be forged, or that has a second encoding.
  public static let weakKey = Self(rawValue: "key.weak")
  /// A private key was given where a public key is wanted.
  public static let privateKeyGiven = Self(rawValue: "key.is-private")
  /// A public key was given where a private key is wanted.
  public static let publicKeyGiven = Self(rawValue: "key.is-public")

  /// The private key is encrypted and no passphrase was given.
  public static let passphraseNeeded = Self(rawValue: "key.passphrase-needed")
  /// The passphrase does not open the private key.
  public static let wrongPassphrase = Self(rawValue: "key.passphrase-wrong")
  /// An empty passphrase was given to protect a key with, or a passphrase that is too long.
  public static let unusablePassphrase = Self(rawValue: "key.passphrase-unusable")
  /// The passphrase of a new key is one of the first that anybody would try.
  public static let weakPassphrase = Self(rawValue: "key.passphrase-weak")
  /// Opening the key would take more work than any key is worth.
  public static let costlyProtection = Self(rawValue: "key.protection-costly")

  /// One of the two files to be written is there already.
  public static let fileExists = Self(rawValue: "key.file-exists")
  /// A file cannot be read, is not a regular file, or is too large for a key.
  public static let unreadableFile = Self(rawValue: "key.file-unreadable")
  /// Others may write to the file, or put another one in its place.
  public static let unsafeFile = Self(rawValue: "key.file-unsafe")
  /// A file cannot be written.
  public static let unwritableFile = Self(rawValue: "key.file-unwritable")
}
