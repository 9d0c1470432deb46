import CommandLineTools
import Cryptography
import Pledges

/// What `--identified` says of how somebody made sure whose a new key is. // Format §13
enum KeyIdentifications {
  static let option = OptionDefinition.value(
    "identified", "[KEY=]METHOD;DATE;REFERENCE", repeats: true,
    help: "how you made sure whose a new key is: \(methods); KEY is its id or file")

  private static let methods = KeyIdentification.Method.allCases.map(\.rawValue).joined(separator: ", ")

  /// One for each use of the option. Its reference becomes a text that can be removed.
  static func read(
    _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> [KeyIdentification] {
    var found: [KeyIdentification] = []
    for value in session.arguments.values("identified") {
      let identification = try read(value, session, of: keys)
      guard !found.contains(where: { $0.key == identification.key }) else {
        throw .usage(
          "invalid-value", "--identified names key \(identification.key) twice", hint: "identify each key once")
      }
      found.append(identification)
    }
    return found
  }

  private static func read(
    _ value: String, _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> KeyIdentification {
    let parts = value.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[2].isEmpty else {
      throw .usage(
        "invalid-value", "--identified \(value) is not of the form METHOD;DATE;REFERENCE",
        hint: "write --identified \"in-person;2031-05-02;register of visits 14\"")
    }
    // Before the method may stand a key; the name of a file may hold the sign itself.
    let equals = parts[0].lastIndex(of: "=")
    let key = try key(equals.map { String(parts[0][..<$0]) }, session, of: keys)
    let word = String(equals.map { parts[0][parts[0].index(after: $0)...] } ?? parts[0])
    guard let method = KeyIdentification.Method(rawValue: word) else {
      throw .usage("invalid-value", "--identified does not take \(word)", hint: "it takes \(methods)")
    }
    guard let date = CalendarDate(parts[1]) else {
      throw .usage("invalid-date", "--identified \(value): \(parts[1]) is not a date", hint: "write it as 2031-05-02")
    }
    return KeyIdentification(
      key: key, method: method, date: date, reference: try session.detach(String(parts[2])))
  }

  /// The key meant; where only one comes in, it need not be named.
  private static func key(
    _ named: String?, _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> KeyID {
    guard let named else {
      guard let key = keys.first, keys.count == 1 else {
        throw .usage(
          "invalid-value", "--identified has to name one of the \(keys.count) keys",
          hint: "write KEY=METHOD;DATE;REFERENCE, with the id of the key or its file")
      }
      return key.keyID
    }
    let id = if let id = KeyID(named) { id } else { try PublicHalf.read(session, named).keyID }
    guard keys.contains(where: { $0.keyID == id }) else {
      throw .usage(
        "invalid-value", "--identified names key \(id), which does not come in here", hint: "name a new key")
    }
    return id
  }
}
