public import Files
internal import Glibc

extension KeyFile {
  /// The path of the public half that is kept beside a private key.
  public static func publicPath(for path: some FileNaming) -> FilePath {
    path.filePath + ".pub"
  }

  /// Writes the private key to `path`, mode 0600, and its public half to `path.pub`, mode 0644.
  ///
  /// Neither file is ever overwritten, and no link is followed. Both are on disk when this returns; when it throws,
  /// neither is there, and when the process is killed each is there whole or not at all. The umask of the process applies,
  /// as it does to every new file. A passphrase that is guessed at once is refused here, where a key begins, and never
  /// where one is opened; so is a folder from which no key would be read.
  public static func create(
    at path: some FileNaming, key: PrivateKey, passphrase: Passphrase?
  ) throws(CryptographyError) {
    let path = path.filePath
    if let weakness = passphrase?.weakness {
      throw CryptographyError(.weakPassphrase, weakness)
    }
    try FileGuard.requireFolder(of: path)
    var secret = try key.pem(passphrase: passphrase)
    defer { wipe(&secret) }
    let publicPath = publicPath(for: path)

    var written: [FilePath] = []
    do throws(CryptographyError) {
      try write(secret, to: path, mode: 0o600)
      written.append(path)
      try write(Array(key.publicKey.pem.utf8), to: publicPath, mode: 0o644)
      written.append(publicPath)
      try synchronizeFolder(of: path)
    } catch {
      for path in written { unsafe unlink(path.nulTerminated) }
      throw error
    }
  }

  /// Writes a file that was not there, or leaves none behind.
  private static func write(_ bytes: [UInt8], to path: FilePath, mode: UInt32) throws(CryptographyError) {
    do throws(SystemFailure) {
      let unfinished = try UnfinishedFile(for: path, mode: mode)
      try unfinished.file.write(bytes, at: 0)
      try unfinished.file.synchronise()
      try unfinished.place()
    } catch {
      guard error.number != EEXIST else {
        throw CryptographyError(.fileExists, "\(path) exists already and is not overwritten")
      }
      throw CryptographyError(
        .unwritableFile, "cannot write \(path): \(error.reason)", remedy: error.saysFull ? .makeRoom : nil)
    }
  }

  // A new name is on disk only once its folder is. fsync(2)
  private static func synchronizeFolder(of path: FilePath) throws(CryptographyError) {
    do throws(SystemFailure) {
      try path.folder.synchroniseFolder()
    } catch {
      throw CryptographyError(.unwritableFile, "cannot write \(path.folder): \(error.reason)")
    }
  }
}
