/// A set that mostly has a few elements: those are compared one by one, and only more of them are hashed.
///
/// Lists come from anyone, so the work stays linear however long they are.
struct SmallSet<Element: Hashable> {
  private static var few: Int { 8 }

  private var list: [Element] = []
  private var hashed: Set<Element> = []

  func contains(_ element: Element) -> Bool {
    hashed.isEmpty ? list.contains(element) : hashed.contains(element)
  }

  /// Takes an element in; false when it was in already.
  @discardableResult
  mutating func insert(_ element: Element) -> Bool {
    guard hashed.isEmpty else { return hashed.insert(element).inserted }
    guard !list.contains(element) else { return false }
    list.append(element)
    if list.count > SmallSet.few { hashed = Set(list) }
    return true
  }
}
