import Cryptography
import Files
import Fixtures
import Glibc
import Testing

@Suite("Key file")
struct KeyFileTests {
  private let passphrase = Passphrase(Array("correct horse".utf8))

  @Test("is written with its public half beside it and read back", arguments: SignatureAlgorithm.allCases)
  func roundTrip(_ algorithm: SignatureAlgorithm) throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(algorithm)
    let path = folder.path("key.pem")
    try KeyFile.create(at: path, key: key, passphrase: passphrase)
    #expect(try folder.names() == ["key.pem", "key.pem.pub"])

    let file = try KeyFile.read(path)
    let (warnings, isEncrypted) = (file.warnings, file.isEncrypted)
    let opened = try file.privateKey(passphrase: passphrase)
    let refused = code { _ = try file.privateKey(passphrase: nil) }
    #expect(warnings.isEmpty)
    #expect(isEncrypted)
    #expect(opened.publicKey == key.publicKey)
    #expect(refused == "key.passphrase-needed")

    #expect(KeyFile.publicPath(for: path) == FilePath(folder.path("key.pem.pub")))
    #expect(try KeyFile.readPublicKey(KeyFile.publicPath(for: path)) == key.publicKey)
    #expect(try folder.read("key.pem.pub") == Array(key.publicKey.pem.utf8))
  }

  @Test("may be left unencrypted")
  func plain() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    try KeyFile.create(at: folder.path("key"), key: key, passphrase: nil)
    let file = try KeyFile.read(folder.path("key"))
    let (isEncrypted, pem) = (file.isEncrypted, file.pem)
    let opened = try file.privateKey(passphrase: nil)
    #expect(!isEncrypted)
    #expect(opened.publicKey == key.publicKey)
    #expect(try pem == key.pem(passphrase: nil))
  }

  @Test("can be read by its owner alone; its public half by everybody")
  func modes() throws {
    let folder = try TemporaryFolder()
    try KeyFile.create(at: folder.path("key"), key: .generate(.ed25519), passphrase: nil)
    #expect(try folder.mode(of: "key") == 0o600)
    // The umask may take more away.
    let open = try folder.mode(of: "key.pub")
    #expect(open & ~0o644 == 0)
    #expect(open & 0o600 == 0o600)
  }

  @Test("is never written over a file, a folder or a link", arguments: ["key", "key.pub"], Obstacle.allCases)
  func overwrite(_ name: String, _ obstacle: Obstacle) throws {
    let folder = try TemporaryFolder()
    try obstacle.put(name, in: folder)
    let before = try folder.names()
    let key = try PrivateKey.generate(.ed25519)
    #expect(code { try KeyFile.create(at: folder.path("key"), key: key, passphrase: nil) } == "key.file-exists")
    #expect(try folder.names() == before)
    if obstacle == .file { #expect(try folder.read(name) == [1, 2, 3]) }
  }

  @Test("leaves nothing behind where it cannot be written")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    #expect(
      code { try KeyFile.create(at: folder.path("no/key"), key: key, passphrase: nil) } == "key.file-unwritable")
    #expect(code { try KeyFile.create(at: "", key: key, passphrase: nil) } == "key.file-unwritable")
    // The private name fits, the public one is too long.
    let long = String(repeating: "k", count: 253)
    #expect(
      code { try KeyFile.create(at: folder.path(long), key: key, passphrase: nil) } == "key.file-unwritable")
    #expect(
      code { try KeyFile.create(at: folder.path("key"), key: key, passphrase: Passphrase([])) }
        == "key.passphrase-weak")
    #expect(try folder.names().isEmpty)
  }

  @Test("is written to a relative path as well")
  func relative() throws {
    let name = "pledgebook-key-\(UInt64.random(in: 0...UInt64.max))"
    defer {
      unlink(name)
      unlink(name + ".pub")
    }
    let key = try PrivateKey.generate(.ed25519)
    try KeyFile.create(at: name, key: key, passphrase: nil)
    #expect(try KeyFile.readPublicKey(name + ".pub") == key.publicKey)
  }

  @Test("that others can read is read with a warning", arguments: [0o600, 0o400, 0o640, 0o604, 0o644] as [mode_t])
  func warning(_ mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    let path = try folder.write(key.pem(passphrase: nil), to: "key", mode: mode)
    let file = try KeyFile.read(path)
    let warnings = file.warnings
    #expect(warnings.map(\.remedy) == (mode & 0o044 == 0 ? [] : [.closeFile]))
    #expect(warnings.allSatisfy { !$0.reason.isEmpty })
    // A passphrase lies as open as a key.
    #expect(try KeyFile.warnings(ofPassphraseFileAt: path) == warnings)
  }

  @Test("that others can write is refused", arguments: [0o620, 0o602, 0o660, 0o666, 0o777, 0o646] as [mode_t])
  func writable(_ mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(PrivateKey.generate(.ed25519).pem(passphrase: nil), to: "key", mode: mode)
    refuses(path, .closeFile)
    chmod(path, 0o600)
    _ = try KeyFile.read(path)
  }

  @Test("that others can exchange is refused, also behind a link; in a folder like /tmp they cannot")
  func exchangeable() throws {
    let folder = try TemporaryFolder()
    mkdir(folder.path("open"), 0o700)
    let path = try folder.write(PrivateKey.generate(.ed25519).pem(passphrase: nil), to: "open/key")
    symlink("open/key", folder.path("link"))
    for mode in [0o777, 0o707] as [mode_t] {
      chmod(folder.path("open"), mode)
      refuses(path, .closeFolder(FilePath(folder.path("open"))))
      refuses(folder.path("link"), .closeFolder(try FilePath(folder.path("open")).resolved()))
    }
    // Group is for who set it so, as with a group of one's own under umask 002.
    for mode in [0o1777, 0o775, 0o700] as [mode_t] {
      chmod(folder.path("open"), mode)
      let warnings = try KeyFile.read(path).warnings
      #expect(warnings.isEmpty)
    }
  }

  @Test("of another user is told to root, who is let in everywhere", .enabled(if: getuid() == 0, "needs root"))
  func foreign() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(PrivateKey.generate(.ed25519).pem(passphrase: nil), to: "key")
    chown(path, 65_534, 65_534)
    let warnings = try KeyFile.read(path).warnings
    #expect(warnings.map(\.remedy) == [.ownFile])
  }

  private func refuses(_ path: String, _ remedy: KeyRemedy, sourceLocation: SourceLocation = #_sourceLocation) {
    for read in [{ _ = try KeyFile.read(path) }, { _ = try KeyFile.warnings(ofPassphraseFileAt: path) }]
      as [() throws -> Void]
    {
      do {
        try read()
        Issue.record("it is taken", sourceLocation: sourceLocation)
      } catch {
        let error = error as? CryptographyError
        #expect(
          error?.code == .unsafeFile && error?.remedy == remedy, "\(String(describing: error?.remedy))",
          sourceLocation: sourceLocation)
      }
    }
  }

  @Test("is a regular file of at most 64 KiB")
  func kinds() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    let text = try key.pem(passphrase: nil)
    mkfifo(folder.path("pipe"), 0o600)
    for path in [folder.path("none"), folder.path, folder.path("pipe"), "/dev/null", ""] {
      #expect(code { _ = try KeyFile.read(path) } == "key.file-unreadable", "\(path)")
      #expect(code { _ = try KeyFile.readPublicKey(path) } == "key.file-unreadable", "\(path)")
    }
    let blank = [UInt8](repeating: UInt8(ascii: "\n"), count: 65_536 - text.count)
    let full = try folder.write(text + blank, to: "full")
    let opened = try KeyFile.read(full).privateKey(passphrase: nil)
    #expect(opened.publicKey == key.publicKey)
    let larger = try folder.write(text + blank + [UInt8(ascii: "\n")], to: "larger")
    #expect(code { _ = try KeyFile.read(larger) } == "key.file-unreadable")
  }

  @Test("may be reached through a link when it is read")
  func link() throws {
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(.ed25519)
    try KeyFile.create(at: folder.path("key"), key: key, passphrase: nil)
    symlink("key", folder.path("link"))
    let opened = try KeyFile.read(folder.path("link")).privateKey(passphrase: nil)
    #expect(opened.publicKey == key.publicKey)
  }

  @Test("of the other half is called by its name")
  func halves() throws {
    let folder = try TemporaryFolder()
    try KeyFile.create(at: folder.path("key"), key: .generate(.ed25519), passphrase: passphrase)
    #expect(code { _ = try KeyFile.readPublicKey(folder.path("key")) } == "key.is-private")
    #expect(code { _ = try KeyFile.read(folder.path("key.pub")).privateKey(passphrase: nil) } == "key.is-public")
    let rubbish = try folder.write([0, 1, 2], to: "rubbish")
    #expect(code { _ = try KeyFile.readPublicKey(rubbish) } == "key.malformed")
    #expect(code { _ = try KeyFile.read(rubbish).privateKey(passphrase: nil) } == "key.malformed")
  }
}

/// What may stand where a key file is to be written.
enum Obstacle: CaseIterable {
  case file, folder, link, danglingLink

  func put(_ name: String, in folder: TemporaryFolder) throws {
    switch self {
    case .file: try folder.write([1, 2, 3], to: name)
    case .folder: mkdir(folder.path(name), 0o700)
    case .link: symlink("/dev/null", folder.path(name))
    case .danglingLink: symlink("nowhere", folder.path(name))
    }
  }
}
