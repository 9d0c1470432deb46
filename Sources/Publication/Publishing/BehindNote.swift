internal import Pledges

/// Since when the source of a copy is behind it: noted in a file of the copy that is no part of what is published.
struct BehindNote {
  private static let path = ".behind"
  private static let limit = 64

  /// Nil while it is not; what is no time is nobody's note.
  let since: Instant?

  init(_ files: any PublishingFiles) throws(PublicationError) {
    let bytes = try files.bytes(of: Self.path, limit: Self.limit)
    since = bytes.flatMap { Instant(String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)) }
  }

  /// Notes that the source is behind at this instant.
  func note(_ now: Instant, in files: any PublishingFiles) throws(PublicationError) {
    guard since == nil else { return }
    var placer = FilePlacer(files)
    try placer.replace(Self.path, with: Array("\(now)\n".utf8))
    try placer.synchronise()
  }

  /// Removes the note, now that the source is not behind.
  func clear(_ files: any PublishingFiles) throws(PublicationError) {
    if since != nil { try files.remove(Self.path) }
  }
}
