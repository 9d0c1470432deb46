import CanonicalJSON
import CommandLineTools
import Cryptography
import Languages
import Pledges
import Publication
import Reports
import TransparencyLog
import Verification

// What a look has to tell, one alert for each fact. An alert is about what stands in the ledger and never changes: what a
// later entry may say otherwise (whether an act is open to objection still) is in the line for people alone.

extension Alert {
  /// Everything that is new or owed, or less than it should be.
  static func all(
    _ look: Monitor.Look, _ shortfalls: [Shortfall], from copy: String
  ) throws(CryptographyError) -> [Alert] {
    let origin = look.verification.identity.map { JSONValue.string($0.origin.text) } ?? .null
    func alert(_ what: String, _ members: [JSONMember], _ text: String) throws(CryptographyError) -> Alert {
      let head = [JSONMember(name: "what", value: .string(what)), JSONMember(name: "origin", value: origin)]
      return try Alert(about: .object(head + members), text: text)
    }
    var alerts: [Alert] = []
    for entry in look.entries {
      alerts.append(
        try alert(
          "entry",
          [
            .init("signatory", entry.signatory.text), .init("index", entry.index),
            .init("recorded", entry.recorded.description), .init("kind", entry.kind.text),
          ], "\(entry.signatory): new entry \(entry.index), \(entry.kind), recorded \(entry.recorded)"))
    }
    for act in look.keyActs {
      alerts.append(
        try alert(
          "key-act",
          [
            .init("party", act.party.text), .init("index", act.entry.index),
            .init("recorded", act.entry.recorded.description), .init("act", MonitorCommand.what(act)),
          ], "keys: \(MonitorCommand.words(of: act, from: copy))"))
    }
    for silence in look.silences {
      alerts.append(
        try alert(
          "silence",
          [
            .init("signatory", silence.signatory.text), .init("period", silence.period.text),
            .init("due", silence.due.description), .init("submission", silence.isMissing ? "missing" : "overdue"),
            JSONMember(name: "commitments", value: .array(silence.commitments.map { .string($0.text) })),
          ],
          "\(silence.signatory): nothing recorded for \(silence.period), due \(silence.due): "
            + silence.commitments.map(\.text).joined(separator: ", ")))
    }
    if let late = look.late {
      alerts.append(
        try alert(
          "late-entries",
          [.init("first", late.first.index), .init("last", late.last.index), .init("look", late.look.description)],
          MonitorCommand.words(of: late)))
    }
    for removal in look.removals {
      alerts.append(
        try alert(
          "removal",
          [
            .init("index", removal.entry.index), .init("recorded", removal.entry.recorded.description),
            .init("target", removal.target),
          ],
          "entry \(removal.entry.index) removes \(removal.texts.count) text(s) of entry \(removal.target): "
            + "\(Language.english.label(removal.legalBasis.basis)), \(sanitised(removal.legalBasis.reference))"))
    }
    for shortfall in shortfalls {
      // What is true of the ledger as a whole is told again once it has grown.
      let place =
        shortfall.index.map { JSONMember("index", $0) } ?? JSONMember("size", EntryIndex(look.verification.size))
      alerts.append(
        try alert(
          "shortfall", [.init("code", shortfall.code.rawValue), place], shortfall.message))
    }
    return alerts
  }

  /// That the ledger is broken, that its log misbehaved, or that too few vouch for it: once for each checkpoint that the
  /// monitor remembers.
  static func verdict(
    _ code: String, _ message: String, after last: MonitorState?
  ) throws(CryptographyError) -> Alert {
    let checkpoint = last?.checkpoint.checkpoint
    return try Alert(
      about: .object([
        .init("what", "verdict"),
        JSONMember(name: "origin", value: checkpoint.map { .string($0.origin.text) } ?? .null),
        .init("code", code), .init("size", EntryIndex(checkpoint?.size ?? 0)),
      ]), text: message)
  }
}

extension JSONMember {
  fileprivate init(_ name: String, _ text: String) {
    self.init(name: name, value: .string(text))
  }

  fileprivate init(_ name: String, _ index: EntryIndex) {
    self.init(name: name, value: .integer(Int64(clamping: index.rawValue)))
  }
}
