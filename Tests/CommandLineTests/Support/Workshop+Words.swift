import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges

extension Workshop {
  func run(list arguments: [String]) throws -> Transcript {
    let result = try Fixtures.run(Program.path, arguments, environment: environment, in: folder.path)
    return Transcript(
      arguments: arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
  }

  /// Words of a tour that only the ledger at hand can fill in.
  func resolve(_ word: String) throws -> String {
    if word == "KEYID" { return try key("spare").publicKey.keyID.hex }
    if word == "BRINDLE" { return try key("brindlemark").publicKey.keyID.hex }
    if word == "DIGEST" { return try Digest.sha256(of: folder.read("law.txt")).hex }
    if word == "VKEY" {
      let name = try folder.names().contains("4.tlog-proof") ? "log-2" : "log"
      return try given(run("key", "show", "\(name).pub", "--origin", "pledges.example/lantern", "--json").text("vkey"))
    }
    guard word.hasPrefix("LAST:") else { return word }
    let answer = try run("log", "--kind", String(word.dropFirst(5)), "--reverse", "--limit", "1", "--json")
    let entry = answer.json?.member("entries")?.elements.first { _ in true }
    return try given(entry?.member("index")?.integer.map(String.init), word)
  }

  /// The next version of the accord, in `accord-2.json`.
  func writeSecondAccord() throws {
    let publication = try given(state().accord.versions.last)
    let root = try JSONDocument(Fixtures.run("cat", [Self.accord]).output, profile: .ledger).root
    guard case .object(var members) = JSONValue(root) else { throw UnusableSample(what: "an accord") }
    members.removeAll { $0.name == "version" }
    members.append(JSONMember(name: "version", value: "1.1.0"))
    members.append(JSONMember(name: "previousSha256", value: .string(publication.sha256.hex)))
    try folder.write(JSONValue.object(members).canonicalBytes(), to: "accord-2.json")
  }
}
