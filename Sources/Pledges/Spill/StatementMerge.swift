/// The statements of a set in ascending order: runs and table merged, a page of each in memory.
///
/// It ends early when a page cannot be read back; the spill's `failure` says so.
struct StatementMerge: Sequence, IteratorProtocol {
  private let runs: StatementRuns?
  private var sources: [Source]

  /// What is left of a run, or of the table.
  private struct Source {
    /// Nil for the table.
    let run: StatementRuns.Run?
    var page: [StatementKey]
    var place = 0
    var nextPage = 0
  }

  init(_ table: [StatementKey], _ runs: StatementRuns?) {
    self.runs = runs
    sources = [Source(run: nil, page: table)]
    for run in runs?.runs ?? [] { sources.append(Source(run: run, page: [])) }
    for number in sources.indices { fill(number) }
    sources.removeAll { $0.page.isEmpty }
  }

  mutating func next() -> StatementKey? {
    guard let first = sources.indices.min(by: { current($0) < current($1) }) else { return nil }
    let key = current(first)
    // A key that was taken in again after its run had gone out is in two places.
    for number in sources.indices.reversed() where current(number) == key {
      sources[number].place += 1
      fill(number)
      if sources[number].page.isEmpty { sources.remove(at: number) }
    }
    return key
  }

  private func current(_ number: Int) -> StatementKey { sources[number].page[sources[number].place] }

  /// Reads on where a page is used up; an empty page is the end.
  private mutating func fill(_ number: Int) {
    guard sources[number].place == sources[number].page.count else { return }
    sources[number].place = 0
    guard let run = sources[number].run, sources[number].nextPage < run.fences.count else {
      sources[number].page = []
      return
    }
    sources[number].page = runs?.page(sources[number].nextPage, of: run) ?? []
    sources[number].nextPage += 1
  }
}
