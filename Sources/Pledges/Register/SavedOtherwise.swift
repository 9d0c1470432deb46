/// A register saved in a form that is not read: what it is, and how to save it instead.
///
/// Nothing is guessed: a file of another encoding or with other separators would be read wrongly sooner or later, and
/// names stay for good.
enum SavedOtherwise {
  case workbook, page, pdf, compressed, zeros, utf16, utf32, windows1252, carriageReturns, semicolons, tabs, bars,
    separatorLine

  /// What the bytes as a whole give away, before any of them is read as text.
  init?(_ bytes: [UInt8]) {
    let isEmptyOfText = !bytes.isEmpty && bytes.allSatisfy { $0 == 0 }
    let zeros = bytes.prefix(1_024).enumerated().filter { $0.element == 0 }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .workbook  // Office Open XML, OpenDocument and Numbers are ZIP archives; older Excel is OLE
    } else if bytes.starts(with: "%PDF".utf8) {
      self = .pdf
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      self = .compressed
    } else if Self.beginsAsPage(bytes) {
      self = .page
    } else if isEmptyOfText {
      self = .zeros
    } else if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = .utf32
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if zeros.count * 4 > min(bytes.count, 1_024) * 2 {
      self = .utf32
    } else if zeros.count * 4 > min(bytes.count, 1_024) {
      self = .utf16  // every other byte of plain letters is zero
    } else if !bytes.contains(UInt8(ascii: "\n")), bytes.dropLast().contains(UInt8(ascii: "\r")) {
      self = .carriageReturns
    } else {
      return nil
    }
  }

  /// Whether the first character is that of a tag: HTML, also where it goes by the name of a workbook, and XML.
  private static func beginsAsPage(_ bytes: [UInt8]) -> Bool {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let shown = text.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard shown.first == UInt8(ascii: "<"), let next = shown.dropFirst().first else { return false }
    return next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || (0x41...0x5A).contains(next & 0xDF)
  }

  /// What the first line gives away: columns that we know, between something that is no comma.
  init?(header bytes: ArraySlice<UInt8>, isColumn: (String) -> Bool) {
    let line = String(decoding: bytes, as: UTF8.self)
    let columnCount = 1 + bytes.count { $0 == UInt8(ascii: ",") }
    guard !line.lowercased().utf8.starts(with: "sep=".utf8) else {
      self = .separatorLine
      return
    }
    let separators: [(byte: UInt8, form: SavedOtherwise)] = [
      (UInt8(ascii: ";"), .semicolons), (UInt8(ascii: "\t"), .tabs), (UInt8(ascii: "|"), .bars),
    ]
    for (separator, form) in separators {
      // `traits` holds semicolons, but no header does.
      let names = line.utf8.split(separator: separator).map { name in
        let plain = name.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ",") }
        return String(decoding: plain, as: UTF8.self).lowercased()
      }
      if names.count > columnCount, names.contains(where: isColumn) {
        self = form
        return
      }
    }
    return nil
  }

  /// What it is.
  var reason: String {
    switch self {
    case .workbook: "this is a workbook of a spreadsheet program, or another archive, not CSV"
    case .page: "this is a page of HTML or XML, not CSV"
    case .pdf: "this is a PDF, not CSV"
    case .compressed: "the file is compressed (gzip)"
    case .zeros: "the file holds nothing but zero bytes"
    case .utf16: "the file is in UTF-16, not in UTF-8"
    case .utf32: "the file is in UTF-32, not in UTF-8"
    case .windows1252: "the file is not in UTF-8; it looks like Windows-1252 or another older encoding"
    case .carriageReturns: "lines end in a carriage return alone, as on old Macs, not in LF or CRLF"
    case .semicolons: "the columns are separated by semicolons, not by commas"
    case .tabs: "the columns are separated by tabs, not by commas"
    case .bars: "the columns are separated by bars (|), not by commas"
    case .separatorLine: "a line sep=… is an order to Excel and no part of CSV"
    }
  }

  /// How to save it instead, in the words of the programs that people use.
  var hint: String {
    let libreOffice =
      "LibreOffice: Save As, Text CSV, Edit filter settings, Character set Unicode (UTF-8), Field delimiter ,"
    let numbers = "Numbers: File, Export To, CSV…, Advanced Options, Text Encoding Unicode (UTF-8)"
    switch self {
    case .compressed: return "unpack it first: gunzip FILE.gz"
    case .zeros: return "copy the file again from where it came; this copy has lost what was in it"
    case .pdf:
      return "copy the table into a spreadsheet, look through every cell, and save it as CSV in UTF-8; or ask its "
        + "publisher for the table itself"
    case .page: return "open it in a spreadsheet program, and save it from there as CSV in UTF-8; \(libreOffice)"
    case .separatorLine: return "delete that line, and see that the columns are separated by commas"
    case .semicolons, .tabs, .bars:
      return
        "save it with commas. Excel: set the list separator to a comma (Windows: Region, Additional settings; Mac: "
        + "Language & Region, Number format), then Save As, CSV UTF-8 (Comma delimited); \(libreOffice); \(numbers)"
    default:
      return "save it as CSV in UTF-8. Excel: Save As, CSV UTF-8 (Comma delimited); \(libreOffice); \(numbers)"
    }
  }
}
