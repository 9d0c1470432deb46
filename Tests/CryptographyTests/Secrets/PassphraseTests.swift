import Fixtures
import Testing

@testable import Cryptography

@Suite("Passphrase")
struct PassphraseTests {
  private func bytes(of passphrase: Passphrase) -> [UInt8] {
    passphrase.secret.withUnsafeBytes { Array($0) }
  }

  @Test("keeps exactly the bytes given", arguments: ["", "a", " a \n", "a\n\n", "pässwörd", "a\0b"])
  func exact(_ text: String) {
    #expect(bytes(of: Passphrase(Array(text.utf8))) == Array(text.utf8))
  }

  @Test("can empty the array it was made from")
  func wiping() {
    var source = Array("secret".utf8)
    let passphrase = Passphrase(wiping: &source)
    #expect(source.isEmpty)
    #expect(bytes(of: passphrase) == Array("secret".utf8))
  }

  @Test("shows nothing of itself")
  func description() {
    let passphrase = Passphrase(Array("secret".utf8))
    #expect("\(passphrase)" == "a passphrase")
    #expect(String(reflecting: passphrase) == "a passphrase")
    var dumped = ""
    dump(passphrase, to: &dumped)
    #expect(!dumped.contains("secret"))
    #expect(Mirror(reflecting: passphrase).children.isEmpty)
  }

  @Test(
    "is read from a file without one line end",
    arguments: [
      ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"), ("secret\n\n", "secret\n"),
      (" secret ", " secret "), ("one\ntwo\n", "one\ntwo"), ("secret\r", "secret\r"), ("\n", ""), ("\r\n", ""),
      ("", ""),
    ])
  func file(_ text: String, _ expected: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), to: "passphrase")
    #expect(bytes(of: try Passphrase.read(fromFileAt: path)) == Array(expected.utf8))
  }

  @Test("is not read from what is not there or no file")
  func noFile() throws {
    let folder = try TemporaryFolder()
    #expect(code { _ = try Passphrase.read(fromFileAt: folder.path("none")) } == "key.file-unreadable")
    #expect(code { _ = try Passphrase.read(fromFileAt: folder.path) } == "key.file-unreadable")
  }

  @Test(
    "of a new key is more than what is tried first",
    arguments: [
      "", "abc", "7 bytes", "aaaaaaaaaaaa", "abcabcabcabcabc", "12345678", "123456789012", "abcdefghijkl", "qwerty12",
      "QWERTZUIOPüa", "asdfghjklasdf", "0987654321098", "password", "password1234", "Passphrase 2031",
      "pledgebook2031!",
      "secret secret", "               ", "P@ssw0rd", "P@ssw0rd1234", "!!Pa55w0rd!!2031", "L3tM31n 2031 2032",
      "Password1234", "elevenchars", "éééé ööö üü",
    ])
  func weak(_ text: String) throws {
    let weakness = Passphrase(Array(text.utf8)).weakness
    #expect(weakness?.isEmpty == false)
    let folder = try TemporaryFolder()
    let refused = code {
      try KeyFile.create(at: folder.path("k"), key: .generate(.ed25519), passphrase: Passphrase(Array(text.utf8)))
    }
    #expect(refused == "key.passphrase-weak")
    #expect(try folder.names().isEmpty)
  }

  @Test(
    "and otherwise anybody's own choice",
    arguments: [
      "correct horse", "lamp oil tin harbour", "x7Kq!93mPz_2", "482910573829", "Ärger über Öl", "passwords of mine",
    ])
  func good(_ text: String) {
    #expect(Passphrase(Array(text.utf8)).weakness == nil)
  }
}
