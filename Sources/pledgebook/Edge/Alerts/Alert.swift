import CanonicalJSON
import Cryptography
import DataFormats

/// One thing that a monitor has to tell somebody, once.
///
/// Its id is the digest of what it is about, in canonical form. So it is about nothing that a later look could say
/// otherwise: the same fact has the same id however often it is found, whatever the words for it.
struct Alert: Sendable {
  let id: Digest
  /// Facts alone. // alert/1
  let about: JSONValue
  /// The same as a line for people.
  let text: String

  init(about: JSONValue, text: String) throws(CryptographyError) {
    id = try .sha256(of: about.canonicalBytes())
    self.about = about
    self.text = text
  }

  /// The document that a command is given.
  var bytes: [UInt8] {
    let document = DocumentFormat.alert.document([
      JSONMember(name: "id", value: .string(id.hex)), JSONMember(name: "about", value: about),
      JSONMember(name: "text", value: .string(text)),
    ])
    return Array((document.displayText() + "\n").utf8)
  }
}

/// An alert in the spool: what its file has to be before anybody is told of it.
struct SpooledAlert: Sendable {
  let id: Digest
  /// The entry that it is about, by which alerts are put in order; those about none come last.
  let index: Int64

  /// Nil where these bytes are not the alert with this id.
  init?(_ bytes: [UInt8], id: Digest) {
    // What is no JSON is no alert, whatever is wrong with it.
    guard let root = try? JSONDocument(bytes, profile: .strict).root, let about = root.member("about"),
      let digest = try? Digest.sha256(of: JSONValue(about).canonicalBytes()), digest == id
    else { return nil }
    self.id = id
    index = (about.member("index") ?? about.member("first"))?.integer ?? .max
  }
}
