internal import Glibc

extension KeyFile {
  /// The path of the public half that is kept beside a private key.
  public static func publicPath(for path: String) -> String {
    path + ".pub"
  }

  /// Writes the private key to `path`, mode 0600, and its public half to `path.pub`, mode 0644.
  ///
  /// Neither file is ever overwritten, and no link is followed. Both are on disk when this returns; when it throws,
  /// neither is there. The umask of the process applies, as it does to every new file.
  public static func create(
    at path: String, key: PrivateKey, passphrase: Passphrase?
  ) throws(CryptographyError) {
    var secret = try key.pem(passphrase: passphrase)
    defer { wipe(&secret) }
    let publicPath = publicPath(for: path)

    var written: [String] = []
    do throws(CryptographyError) {
      try write(secret, to: path, mode: 0o600)
      written.append(path)
      try write(Array(key.publicKey.pem.utf8), to: publicPath, mode: 0o644)
      written.append(publicPath)
      try synchronizeFolder(of: path)
    } catch {
      for path in written { unsafe unlink(path) }
      throw error
    }
  }

  /// Writes a file that was not there, or leaves none behind.
  private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(CryptographyError) {
    guard let file = FileDescriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode) else {
      if errno == EEXIST { throw CryptographyError(.fileExists, "\(path) exists already and is not overwritten") }
      throw CryptographyError(.unwritableFile, "cannot write \(path): \(systemReason())")
    }
    guard file.writeDurably(bytes) else {
      let failure = CryptographyError(.unwritableFile, "cannot write \(path): \(systemReason())")
      unsafe unlink(path)
      throw failure
    }
  }

  // A new name is on disk only once its folder is. fsync(2)
  private static func synchronizeFolder(of path: String) throws(CryptographyError) {
    var folder = "."
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      folder = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    guard let file = FileDescriptor(folder, O_RDONLY | O_DIRECTORY), file.synchronize() else {
      throw CryptographyError(.unwritableFile, "cannot write \(folder): \(systemReason())")
    }
  }
}
