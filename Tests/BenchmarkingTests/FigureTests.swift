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
      figures: [
        Figure("limit.a", "what the machine can", unit: "/s", samples: [1_000, 1_000, 900]),
        Figure("a", "what we do", unit: "/s", samples: [900, 950, 1_200], limit: "limit.a"),
        Figure("b", "something without limit", unit: "ms", samples: [1.5]),
      ], cores: 2, ledgerSize: 10, rounds: 3, peakMemory: 1)
    #expect(
      result.markdown == """
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
}
