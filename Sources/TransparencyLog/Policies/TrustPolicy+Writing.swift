extension TrustPolicy {
  /// The policy as a file without comments; reading it gives an equal policy.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func write(_ fields: [[UInt8]]) {
      bytes += fields.joined(separator: [Line.space])
      bytes.append(Line.feed)
    }
    for log in logs {
      write([Array("log".utf8), Array(log.key.text.utf8)] + (log.url.map { [Array($0.utf8)] } ?? []))
    }
    for witness in witnesses {
      write(
        [Array("witness".utf8), witness.name.bytes, Array(witness.key.text.utf8)]
          + (witness.url.map { [Array($0.utf8)] } ?? []))
    }
    for group in groups {
      write([Array("group".utf8), group.name.bytes, Array("\(group.threshold)".utf8)] + group.members.map(\.bytes))
    }
    write([Array("quorum".utf8), (quorum ?? .none).bytes])
    return bytes
  }
}
