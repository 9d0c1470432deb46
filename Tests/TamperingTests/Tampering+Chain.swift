import Cryptography
import LedgerSamples
import Pledges

// Changes to headers and to their order. Those that stop half-way leave a broken chain; those that end with `relink`
// leave a perfect one, and only what stands in the statements and signatures can tell.

extension Tampering {
  static let chain: [Tampering] = [
    Tampering("a header edited", "header.previous@update+1") { file, sample in
      try file.rows[sample.place("update")].setHeader { $0.recorded = Instant(seconds: $0.recorded.seconds + 1) }
    },
    Tampering("a header made unreadable", "header.malformed@update", "header.previous@update+1") { file, sample in
      file.rows[try sample.place("update")].header[0] ^= 1
    },
    Tampering(
      "two neighbours swapped", "header.index@reviewer", "header.index@reviewer+1", "header.previous@reviewer",
      "header.previous@reviewer+1", "header.previous@reviewer+2", "header.time@reviewer+1"
    ) { file, sample in
      let place = try sample.place("reviewer")
      file.rows.swapAt(place, place + 1)
      (file.rows[place].seq, file.rows[place + 1].seq) = (file.rows[place + 1].seq, file.rows[place].seq)
    },
    Tampering("an entry in the middle dropped", "header.index@update", "header.previous@update+1") { file, sample in
      file.rows.remove(at: try sample.place("update"))
    },
    Tampering("an entry duplicated at the end", "statement.duplicate@end") { file, sample in
      var copy = file.rows[try sample.place("extend")]
      copy.statement[0] ^= 1  // or the column's uniqueness would refuse it
      let end = try sample.time(of: sample.size - 1)
      try copy.setHeader { $0.recorded = end }
      file.rows.append(copy)
      try file.relink(from: file.rows.count - 1)
    },
    Tampering("an entry inserted, its signer unknown", "signature.unknown-key@redact+1") { file, sample in
      // Behind everything that names an entry by its number, or those names would break as well.
      let place = try sample.place("redact")
      let moved = Array(file.rows[(place + 1)...])
      file.rows.removeLast(moved.count)
      let request = try Withdrawal(signatory: given(PartyID("quillonia")), effective: sample.time(of: place))
      try file.append(sample.payload(.withdraw(request), at: place), by: [sample.cast.stranger])
      file.rows += moved
      try file.relink(from: place)
    },
    Tampering("the chain made anew behind an edited statement", "signature.invalid@extend") { file, sample in
      let place = try sample.place("extend")
      try file.rows[place].setEnvelope(file.rows[place].envelope(replacing: "2032-06-30", with: "2032-09-30"))
      try file.relink(from: place)
    },
    Tampering("the clock moved back", "header.time@log.rotate") { file, sample in
      let place = try sample.place("log.rotate")
      let before = try sample.time(of: place - 1)
      try file.rows[place].setHeader { $0.recorded = Instant(seconds: before.seconds - 1) }
      try file.relink(from: place)
    },
    Tampering("the kind in a header changed", "statement.kind@extend") { file, sample in
      let place = try sample.place("extend")
      try file.rows[place].setHeader { $0.kind = try given(EntryKind("log.rotate")) }
      try file.relink(from: place)
    },
    Tampering("a wrong index in a header", "header.index@extend") { file, sample in
      let place = try sample.place("extend")
      try file.relink(from: place)
      try file.rows[place].setHeader { $0.index = EntryIndex($0.index.rawValue + 7) }
      for next in (place + 1)..<file.rows.count {
        let leaf = try given(Digest(file.rows[next - 1].leaf))
        try file.rows[next].setHeader { $0.previous = leaf }
      }
      try file.rebuildTree()
    },
  ]
}

extension Chronicle {
  /// A statement for this ledger as it stood at an entry.
  func payload(_ predicate: Predicate, at place: Int) throws -> [UInt8] {
    try given(state.draft(predicate, at: time(of: place)).payload)
  }
}
