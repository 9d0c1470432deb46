public import CanonicalJSON
internal import DataFormats

/// All figures of one run, as a document for programs, tables for people and a plot.
public struct BenchmarkResult: Sendable {
  public let machine: MachineDescription
  public let figures: [Figure]
  /// In ascending order of entries.
  public let sizes: [SizeFigures]
  public let ledgerSize: Int
  public let rounds: Int

  /// The share of its limit that a figure reaches; nil where it has none.
  public func share(_ figure: Figure) -> Double? {
    guard let limit = figures.first(where: { $0.id == figure.limit }), limit.median > 0 else { return nil }
    return figure.median / limit.median
  }

  public var json: JSONValue {
    DocumentFormat.bench.document([
      "machine": machine.json, "ledgerSize": .integer(Int64(ledgerSize)), "rounds": .integer(Int64(rounds)),
      "figures": .array(figures.map(json)),
      "sizes": .array(
        sizes.map { size in
          ["size": .integer(Int64(size.entryCount)), "figures": .array(size.figures.map(json))]
        }),
    ])
  }

  private func json(_ figure: Figure) -> JSONValue {
    [
      "id": .string(figure.id), "title": .string(figure.title), "unit": .string(figure.unit),
      "median": .double(figure.median), "least": .double(figure.least), "most": .double(figure.most),
      "samples": .array(figure.samples.map { .double($0) }), "limit": figure.limit.map { .string($0) } ?? .null,
      "share": share(figure).map { .double($0) } ?? .null,
    ]
  }

  /// Markdown that also reads well as it stands: the machine, the figures, and the costs against size.
  public var markdown: String {
    let figureTable = MarkdownTable(
      head: ["figure", "median", "least – most", "unit", "of its limit"], numbers: [1, 2, 4],
      rows: figures.map { figure in
        [
          figure.title, FigureText.number(figure.median),
          "\(FigureText.number(figure.least)) – \(FigureText.number(figure.most))", figure.unit,
          share(figure).map { FigureText.decimal($0, places: 2) } ?? "",
        ]
      })
    guard let first = sizes.first else { return "\(machine.text)\n\n\(figureTable.text)" }
    let sizeTable = MarkdownTable(
      head: ["entries", "unit"] + sizes.map { FigureText.grouped($0.entryCount) },
      numbers: Array(sizes.indices.map { $0 + 2 }),
      rows: first.figures.indices.map { row in
        [first.figures[row].title, first.figures[row].unit]
          + sizes.map { FigureText.number($0.figures[row].median) }
      })
    return "\(machine.text)\n\n\(figureTable.text)\n\(sizeTable.text)"
  }

  /// Cost an entry against the number of entries.
  public var plot: String {
    let series = [
      ("size.verify", "verify, wall time"), ("size.verify.processor", "verify, processor time"),
      ("size.open", "open and read, wall time"),
    ].map { id, title in
      CostPlot.Series(
        title: title,
        points: sizes.compactMap { size in
          size.figures.first { $0.id == id }.map { (Double(size.entryCount), $0.median) }
        })
    }
    return CostPlot(
      title: "Cost of an entry against the size of the ledger", unit: "µs an entry",
      notes: machine.facts.map { "\($0.name): \($0.value)" },
      series: series.filter { !$0.points.isEmpty }
    ).svg
  }
}
