import Cryptography
import LedgerFixtures
import Pledges
import Testing

/// Holds a ledger that grew by admission against the same one replayed.
enum Replay {
  /// Whether replay has no finding and comes to the same size, head, root, heads and histories.
  static func agrees(_ fixture: LedgerFixture) throws -> Bool {
    let replayed = try fixture.replayed()
    #expect(replayed.findings == [])
    #expect(replayed.chain == fixture.chain)
    #expect(try replayed.root == fixture.root())
    let differences = zip(summary(fixture.state), summary(replayed.state)).filter { $0 != $1 }
    for (live, again) in differences { Issue.record("live:\n\(live)\nreplayed:\n\(again)") }
    return replayed.findings.isEmpty && differences.isEmpty && replayed.chain == fixture.chain
  }

  /// What status rules and later entries could read of a state, part by part and in a fixed order.
  static func summary(_ state: LedgerState) -> [String] {
    var parts = [
      "size \(state.size)", "attestations \(state.attestationCount)", "order \(state.memberOrder)",
      "kinds \(state.kindCounts.map { "\($0.key) \($0.value)" }.sorted())",
      "removals \(state.removals.all.map { "\($0.texts) of \($0.target) by \($0.entry)" })",
      "parties \(state.parties.values.map { "\($0.id) \($0.roles) \($0.entry)" }.sorted())",
      text(state.accord.extensions), text(state.accord.revocations), text(state.accord.evidenceChecks),
    ]
    let owners = state.memberOrder.map { KeyBook.Owner.party($0) } + [.registrar]
    for owner in owners {
      parts.append(
        "keys of \(owner): "
          + state.keys.records(of: owner).map {
            "\($0.key.keyID) \($0.since) \(text($0.until)) \(text($0.invalidSince))"
          }.joined(separator: ", "))
    }
    let periods = state.accord.versions.flatMap { $0.document.reporting?.periods.map(\.id) ?? [] }
    for id in state.memberOrder {
      guard let member = state.members[id], let history = state.history(of: id) else { continue }
      parts.append(
        "\(id) is \(member.name.entries) \(member.profile.kind) \(member.profile.traits) \(text(member.profile.successor))"
      )
      parts.append("\(id) entries \(text(member.entries))")
      parts.append("\(id) membership \(text(history.membership))")
      parts.append("\(id) attestations \(text(history.attestations))")
      parts.append("\(id) reviews \(text(history.reviews))")
      parts.append("\(id) challenges \(text(history.challenges))")
      for period in periods {
        for commitment in state.accord.versions[0].document.commitments.map(\.id) {
          let head = state.head(signatory: id, period: period, commitment: commitment)
          parts.append("head of \(id) \(period) \(commitment): \(text(head?.index)) \(text(head?.header))")
        }
      }
    }
    return parts
  }

  private static func text<Value>(_ value: Value) -> String { String(describing: value) }
}
