/// The signatories of a ledger, each with all that its entries say, by id and in the order of their first entry.
public struct MemberBook: Sendable {
  private var members: [Member] = []
  /// A signatory's slot is its place in the order of first entries.
  private var slots: [PartyID: UInt32] = [:]

  /// In the order of their first entry.
  public var order: [PartyID] { members.map(\.id) }

  public var count: Int { members.count }

  /// The signatory with this id.
  public subscript(id: PartyID) -> Member? {
    slots[id].map { members[Int($0)] }
  }

  /// The signatory in a slot that `slot(of:)` named.
  subscript(slot slot: UInt32) -> Member? {
    Int(slot) < members.count ? members[Int(slot)] : nil
  }

  func slot(of id: PartyID) -> UInt32? { slots[id] }

  mutating func add(_ member: Member) {
    slots[member.id] = UInt32(members.count)
    members.append(member)
  }

  /// Changes a signatory in place; nothing happens to one that is not there.
  mutating func change(_ id: PartyID, _ change: (inout Member) -> Void) {
    guard let slot = slots[id] else { return }
    change(&members[Int(slot)])
  }
}
