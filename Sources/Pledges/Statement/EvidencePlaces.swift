/// Where each evidence item of an attestation stands, by its id; of items with one id, the first.
///
/// Lists come from anyone, so that the work stays linear however long they are.
struct EvidencePlaces {
  /// So many are compared one by one, in place: an item is many references, and only its id is wanted.
  static let few = 8

  private let evidence: [EvidenceItem]
  /// Empty for a few.
  private var places: [PlainID: Int] = [:]

  init(_ evidence: [EvidenceItem]) {
    self.evidence = evidence
    guard evidence.count > EvidencePlaces.few else { return }
    places.reserveCapacity(evidence.count)
    for place in evidence.indices.reversed() { places[evidence[place].id] = place }
  }

  subscript(id: PlainID) -> Int? {
    evidence.count > EvidencePlaces.few ? places[id] : evidence.indices.first { evidence[$0].id == id }
  }
}
