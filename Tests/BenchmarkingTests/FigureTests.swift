import Testing

@testable import Benchmarking

@Suite struct `Figures` {
  @Test(arguments: [
    ([3.0, 1, 2], 50.0, 2.0), ([4.0, 1, 2, 3], 50, 2.5), ([5.0], 99, 5), ([], 50, 0), ([0.0, 100], 99, 99),
  ])
  func `a percentile lies between the samples around it`(samples: [Double], percent: Double, value: Double) {
    #expect(samples.percentile(percent) == value)
  }

  @Test(arguments: [
    (0.5, "0.50"), (9.994, "9.99"), (12.34, "12.3"), (99.96, "100.0"), (123.4, "123"), (1_234.5, "1,235"),
    (1_000_000, "1,000,000"), (0, "0.00"),
  ])
  func `numbers read well`(value: Double, text: String) {
    #expect(FigureText.number(value) == text)
  }

  @Test func `a figure stands next to the share of its limit that it reaches`() {
    let result = BenchmarkResult(
      machine: MachineDescription(program: "pledgebook"),
      figures: [
        Figure("limit.a", "what the machine can", unit: "/s", samples: [1_000, 1_000, 900]),
        Figure("a", "what we do", unit: "/s", samples: [900, 950, 1_200], limit: "limit.a"),
        Figure("b", "something without limit", unit: "ms", samples: [1.5]),
      ], sizes: [], ledgerSize: 10, rounds: 3)
    #expect(
      result.markdown == """
        \(result.machine.text)

        | figure                  | median | least – most | unit | of its limit |
        | ----------------------- | -----: | -----------: | ---- | -----------: |
        | what the machine can    |  1,000 |  900 – 1,000 | /s   |              |
        | what we do              |    950 |  900 – 1,200 | /s   |         0.95 |
        | something without limit |   1.50 |  1.50 – 1.50 | ms   |              |

        """)
  }

  @Test func `a rate counts what was done in the time`() {
    var count = 0
    let rate = rate(for: 0.02) { count += 1 }
    #expect(count > 1_000)
    #expect(rate > 10_000)
  }

  @Test func `the costs of several sizes stand side by side, and in the plot`() {
    let sizes = [(1_000, 100.0), (10_000, 98.5), (100_000, 101)].map { count, cost in
      SizeFigures(
        entryCount: count,
        figures: [
          Figure("size.verify", "verify", unit: "µs", samples: [cost]),
          Figure("size.open", "open", unit: "µs", samples: [cost / 10]),
        ])
    }
    let machine = MachineDescription(program: "pledgebook <1> & more")
    let result = BenchmarkResult(machine: machine, figures: [], sizes: sizes, ledgerSize: 10, rounds: 1)
    #expect(result.markdown.contains("| entries | unit | 1,000 | 10,000 | 100,000 |"))
    #expect(result.markdown.contains("| verify  | µs   |   100 |   98.5 |     101 |"))
    #expect(result.plot.contains(">100,000</text>"))
    #expect(result.plot.contains("pledgebook &lt;1&gt; &amp; more"))
    #expect(result.plot.components("<polyline") == 2)
    #expect(result.plot.components("<circle") == 6)
  }

  @Test func `a run says what it was taken on`() {
    let facts = MachineDescription(program: "pledgebook 1").facts
    #expect(facts.first?.value == "pledgebook 1")
    #expect(facts.allSatisfy { !$0.value.isEmpty && !$0.value.contains("\n") })
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
