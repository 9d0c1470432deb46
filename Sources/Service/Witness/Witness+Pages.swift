internal import Cryptography
internal import Storage
internal import TransparencyLog

extension Witness {
  /// The most logs that a page or the figures name.
  private static let mostLogs = 1_000

  /// What this is, as plain text: there is nothing to be escaped in it, and nothing that a browser runs.
  func index() -> HTTPAnswer {
    do {
      let logs = try watchedLogs()
      var lines = [
        "\(verifierKey.keyName.text) is a witness: it cosigns checkpoints of logs that only grew (C2SP tlog-witness).",
        "",
        "key      \(verifierKey.text)", "",
        "POST     add-checkpoint", "GET      SHA-256-OF-THE-ORIGIN/checkpoint", "GET      health, metrics", "",
        "watches  \(logs.count) \(logs.count == 1 ? "log" : "logs")",
      ]
      for log in logs.prefix(Witness.mostLogs) {
        let size = log.size.map { entryCount($0) } ?? "nothing cosigned yet"
        lines.append("         \(log.origin)  \(size)  \(log.digest)/checkpoint")
      }
      if logs.count > Witness.mostLogs { lines.append("         and \(logs.count - Witness.mostLogs) more") }
      return .text(200, lines.joined(separator: "\n"))
    } catch {
      return .text(500, "the record of the witness cannot be read")
    }
  }

  /// 200 as long as the record can be read and has its name, without which nothing is cosigned.
  func health(_ report: (String) -> Void) -> HTTPAnswer {
    do {
      _ = try watchedLogs()
      return .text(200, "ok")
    } catch {
      report(error.reason)
      return .text(503, "the record of the witness cannot be read")
    }
  }

  /// The counts of the server, and how far each log is.
  func metrics(_ counts: ExchangeCounts, _ report: (String) -> Void) -> HTTPAnswer {
    var text = counts.metrics
    do {
      let logs = try watchedLogs()
      text.family("pledgebook_witness_logs", .gauge, "Logs that are watched.")
      text.sample("pledgebook_witness_logs", [:], Double(logs.count))
      text.family("pledgebook_witness_log_size", .gauge, "Entries of the newest checkpoint cosigned of each log.")
      for log in logs.prefix(Witness.mostLogs) {
        text.sample("pledgebook_witness_log_size", ["origin": log.origin], Double(log.size ?? 0))
      }
    } catch {
      report(error.reason)
      return .text(503, "the record of the witness cannot be read")
    }
    return HTTPAnswer(200, contentType: MetricsText.contentType, body: Array(text.text.utf8))
  }
}
