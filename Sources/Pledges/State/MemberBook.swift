/// The signatories of a ledger, each with all that its entries say, by id and in the order of their first entry.
///
/// In a ledger that was replayed all of them are in memory. In one that was resumed from an archive only those that
/// entries changed since; the others are read when somebody asks for them.
public struct MemberBook: Sendable {
  /// A signatory's slot is its place in the order of first entries.
  private var slots: [PartyID: UInt32] = [:]
  /// In the order of their first entry.
  public private(set) var order: [PartyID] = []
  /// By slot, from the first that is not in the archive on.
  private var members: [Member] = []
  /// The archived ones that were changed.
  private var changed: [UInt32: Member] = [:]
  private var archive: ArchivedMembers?

  public var count: Int { order.count }

  /// The signatory with this id.
  public subscript(id: PartyID) -> Member? {
    slots[id].flatMap { self[slot: $0] }
  }

  /// The signatory in a slot.
  subscript(slot slot: UInt32) -> Member? {
    guard slot >= archivedCount else { return changed[slot] ?? archive?[slot] }
    let place = Int(slot - archivedCount)
    return place < members.count ? members[place] : nil
  }

  func slot(of id: PartyID) -> UInt32? { slots[id] }

  private var archivedCount: UInt32 { archive?.count ?? 0 }

  mutating func add(_ member: Member) {
    slots[member.id] = UInt32(order.count)
    order.append(member.id)
    members.append(member)
  }

  /// Changes a signatory in place; nothing happens to one that is not there.
  mutating func change(_ id: PartyID, _ change: (inout Member) -> Void) {
    guard let slot = slots[id] else { return }
    guard slot < archivedCount else {
      change(&members[Int(slot - archivedCount)])
      return
    }
    if changed[slot] == nil { changed[slot] = archive?.take(slot) }
    guard let place = changed.index(forKey: slot) else { return }
    change(&changed.values[place])
  }
}

extension MemberBook {
  /// The signatories of an archive, in the order of their slots.
  init(archived order: [PartyID], in archive: any LedgerArchive) throws(ArchiveFault) {
    guard order.count == Int(archive.memberCount) else { throw ArchiveFault("it lacks signatories") }
    self.archive = ArchivedMembers(archive)
    self.order = order
    for (slot, id) in order.enumerated() { slots[id] = UInt32(slot) }
    guard slots.count == order.count else { throw ArchiveFault("a signatory stands twice") }
  }

  /// A signatory as an archive holds it; one that nothing changed is handed on as it was read.
  func archived(_ slot: UInt32) -> [UInt8]? {
    if slot < archivedCount, changed[slot] == nil { return archive?.bytes(slot) }
    return self[slot: slot]?.archived
  }
}
