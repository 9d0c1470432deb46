import CommandLineTools
import Files
import Reports

/// A file that is to be held against a ledger: a page that says how it was made, or something else.
struct PageFile {
  let bytes: [UInt8]
  let stamp: PageStamp

  /// Refuses what is no page, and says what it is.
  init(_ bytes: [UInt8], at path: FilePath) throws(CommandError) {
    guard let stamp = PageStamp(page: Self.plain(bytes)) else { throw Self.refusal(of: bytes, at: path) }
    self.bytes = bytes
    self.stamp = stamp
  }

  /// The same words with the line ends that pages have: without carriage returns, without a byte order mark, and with one
  /// line end behind the last line.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count + 1)
    let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var isAfterReturn = false
    for byte in bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...] {
      // CR LF is one line end, and CR alone is one as well.
      if byte != feed || !isAfterReturn { plain.append(byte == carriage ? feed : byte) }
      isAfterReturn = byte == carriage
    }
    while plain.last == feed { plain.removeLast() }
    return plain + [feed]
  }

  /// Whether a browser wrote the page anew, as *Save as* does: its own head, or its note of where the page came from.
  static func isSavedByBrowser(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return head.contains("<!-- saved from url=") || head.contains(/http-equiv="content-type"/.ignoresCase())
  }

  static let browserHint =
    "a browser that saves a page writes it anew; fetch the file itself (curl -O ADDRESS, or save what the link to it leads to)"

  private static func refusal(of bytes: [UInt8], at path: FilePath) -> CommandError {
    if bytes.firstRange(of: Array("<meta name=\"pledgebook-".utf8)) != nil {
      return .uncheckable(
        "damaged-head", "\(path) does not say in its head how it was made, or what it says there is damaged",
        hint: isSavedByBrowser(bytes) ? browserHint : "fetch the page once more, or make it: \(maker)")
    }
    return .uncheckable(
      "no-page",
      "\(path) is \(kind(of: bytes)); only pages of --format html can be checked, which say how they were made",
      hint: maker)
  }

  private static let maker = "pledgebook report ID --format html makes such a page, and overview does as well"

  /// What a file is that is no page of ours, by how it begins.
  private static func kind(of bytes: [UInt8]) -> String {
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    let start = text.drop { $0 == 0x20 || 0x09...0x0D ~= $0 }
    func begins(_ word: String) -> Bool {
      String(decoding: start.prefix(word.utf8.count), as: UTF8.self).lowercased().utf8.elementsEqual(word.utf8)
    }
    if start.isEmpty { return "empty" }
    if begins("%pdf-") { return "a PDF" }
    if begins("pk\u{3}\u{4}") { return "an archive or a document of an office program" }
    if begins("{") || begins("[") { return "a JSON document" }
    if begins("environment,origin,size,") { return "a table (CSV)" }
    if begins("<!doctype html") || begins("<html") || begins("<!-- saved from") {
      return "an HTML page that this program did not make"
    }
    if begins("<") { return "markup of another kind" }
    guard String(validating: text, as: UTF8.self) != nil, !text.contains(0) else { return "no text" }
    return begins("# ") ? "a Markdown text" : "a text"
  }

  /// The byte order mark that some programs put in front.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
