/// Where each evidence item of an attestation stands, by its id; of items with one id, the first.
struct EvidencePlaces {
  /// Looked at in place: an item is many references, and only its id is wanted.
  private let evidence: [EvidenceItem]
  /// Empty for a few.
  private var places: [PlainID: Int] = [:]

  init(_ evidence: [EvidenceItem]) {
    self.evidence = evidence
    guard evidence.count > fewIDs else { return }
    places.reserveCapacity(evidence.count)
    for place in evidence.indices.reversed() { places[evidence[place].id] = place }
  }

  subscript(id: PlainID) -> Int? {
    evidence.count > fewIDs ? places[id] : evidence.indices.first { evidence[$0].id == id }
  }
}
