internal import Storage
internal import TransparencyLog

extension Witness {
  /// The witness over HTTP: `POST /add-checkpoint`, and `GET /<SHA-256 of the origin>/checkpoint`, // tlog-witness
  /// beside a page that says what it is, and `/health` and `/metrics` for whoever runs it.
  ///
  /// `prefix` goes before all of them, such as `/lantern-witness`; it is empty at the root of a server. `report` is told,
  /// for the operator, why a request could not be worked on, and `counts` are those of the server.
  public func router(
    prefix: String = "", counts: ExchangeCounts = ExchangeCounts(),
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) -> Router {
    Router([
      .post(.exactly("\(prefix)/add-checkpoint"), limit: AddCheckpointRequest.maximumByteCount) { request in
        let verdict = self.addCheckpoint(request.body)
        if case .failed(let reason) = verdict { report(reason) }
        return Witness.answer(verdict)
      },
      .get(.exactly("\(prefix)/")) { _ in self.index() },
      .get(.exactly("\(prefix)/health")) { _ in self.health(report) },
      .get(.exactly("\(prefix)/metrics")) { _ in self.metrics(counts, report) },
      .get(.below("\(prefix)/")) { request in self.latest(request.head.path, prefix) },
    ])
  }

  /// A verdict as the protocol spells it.
  static func answer(_ verdict: Verdict) -> HTTPAnswer {
    switch verdict {
    case .cosigned(let answer): HTTPAnswer(200, contentType: "text/plain; charset=utf-8", body: answer.bytes)
    case .malformed(let reason): .text(400, reason)
    case .untrusted: .text(403, "no trusted key of the log signed the checkpoint")
    case .unknownLog: .text(404, "this log is not watched here")
    // SPEC: a conflict says the size on record as text/x.tlog.size.
    case .conflict(let size): HTTPAnswer(409, contentType: AddCheckpointConflict.contentType, body: size.bytes)
    case .inconsistent(let reason): .text(422, reason)
    // The reason is for the operator: it may name files of this machine.
    case .failed: .text(500, "the witness could not record the checkpoint, and signed nothing")
    }
  }

  private func latest(_ path: String, _ prefix: String) -> HTTPAnswer {
    let parts = path.dropFirst(prefix.count + 1).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "checkpoint" else { return .text(404, "there is nothing at this path") }
    do {
      guard let note = try latestCheckpoint(ofOriginDigest: String(parts[0])) else {
        return .text(404, "nothing of this log was cosigned here")
      }
      return HTTPAnswer(200, contentType: "text/plain; charset=utf-8", body: note)
    } catch {
      return .text(500, "the record of the witness cannot be read")
    }
  }
}
