internal import ForeignText

/// The names of signatories and parties by what a reader sees of them, for telling whom a new one could be taken for.
///
/// No rule asks for it: two bodies may have one name, and who is whom is for people to say. But names stay for good, so
/// whoever takes one in is told in time.
public struct KnownNames: Sendable {
  private struct Bearer {
    let id: PartyID
    let name: String
    let source: String?
    let place: Register.Place?
  }

  /// The first that was added with an appearance.
  private var bearers: [Appearance: Bearer] = [:]

  init() {}

  /// The present names of a ledger: of its registrar, its parties, and its signatories, members or not; but for those of
  /// one of them.
  init(of state: LedgerState, but own: PartyID? = nil) {
    if let registrar = state.registrar { add(registrar.name, of: registrar.id) }
    for party in state.parties.values.sorted(by: { $0.entry.index < $1.entry.index }) where party.id != own {
      add(party.name, of: party.id)
    }
    for id in state.memberOrder where id != own {
      guard let member = state.members[id] else { continue }
      for entry in member.name.entries { add(entry.text, of: id, source: member.profile.source?.uri) }
    }
  }

  /// Takes a name in.
  mutating func add(_ name: String, of id: PartyID, source: String? = nil, at place: Register.Place? = nil) {
    let bearer = Bearer(id: id, name: name, source: source, place: place)
    for appearance in Appearance.all(of: name) where bearers[appearance] == nil { bearers[appearance] = bearer }
  }

  /// For whom the bearer of a name could be taken, in a sentence; nil where for nobody else.
  func doubt(about name: String, of id: PartyID, source: String? = nil) -> String? {
    let found = Appearance.all(of: name).lazy.compactMap { bearers[$0] }.first { $0.id != id }
    guard let found else { return nil }
    let bearer = found.place.map { "\(found.id) (\($0))" } ?? "\(found.id), which is in this ledger"
    let hasSameSource = source.flatMap { source in found.source.map { source.isExactly($0) } } ?? false
    let names =
      found.name.isExactly(name)
      ? "\(name) is the same name as that of" : "\(name) looks like \(found.name), the name of"
    return "\(names) \(bearer)\(hasSameSource ? ", from the same source" : "")"
  }
}

extension KnownNames {
  /// What is odd about the names that a statement brings in, in sentences; nothing where all is well.
  public static func doubts(about predicate: Predicate, in state: LedgerState) -> [String] {
    let (id, names): (PartyID, [String])
    var doubts: [String] = []
    var country: String?
    switch predicate {
    case .join(let join):
      (id, names) = (join.signatory, join.name.entries.map(\.text))
      country = join.country
    case .update(let update):
      (id, names) = (update.signatory, update.name?.entries.map(\.text) ?? [])
      country = update.country
    case .partyAdmit(let admission): (id, names) = (admission.party, [admission.name])
    default: return []
    }
    if let country, let doubt = OddText.doubt(aboutCountry: country) { doubts.append(doubt) }
    guard !names.isEmpty else { return doubts }
    let known = KnownNames(of: state, but: id)
    for name in names {
      doubts += OddText.doubts(about: name).map { "the name \(name) \($0)" }
      // One name in two languages is told once.
      guard let doubt = known.doubt(about: name, of: id), !doubts.contains(where: { $0.isExactly(doubt) }) else {
        continue
      }
      doubts.append(doubt)
    }
    return doubts
  }
}
