internal import CanonicalJSON
internal import Compliance
internal import Pledges

/// The distinct states of the cells of an overview: thousands of cells are in a few dozen of them, and each is written once.
///
/// A state is what a cell says without naming an entry. What rests on entries of the signatory stands with the cells, which
/// are gathered where it is the same for several commitments, as one attestation makes it.
struct SharedStates {
  /// Each once, in the order of their first cells.
  private(set) var states: [JSONValue] = []
  private var places: [[UInt8]: Int] = [:]

  /// Members of a cell that name entries of its signatory, and the one that can be the signer's alone.
  private static let grounds: Set<String> = [
    "noClaim", "marks", "beside", "voidClaims", "noKey", "because", "heldBack", "decisions", "droppedBy", "issuedAt",
  ]

  /// The cells of a row, by what they share: commitments, the number of their state, and on what it rests.
  mutating func groups(_ row: OverviewRow) -> JSONValue {
    var groups: [(key: [UInt8], commitments: [JSONValue], members: [JSONMember])] = []
    for cell in row.cells {
      guard case .object(let members) = cell.json(issuedAt: row.issuedAt[cell.commitment]) else { continue }
      let state = members.filter { $0.name != "commitment" && !Self.grounds.contains($0.name) }
      var said = [JSONMember(name: "state", value: .integer(Int64(place(of: .object(state)))))]
      said += members.filter { Self.grounds.contains($0.name) && ($0.name == "because" || !$0.value.isEmpty) }
      let key = Array(JSONValue.object(said).displayText().utf8)
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].commitments.append(.text(cell.commitment))
      } else {
        groups.append((key, [.text(cell.commitment)], said))
      }
    }
    return .array(
      groups.map { .object([JSONMember(name: "commitments", value: .array($0.commitments))] + $0.members) })
  }

  private mutating func place(of state: JSONValue) -> Int {
    let key = Array(state.displayText().utf8)
    if let place = places[key] { return place }
    states.append(state)
    places[key] = states.count - 1
    return states.count - 1
  }
}

extension JSONValue {
  /// Whether it says that there is nothing: null, or a list or object without members.
  fileprivate var isEmpty: Bool {
    switch self {
    case .null: true
    case .array(let values): values.isEmpty
    case .object(let members): members.isEmpty
    default: false
    }
  }
}
