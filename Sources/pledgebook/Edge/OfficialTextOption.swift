import CommandLineTools
import Files
import Pledges

/// `--official-text LANG=FILE;uri=ADDRESS`: a copy of the text that an accord was read from.
enum OfficialTextOption {
  static func read(_ session: borrowing Session) throws(CommandError) -> [AccordDocument.OfficialText] {
    var texts: [AccordDocument.OfficialText] = []
    for value in session.arguments.paths("official-text") {
      let (language, rest) = try session.split(
        value, at: "=", option: "official-text", form: "LANG=FILE;uri=ADDRESS")
      guard TextMap.isLanguage(language) else {
        throw .usage(
          "invalid-value", "--official-text: \(language) is not a language tag", hint: "write en=FILE;uri=ADDRESS")
      }
      let file = try EvidenceFile.read(rest)
      guard let uri = file.uri.flatMap(EvidenceItem.address) else {
        throw .usage(
          "invalid-value", "--official-text does not say where \(rest) is published",
          hint: "write en=FILE;uri=https://…")
      }
      texts.append(text(of: file, in: language, at: uri))
    }
    return texts
  }

  static func text(of file: EvidenceFile, in language: String, at uri: String) -> AccordDocument.OfficialText {
    AccordDocument.OfficialText(
      language: language, uri: uri, sha256: file.sha256, bytes: file.byteCount, read: Clock.now().date)
  }
}
